public import FunctionCompute

/// What an SDK is made for: the system of a runtime's image. Runtimes on one Debian release share an SDK.
public struct SDKTarget: Hashable, Sendable, Codable {
    /// The Debian release of the image.
    public let release: DebianRelease

    /// The target of a Debian release.
    public init(_ release: DebianRelease) { self.release = release }

    /// The target of a runtime; `nil` where the image is the user's own.
    public init?(runtime: Runtime) {
        guard let release = runtime.debian else { return nil }
        self.release = release
    }

    /// All targets, the newest first.
    public static let all = DebianRelease.allCases.reversed().map { SDKTarget($0) }

    /// For identifiers and folders: `debian10`.
    public var name: String { "debian\(release.rawValue)" }

    /// The custom runtime on this release: what the SDK is called by where no runtime is named.
    public var runtime: String { release == .stretch ? "custom" : "custom.debian\(release.rawValue)" }

    /// The release whose packages the sysroot is made of. Debian 9 and 10 are no longer on the mirrors, so theirs is made of
    /// Debian 11's, with stub libraries for the older glibc.
    public var packageRelease: DebianRelease { release < .bullseye ? .bullseye : release }

    /// Whether the C library of the sysroot is made of stubs.
    public var needsStubs: Bool { packageRelease != release }

    /// The packages, by name.
    public var packages: [String] {
        [
            "libc6", "libc6-dev", "libcrypt-dev", "libcrypt1", "libgcc-\(gcc)-dev", "libgcc-s1", "libstdc++-\(gcc)-dev",
            "linux-libc-dev", "zlib1g", "zlib1g-dev",
        ]
    }

    /// The version of GCC whose headers and archives the sysroot has (package gcc of the release).
    var gcc: Int { packageRelease == .bookworm ? 12 : 10 }

    /// The only architecture of Function Compute (D/009, D/021), as compilers name it.
    static let triple = "x86_64-unknown-linux-gnu"
    /// As Debian names its folders.
    static let multiarch = "x86_64-linux-gnu"
}

extension DebianRelease {
    fileprivate static func < (left: DebianRelease, right: DebianRelease) -> Bool { left.rawValue < right.rawValue }
}
