#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `package.json` or an entry of a lock says about a package, as far as it matters here. What is written in no known form
/// counts as absent, as in npm.
struct NpmPackage: Decodable, Sendable {
    var name: String?
    var version: String?
    var licence: String?
    /// Programs: name to path in the package, both made safe as npm does.
    var bin: [String: String] = [:]
    var os: [String]?
    var cpu: [String]?
    var libc: [String]?
    var engines: [String: String] = [:]
    var dependencies: [String: String] = [:]
    var devDependencies: [String: String] = [:]
    var optionalDependencies: [String: String] = [:]
    var peerDependencies: [String: String] = [:]
    /// Peers that may be missing.
    var optionalPeers: Set<String> = []
    var workspaces: [String] = []
    var hasOverrides = false
    var scripts: [String: String] = [:]
    /// Whether the package says that its `binding.gyp` is not for npm to compile.
    var refusesCompiling = false
    // In locks only.
    var resolved: String?
    var integrity: String?
    var isLink = false
    var isDev = false
    var isOptional = false
    var isBundled = false

    private enum Key: String, CodingKey {
        case name, version, license, licenses, bin, os, cpu, libc, engines, dependencies, devDependencies
        case optionalDependencies, peerDependencies, peerDependenciesMeta, workspaces, overrides, scripts, resolved
        case gypfile, integrity, link, dev, optional, inBundle
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func value<T: Decodable>(_ key: Key, as type: T.Type = T.self) -> T? {
            guard fields.contains(key) else { return nil }
            return try? fields.decodeIfPresent(type, forKey: key)
        }
        func map(_ key: Key) -> [String: String] {
            if let map: [String: String] = value(key) { return map }
            let loose: [String: Loose]? = value(key)
            return loose?.compactMapValues { $0.texts?.first } ?? [:]
        }
        func list(_ key: Key) -> [String]? { value(key, as: Loose.self)?.texts }
        name = value(.name)
        version = value(.version)
        licence = value(.license, as: Loose.self)?.licence ?? value(.licenses, as: Loose.self)?.licence
        os = list(.os)
        cpu = list(.cpu)
        libc = list(.libc)
        engines = map(.engines)
        dependencies = map(.dependencies)
        devDependencies = map(.devDependencies)
        optionalDependencies = map(.optionalDependencies)
        peerDependencies = map(.peerDependencies)
        let peers: [String: PeerNote]? = value(.peerDependenciesMeta)
        optionalPeers = Set((peers ?? [:]).filter { $0.value.optional == true }.keys)
        workspaces = value(.workspaces, as: Loose.self)?.texts ?? []
        hasOverrides = fields.contains(.overrides)
        scripts = map(.scripts)
        refusesCompiling = value(.gypfile, as: Bool.self) == false
        resolved = value(.resolved)
        integrity = value(.integrity)
        isLink = value(.link) ?? false
        isDev = value(.dev) ?? false
        isOptional = value(.optional) ?? false
        isBundled = value(.inBundle) ?? false
        bin = Self.programs(value(.bin), package: name)
    }

    /// Reads JSON; `nil` if it is no object.
    init?(_ bytes: [UInt8]) {
        // npm's tools take a byte order mark.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let package = try? JSONDecoder().decode(NpmPackage.self, from: Data(bytes)) else { return nil }
        self = package
    }

    /// As npm-normalize-package-bin makes them.
    private static func programs(_ bin: Loose?, package: String?) -> [String: String] {
        var raw: [String: String] = [:]
        switch bin {
        case .text(let path): if let package { raw[package] = path }
        case .list(let paths): for case .text(let path) in paths { raw[lastPart(path)] = path }
        case .map(let map): for (name, value) in map { if case .text(let path) = value { raw[name] = path } }
        default: break
        }
        var programs: [String: String] = [:]
        for (name, path) in raw {
            let base = lastPart(String(name.map { $0 == "\\" || $0 == ":" ? "/" : $0 }))
            let target = AbsolutePath.join("/", String(path.map { $0 == "\\" ? "/" : $0 })).dropFirst()
            if !base.isEmpty, base != ".", base != "..", !target.isEmpty { programs[base] = String(target) }
        }
        return programs
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

    private struct PeerNote: Decodable, Sendable { var optional: Bool? }

    /// A value that is written in several ways.
    private enum Loose: Decodable {
        case text(String)
        case list([Loose])
        case map([String: Loose])
        case other

        init(from decoder: any Decoder) throws {
            if let list = try? [Loose](from: decoder) {
                self = .list(list)
            } else if let map = try? [String: Loose](from: decoder) {
                self = .map(map)
            } else if let text = try? decoder.singleValueContainer().decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }

        var texts: [String]? {
            switch self {
            case .text(let text): [text]
            case .list(let items): items.compactMap { if case .text(let text) = $0 { text } else { nil } }
            // `{"packages": [...]}` of workspaces
            case .map(let map): map["packages"]?.texts
            case .other: nil
            }
        }

        var licence: String? {
            switch self {
            case .text(let text): text
            case .list(let items):
                items.compactMap(\.licence).isEmpty ? nil : items.compactMap(\.licence).joined(separator: " OR ")
            case .map(let map): map["type"]?.licence ?? map["name"]?.licence
            case .other: nil
            }
        }
    }
}
