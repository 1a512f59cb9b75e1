#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A new file that is written piece by piece; it is closed when it goes out of scope.
public struct GrowingFile: ~Copyable {
    private let file: OpenFile

    /// Makes the file; throws `exists` rather than replace one.
    public init(path: String) throws(FileTreeError) {
        file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, operation: "write")
    }

    /// Writes bytes at the end.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FileTreeError) { try file.writeAll(bytes) }
}
