import FunctionCompute

/// Where packages of Debian are fetched from.
struct DebianMirror: Hashable, Sendable {
    /// A part of a release with a signed index of its own.
    struct Suite: Hashable, Sendable {
        /// The folder that holds `dists` and `pool`.
        let root: String
        /// The name below `dists`.
        let name: String
        /// Whether a mirror without it is no mirror.
        let isRequired: Bool
        /// The code name that its index must carry.
        let codename: String
        /// Whether nothing is added to it any more: its index counts for ever, and is signed by keys of its time.
        let isClosed: Bool

        var folder: String { "\(root)/dists/\(name)" }
    }

    /// Debian's own address, which leads to a mirror nearby.
    static let standard = "https://deb.debian.org/debian"
    /// Where Debian keeps releases that it no longer publishes.
    static let archive = "https://archive.debian.org/debian"

    /// The folder that holds `dists`, without a slash behind.
    let root: String
    /// The same for releases that are no longer published.
    let archiveRoot: String

    /// The mirrors that the environment names, else Debian's own.
    init(environment: [String: String]) {
        func root(_ name: String, _ standard: String) -> String {
            var root = environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? standard
            while root.hasSuffix("/") { root.removeLast() }
            return root
        }
        self.root = root("FCLAYER_DEBIAN_MIRROR", Self.standard)
        archiveRoot = root("FCLAYER_DEBIAN_ARCHIVE", Self.archive)
    }

    /// Security updates are beside the archive: `debian` and `debian-security`.
    private static func security(_ root: String) -> String {
        root.hasSuffix("/debian") || !root.hasSuffix("-security") ? root + "-security" : root
    }

    /// The suites that make up a release: the release, its updates and its security updates.
    func suites(of release: DebianRelease) -> [Suite] {
        let name = release.codename
        let isClosed = release.rawValue < DebianRelease.bullseye.rawValue
        let root = isClosed ? archiveRoot : root
        func suite(_ root: String, _ path: String, _ codename: String, required: Bool = false) -> Suite {
            Suite(root: root, name: path, isRequired: required, codename: codename, isClosed: isClosed)
        }
        // Up to Debian 10 the security suite was called `buster/updates`, and its index has the release's own code name.
        return [
            suite(root, name, name, required: true), suite(root, name + "-updates", name + "-updates"),
            isClosed
                ? suite(Self.security(root), name + "/updates", name)
                : suite(Self.security(root), name + "-security", name + "-security"),
        ]
    }

    /// Roots in use with Debian's own.
    private var roots: [(own: String, standard: String)] {
        [(root, Self.standard), (archiveRoot, Self.archive)].flatMap { own, standard in
            [(own, standard), (Self.security(own), Self.security(standard))]
        }
    }

    /// The address of a file at Debian's own: what locks say, so that they are the same whatever mirror is used.
    func standardURL(_ url: String) -> String {
        for (own, standard) in roots where url.hasPrefix(own + "/") { return standard + url.dropFirst(own.count) }
        return url
    }

    /// The address of a file at the mirror in use.
    func mirrorURL(_ url: String) -> String {
        for (own, standard) in roots where url.hasPrefix(standard + "/") { return own + url.dropFirst(standard.count) }
        return url
    }
}
