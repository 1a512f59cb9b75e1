/// How an archive is opened: what is refused and what is only listed.
public struct ZipPolicy: Hashable, Sendable {
    /// Whether a defect stops the opening.
    public enum Strictness: Hashable, Sendable {
        /// The first defect that is refused everywhere is thrown.
        case strict
        /// All defects are listed.
        case inspect
    }

    /// Whether a defect stops the opening.
    public var strictness: Strictness
    /// Bounds against archives that are made to exhaust memory or disk.
    public var bounds: ZipBounds

    /// Makes a policy.
    public init(_ strictness: Strictness, bounds: ZipBounds = ZipBounds()) {
        self.strictness = strictness
        self.bounds = bounds
    }

    /// Refuses hostile archives.
    public static let strict = ZipPolicy(.strict)
    /// Lists what is wrong.
    public static let inspect = ZipPolicy(.inspect)
}

/// Bounds against archives that are made to exhaust memory or disk.
public struct ZipBounds: Hashable, Sendable {
    /// Most entries.
    public var entries: Int
    /// Most bytes of the directory: it is read into memory as a whole.
    public var directoryBytes: Int
    /// Most bytes that one entry unpacks to.
    public var memberBytes: UInt64
    /// Most bytes that all entries unpack to.
    public var totalBytes: UInt64

    /// Makes bounds; the defaults leave room for the largest package that the platform takes, several times over.
    public init(
        entries: Int = 500_000, directoryBytes: Int = 128 << 20, memberBytes: UInt64 = 4 << 30,
        totalBytes: UInt64 = 16 << 30
    ) {
        self.entries = entries
        self.directoryBytes = directoryBytes
        self.memberBytes = memberBytes
        self.totalBytes = totalBytes
    }

    /// No deflate stream unpacks to more than this many times its length.
    static let largestDeflateRatio: UInt64 = 1032
}
