import BuildModel
import Downloads
import FileTrees
import Foundation

/// A server, a folder and a downloader with short patience, for one test.
final class DownloadTestCase {
    let server: ServerSpace
    let folder: String

    init() throws {
        server = try TestServer.shared.get().space()
        folder = try ScratchFolder(in: "/tmp", prefix: "fclayer-test-").keep()
    }

    deinit { try? Files.remove(folder) }

    func downloader(_ environment: [String: String] = [:], attempts: Int = 3, stall: Int = 15, parallel: Int = 8)
        -> Downloader
    {
        var policy = DownloadPolicy()
        policy.attempts = attempts
        policy.firstDelay = 10
        policy.connectTimeout = 1000
        policy.stallTimeout = stall
        policy.parallel = parallel
        return Downloader(environment: environment, policy: policy)
    }

    func request(
        _ path: String, expecting contents: [UInt8]? = nil, limit: Int64? = nil, user: String? = nil,
        as name: String = "out"
    ) -> DownloadRequest {
        DownloadRequest(
            url: server.url(path, user: user), destination: "\(folder)/\(name)",
            expected: contents.map { FileDigest.sha256(of: $0) }, sizeLimit: limit)
    }

    /// What the server was asked for: path, Range, Authorization, If-Range.
    func log() async throws -> [[String?]] {
        let page = try await downloader().fetchBytes(server.url("/log"))
        return try JSONDecoder().decode([[String?]].self, from: Data(page.bytes)).filter { $0[0] != "/log" }
    }
}

/// The code of an error that is a download error.
func downloadCode(_ error: any Error) -> DownloadError.Code? { (error as? DownloadError)?.code }
