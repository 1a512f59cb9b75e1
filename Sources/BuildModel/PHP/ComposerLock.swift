/// `composer.lock`, as far as it matters for what is packed.
public struct ComposerLock: Hashable, Sendable {
    /// A package that is installed.
    public struct Package: Hashable, Sendable {
        /// The name, `vendor/package`.
        public var name: String
        /// The version as its authors write it.
        public var version: String
        /// What it is: `library`, `metapackage`, `composer-plugin`, …
        public var type: String
        /// Where its archive is, without credentials.
        public var origin: String
        /// Its licences as an expression of SPDX; `nil` where it names none.
        public var licence: String?
        /// The file or folder on this machine that it is installed from, as written.
        public var localPath: String?
        /// What it needs of PHP: name and constraint.
        public var platform: [Requirement]
        /// Names that it stands in for.
        public var provided: [String]
    }

    /// A name and the versions that will do.
    public struct Requirement: Hashable, Sendable {
        /// For example `ext-intl`.
        public var name: String
        /// For example `^7.2 || ^8.0`.
        public var constraint: String
    }

    /// The whole file.
    public var json: OrderedJSON
    /// The packages without those for development.
    public let packages: [Package]
    /// What the project itself needs of PHP.
    public let platform: [Requirement]

    /// Reads the file; throws what is wrong with it.
    public init(_ bytes: [UInt8]) throws(OrderedJSON.Problem) {
        json = try OrderedJSON(bytes)
        guard let list = json["packages"]?.items else {
            throw .init(message: "it has no list `packages`", line: 1)
        }
        packages = list.compactMap(Self.package)
        guard packages.count == list.count else {
            throw .init(message: "a package has no `name` or `version`", line: 1)
        }
        platform = Self.requirements(json["platform"])
    }

    /// Whether the lock was made from a manifest as it is now. `digest` is MD5 in hexadecimal.
    public func fits(_ manifest: ComposerManifest, bytes: [UInt8], digest: ([UInt8]) -> String) -> Bool {
        if let hash = json["content-hash"]?.text { return hash == digest(Array(manifest.relevantContent.utf8)) }
        // Locks of composer before 1.0 have the digest of the whole file.
        if let hash = json["hash"]?.text { return hash == digest(bytes) }
        return true
    }

    /// The packages as they are told about.
    public var components: [PackageComponent] {
        packages.map {
            PackageComponent(name: $0.name, version: $0.version, origin: $0.origin, licence: $0.licence)
        }
    }

    private static func package(_ json: OrderedJSON) -> Package? {
        guard let name = json["name"]?.text, let version = json["version"]?.text else { return nil }
        let dist = json["dist"]?["url"]?.text
        let url = dist ?? json["source"]?["url"]?.text ?? ""
        let licences = (json["license"]?.items ?? []).compactMap(\.text)
        return Package(
            name: name, version: version, type: json["type"]?.text ?? "library", origin: withoutCredentials(url),
            licence: licences.isEmpty ? nil : licences.joined(separator: " OR "),
            localPath: dist.flatMap(ComposerManifest.localPath), platform: requirements(json["require"]),
            provided: ["provide", "replace"].flatMap { (json[$0]?.members ?? []).map { $0.name.lowercased() } })
    }

    private static func requirements(_ json: OrderedJSON?) -> [Requirement] {
        (json?.members ?? []).filter { ComposerManifest.isPlatform($0.name) }.map {
            Requirement(name: $0.name.lowercased(), constraint: $0.value.text ?? "*")
        }
    }

    private static func withoutCredentials(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
    }
}
