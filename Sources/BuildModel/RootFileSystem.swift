public import FunctionCompute

/// A small root file system of a Debian release, to run functions in as in an instance. Nobody writes to it.
public struct RootFileSystem: Hashable, Sendable, Codable {
    /// Absolute path of the folder that stands for `/`.
    public var path: String
    /// The release that was asked for.
    public var release: DebianRelease
    /// The release that it was built from: another one where the one asked for is no longer published.
    public var builtFrom: DebianRelease
    /// The versions of its packages by their names.
    public var packages: [String: String]

    /// Makes a value.
    public init(path: String, release: DebianRelease, builtFrom: DebianRelease, packages: [String: String]) {
        self.path = path
        self.release = release
        self.builtFrom = builtFrom
        self.packages = packages
    }

    /// Whether it is of the release that was asked for, and so proves that a program starts there.
    public var isExact: Bool { release == builtFrom }
}
