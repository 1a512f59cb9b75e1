import BuildModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads what a user hands in: a file, or standard input for `-`.
enum InputFile {
    /// More is no event: the platform takes 32 MB (D/quota).
    private static let limit = (32 << 20) + 1

    /// The bytes; one more than the platform takes at most.
    static func read(_ name: String) throws -> [UInt8] {
        let descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(name) }
        defer { if name != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                    Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk.prefix(min(count, limit - bytes.count)))
        }
        return bytes
    }

    private static func failure(_ name: String) -> StageFailure {
        let words = String(cString: strerror(errno))
        return StageFailure(
            .usage,
            [Finding(rule: "file-missing", severity: .error, message: "the event `\(name)` cannot be read: \(words)")])
    }
}
