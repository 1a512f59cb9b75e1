import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Where lines go that the platform collects.
struct Output: Sendable {
    /// Writes one line, which has no line end.
    let line: @Sendable (String) -> Void

    /// Standard output, unbuffered, lines never mixed: what was said last before a crash must be in the log.
    static let standard = Output { write($0, to: 1) }

    /// Standard error, for what ends the program.
    static let standardError = Output { write($0, to: 2) }

    private static let lock = Mutex(())

    /// A pipe takes up to 4096 bytes in one piece (PIPE_BUF), so only longer lines wait for each other.
    private static func write(_ line: String, to descriptor: Int32) {
        var line = line
        line.append("\n")
        line.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            if bytes.count <= 4096 {
                writeAll(bytes, to: descriptor)
            } else {
                lock.withLock { _ in writeAll(bytes, to: descriptor) }
            }
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(descriptor, rest)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                return  // nobody reads any more
            }
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
