#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for text in programs.
enum ByteSearch {
    /// Whether the bytes of a text stand somewhere.
    static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return true }
        return bytes.withUnsafeBytes { hay in
            guard let start = hay.baseAddress else { return false }
            var offset = 0
            while offset + wanted.count <= hay.count,
                let found = memchr(start + offset, Int32(first), hay.count - wanted.count - offset + 1)
            {
                if memcmp(found, wanted, wanted.count) == 0 { return true }
                offset = found - UnsafeMutableRawPointer(mutating: start) + 1
            }
            return false
        }
    }
}
