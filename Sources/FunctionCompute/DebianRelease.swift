/// The Debian releases under Function Compute's runtimes, with the versions that decide which binaries load.
///
/// Function Compute documents the release (D/009) and no library versions; those are the release's own packages: libc6,
/// libstdc++6 and libgcc-s1 of Debian 9 to 12 (gcc 6.3, 8.3, 10.2, 12.2).
public enum DebianRelease: Int, Hashable, Sendable, Codable, CaseIterable {
    /// Debian 9.
    case stretch = 9
    /// Debian 10.
    case buster = 10
    /// Debian 11.
    case bullseye = 11
    /// Debian 12.
    case bookworm = 12

    /// The name of the release.
    public var codename: String {
        switch self {
        case .stretch: "stretch"
        case .buster: "buster"
        case .bullseye: "bullseye"
        case .bookworm: "bookworm"
        }
    }

    /// The version of glibc: the newest `GLIBC_` symbol version that can be needed. Source: package libc6 of the release.
    public var glibc: DottedVersion {
        switch self {
        case .stretch: "2.24"
        case .buster: "2.28"
        case .bullseye: "2.31"
        case .bookworm: "2.36"
        }
    }

    /// The newest `GLIBCXX_` symbol version. Source: package libstdc++6 of the release.
    public var glibcxx: DottedVersion {
        switch self {
        case .stretch: "3.4.22"
        case .buster: "3.4.25"
        case .bullseye: "3.4.28"
        case .bookworm: "3.4.30"
        }
    }

    /// The newest `CXXABI_` symbol version. Source: package libstdc++6 of the release.
    public var cxxabi: DottedVersion {
        switch self {
        case .stretch: "1.3.10"
        case .buster: "1.3.11"
        case .bullseye: "1.3.12"
        case .bookworm: "1.3.13"
        }
    }

    /// The newest manylinux tag whose wheels load: PEP 600 with the release's glibc on x86-64, the only architecture of
    /// Function Compute (D/009, D/021).
    public var newestPlatformTag: String { "manylinux_\(glibc.major)_\(glibc.minor)_x86_64" }
}
