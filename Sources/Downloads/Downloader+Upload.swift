import FileTrees

extension Downloader {
    /// Sends a file by PUT; what the server answers is not kept. A redirect is a refusal. `sent` is told of bytes that go out.
    func put(
        fileAt path: String, to url: String, authorization: String?, sent: @escaping @Sendable (Int64) -> Void
    ) async throws(DownloadError) {
        let source: UploadSource
        do throws(FileTreeError) { source = try UploadSource(fileAt: path, sent: sent) } catch {
            throw DownloadError(
                code: .disk(error.code), url: redactedURL(url), words: error.description, attempts: 0)
        }
        try await put(source, to: url, authorization: authorization)
    }

    /// Sends bytes by PUT.
    func put(_ bytes: [UInt8], to url: String, authorization: String?) async throws(DownloadError) {
        try await put(UploadSource(bytes), to: url, authorization: authorization)
    }

    private func put(_ source: UploadSource, to url: String, authorization: String?) async throws(DownloadError) {
        _ = try await attempts(
            at: url, method: .put(source), sink: MemorySink(limit: 1 << 20), acceptsCompression: false,
            authorization: authorization, headers: { ["Content-Type: application/octet-stream"] },
            restart: { source.rewind(to: 0) })
    }

    /// Whether the server has something, by HEAD.
    func exists(_ url: String, authorization: String?) async throws(DownloadError) -> Bool {
        do throws(DownloadError) {
            _ = try await attempts(
                at: url, method: .head, sink: MemorySink(limit: 0), acceptsCompression: false,
                authorization: authorization, headers: { [] }, restart: {})
            return true
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
    }
}
