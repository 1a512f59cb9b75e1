import FunctionCompute

/// Where packages of Debian are fetched from.
struct DebianMirror: Hashable, Sendable {
    /// A part of a release with a signed index of its own.
    struct Suite: Hashable, Sendable {
        /// The folder that holds `dists` and `pool`.
        let root: String
        /// The name below `dists`, which is also the code name that its index must carry.
        let name: String
        /// Whether a mirror without it is no mirror.
        let isRequired: Bool

        var folder: String { "\(root)/dists/\(name)" }
    }

    /// Debian's own address, which leads to a mirror nearby.
    static let standard = "https://deb.debian.org/debian"

    /// The folder that holds `dists`, without a slash behind.
    let root: String

    /// The mirror that the environment names, else Debian's own.
    init(environment: [String: String]) {
        var root = environment["FCLAYER_DEBIAN_MIRROR"].flatMap { $0.isEmpty ? nil : $0 } ?? Self.standard
        while root.hasSuffix("/") { root.removeLast() }
        self.root = root
    }

    /// Security updates are beside the archive: `debian` and `debian-security`.
    private var security: String {
        root.hasSuffix("/debian") || !root.hasSuffix("-security") ? root + "-security" : root
    }

    /// The suites that make up a release: the release, its updates and its security updates.
    func suites(of release: DebianRelease) -> [Suite] {
        // Up to Debian 10 the security suite was called `buster/updates`, and those are not published any more.
        let name = release.codename
        var suites = [
            Suite(root: root, name: name, isRequired: true),
            Suite(root: root, name: name + "-updates", isRequired: false),
        ]
        if release.rawValue >= DebianRelease.bullseye.rawValue {
            suites.append(Suite(root: security, name: name + "-security", isRequired: false))
        }
        return suites
    }
}
