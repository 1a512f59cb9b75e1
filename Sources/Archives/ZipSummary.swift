public import BuildModel

/// What a finished archive holds.
public struct ZipSummary: Hashable, Sendable, Codable {
    /// An entry as it was written.
    public struct Entry: Hashable, Sendable, Codable {
        /// The path in the archive.
        public let path: PackagePath
        /// Bytes of the contents.
        public let size: UInt64
        /// Bytes in the archive.
        public let compressedSize: UInt64
        /// The CRC-32 of the contents.
        public let crc32: UInt32
    }

    /// The entries in their order in the archive.
    public let entries: [Entry]
    /// Bytes of all contents.
    public let size: UInt64
    /// Bytes of all compressed contents.
    public let compressedSize: UInt64
    /// Bytes of the archive.
    public let fileSize: UInt64
}
