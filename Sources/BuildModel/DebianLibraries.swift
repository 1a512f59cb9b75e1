/// Debian packages that a function or layer asks for.
public struct DebianSource: Hashable, Sendable, Codable {
    /// Names of packages, each with where it is written.
    public var packages: [Named]
    /// The folder that the lock stands in (absolute).
    public var folder: String
    /// What tells the lock from those of other lists in that folder; `nil` where there is only one.
    public var label: String?

    /// A name and where it is written.
    public struct Named: Hashable, Sendable, Codable {
        /// The package's name, for example `libzbar0`.
        public var name: String
        /// Where problems are reported.
        public var location: Finding.Location

        /// Makes a value.
        public init(name: String, location: Finding.Location = .none) {
            self.name = name
            self.location = location
        }
    }

    /// Makes a value.
    public init(packages: [Named], folder: String, label: String? = nil) {
        self.packages = packages
        self.folder = folder
        self.label = label
    }
}

/// Debian packages that a package needs, with all that they depend on and the runtime's image lacks: libraries in `lib`,
/// programs in `bin`, data in `share`.
public struct DebianLibraries: Hashable, Sendable, Codable {
    /// The packages.
    public var source: DebianSource
    /// The runtime that decides the release. Identifier of the catalogue.
    public var runtime: String
    /// The file that fixes versions and digests (absolute).
    public var lock: String
    /// Where the package is mounted: `/opt` for layers, `/code` for code.
    public var mount: String

    /// Makes a value.
    public init(source: DebianSource, runtime: String, lock: String, mount: String) {
        self.source = source
        self.runtime = runtime
        self.lock = lock
        self.mount = mount
    }
}
