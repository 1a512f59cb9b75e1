/// How the entries of an archive are put into a folder.
public struct UnpackOptions: Hashable, Sendable {
    /// What happens to symbolic links whose target begins with `/`.
    public enum AbsoluteLinks: Hashable, Sendable {
        /// They are an error.
        case refuse
        /// They are made as written: for a folder that becomes the root of a system.
        case keep
        /// They are made to point from where they stand to the same place below the folder.
        case makeRelative
    }

    /// What happens to absolute symbolic links.
    public var absoluteLinks: AbsoluteLinks
    /// Whether `/bin`, `/sbin`, `/lib` and `/lib64` go into `/usr`, with links in their places.
    public var mergesIntoUsr: Bool
    /// Whether names that differ only by case are an error everywhere, and not only where the disk takes them for one.
    public var refusesCaseClashes: Bool
    /// Bounds against archives that are made to exhaust memory or disk.
    public var bounds: TarBounds

    /// Makes options.
    public init(
        absoluteLinks: AbsoluteLinks = .refuse, mergesIntoUsr: Bool = false, refusesCaseClashes: Bool = false,
        bounds: TarBounds = TarBounds()
    ) {
        self.absoluteLinks = absoluteLinks
        self.mergesIntoUsr = mergesIntoUsr
        self.refusesCaseClashes = refusesCaseClashes
        self.bounds = bounds
    }

    /// For archives of anybody, for example packages of npm.
    public static let strict = UnpackOptions()
    /// The tree as `dpkg-deb -x` gives it.
    public static let asPackaged = UnpackOptions(absoluteLinks: .keep)
    /// A sysroot or a root file system that several packages share: one `/usr`, and links that work from outside.
    public static let root = UnpackOptions(absoluteLinks: .makeRelative, mergesIntoUsr: true)
}

/// What was unpacked.
public struct UnpackSummary: Hashable, Sendable {
    /// Entries that were made: files, folders and links.
    public internal(set) var entries = 0
    /// Bytes of the files.
    public internal(set) var bytes: UInt64 = 0
}
