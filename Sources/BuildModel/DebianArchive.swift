/// A binary package of Debian in one version, verified and on disk.
public struct DebianArchive: Hashable, Sendable, Codable {
    /// The package's name, for example `libc6-dev`.
    public var name: String
    /// The version as Debian writes it, with epoch and revision.
    public var version: String
    /// `amd64` or `all`.
    public var architecture: String
    /// Absolute path of the `.deb` in the store.
    public var file: String
    /// SHA-256 of the `.deb`, from the release's signed index.
    public var digest: Digest
    /// The URL that it came from, without credentials.
    public var origin: String

    /// Makes a value.
    public init(
        name: String, version: String, architecture: String, file: String, digest: Digest, origin: String
    ) {
        self.name = name
        self.version = version
        self.architecture = architecture
        self.file = file
        self.digest = digest
        self.origin = origin
    }
}
