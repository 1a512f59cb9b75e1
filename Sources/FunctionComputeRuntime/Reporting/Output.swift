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
    static let standard = Output { line in
        var line = line
        line.append("\n")
        lock.withLock { _ in write(line, to: 1) }
    }

    /// Standard error, for what ends the program.
    static let standardError = Output { line in
        lock.withLock { _ in write(line + "\n", to: 2) }
    }

    private static let lock = Mutex(())

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
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
