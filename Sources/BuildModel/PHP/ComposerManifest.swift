/// `composer.json`, as far as it matters for what is packed.
public struct ComposerManifest: Hashable, Sendable {
    /// The whole file.
    public var json: OrderedJSON

    /// Reads the file; throws what is wrong with it.
    public init(_ bytes: [UInt8]) throws(OrderedJSON.Problem) {
        json = try OrderedJSON(bytes)
        guard json.members != nil else { throw .init(message: "it is not an object", line: 1) }
    }

    /// Whether composer has something to do: packages to install, or classes of its own to load.
    public var hasWork: Bool {
        (json["require"]?.members ?? []).contains { !Self.isPlatform($0.name) }
            || json["autoload"]?.members?.isEmpty == false
    }

    /// The folder that receives the packages, relative to the file; `nil` where it is no folder below it.
    public var vendorFolder: String? {
        guard var text = json["config"]?["vendor-dir"]?.text else { return "vendor" }
        while text.hasSuffix("/") { text.removeLast() }
        while text.hasPrefix("./") { text.removeFirst(2) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && !text.contains("$")
        return isPlain && !text.hasPrefix("~") ? text : nil
    }

    /// What `config.platform` says is there; `nil` is what it says is not.
    public var platform: [String: String?] {
        var platform: [String: String?] = [:]
        for member in json["config"]?["platform"]?.members ?? [] {
            platform[member.name.lowercased()] = .some(member.value.text)
        }
        return platform
    }

    /// Repositories on this machine, as they are written: folders of packages, of archives, of a git repository.
    public var localRepositories: [String] {
        let repositories = json["repositories"]
        let values = repositories?.items ?? repositories?.members?.map(\.value) ?? []
        return values.compactMap { $0["url"]?.text }.compactMap(Self.localPath)
    }

    /// Files and folders with classes of its own, relative to the file; empty is the whole folder.
    public var ownPaths: [String] {
        let autoload = json["autoload"]
        var paths: [String] = []
        for kind in ["psr-4", "psr-0"] {
            for member in autoload?[kind]?.members ?? [] {
                paths += member.value.text.map { [$0] } ?? (member.value.items ?? []).compactMap(\.text)
            }
        }
        for kind in ["classmap", "files"] { paths += (autoload?[kind]?.items ?? []).compactMap(\.text) }
        return paths.map { path in
            var path = path
            while path.hasSuffix("/") { path.removeLast() }
            while path.hasPrefix("./") { path.removeFirst(2) }
            return path == "." ? "" : path
        }
    }

    /// Scripts that composer would run while it installs.
    public var installScripts: [String] {
        let events: Set = [
            "pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump", "pre-package-install",
            "post-package-install", "pre-operations-exec", "command", "pre-command-run", "pre-file-download",
            "post-file-download",
        ]
        return (json["scripts"]?.members ?? []).map(\.name).filter(events.contains)
    }

    /// What the digest in the lock is of: the parts of the file that decide which packages are chosen, in the form that PHP
    /// gives them. Its MD5 is the lock's `content-hash`.
    public var relevantContent: String {
        let names: Set = [
            "name", "version", "require", "require-dev", "conflict", "replace", "provide", "minimum-stability",
            "prefer-stable", "repositories", "extra",
        ]
        var relevant: [OrderedJSON.Member] = []
        for member in json.members ?? [] where names.contains(member.name) {
            relevant.removeAll { $0.name == member.name }
            relevant.append(member)
        }
        if let platform = json["config"]?["platform"], platform != .null {
            relevant.append(.init("config", .object([.init("platform", platform)])))
        }
        relevant.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        return PHPText.encode(.object(relevant))
    }

    /// Whether a requirement is for PHP, an extension or composer itself and not for a package.
    public static func isPlatform(_ name: String) -> Bool {
        let name = name.lowercased()
        let plain: Set = [
            "php", "php-64bit", "php-ipv6", "php-zts", "php-debug", "hhvm", "composer", "composer-plugin-api",
            "composer-runtime-api",
        ]
        return plain.contains(name) || name.hasPrefix("ext-") || name.hasPrefix("lib-")
    }

    /// The path that an address names on this machine; `nil` for addresses elsewhere.
    public static func localPath(_ url: String) -> String? {
        if url.hasPrefix("file://") { return String(url.dropFirst("file://".count)) }
        guard !url.isEmpty, !url.contains("://"), !url.hasPrefix("~"), !url.contains("$") else { return nil }
        // `git@host:path` is an address of SSH.
        guard let colon = url.firstIndex(of: ":") else { return url }
        return url[..<colon].contains("/") ? url : nil
    }
}

/// JSON as PHP's `json_encode` writes what `json_decode` made arrays of.
enum PHPText {
    static func encode(_ value: OrderedJSON) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text): return number(text)
        case .string(let text): return string(text)
        case .array(let items): return "[" + items.map(encode).joined(separator: ",") + "]"
        case .object(let members):
            // A name that comes twice has its first place and its last value.
            var order: [String] = []
            var values: [String: OrderedJSON] = [:]
            for member in members where values.updateValue(member.value, forKey: member.name) == nil {
                order.append(member.name)
            }
            let texts = order.compactMap { name in values[name].map { (name, encode($0)) } }
            // PHP knows one kind of array: names that count from 0 make a list, and none at all do.
            if texts.indices.allSatisfy({ texts[$0].0 == "\($0)" }) {
                return "[" + texts.map(\.1).joined(separator: ",") + "]"
            }
            return "{" + texts.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
        }
    }

    private static func number(_ text: String) -> String {
        if let whole = Int64(text) { return "\(whole)" }
        guard let value = Double(text) else { return text }
        if value == value.rounded(), abs(value) < 1e17 {
            return value.sign == .minus && value == 0 ? "-0.0" : "\(Int64(value))"
        }
        // `1e+25` here is `1.0e+25` in PHP, and `1.5e-07` is `1.5e-7`.
        let parts = "\(value)".split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(value)" }
        let digits = parts[0].contains(".") ? String(parts[0]) : parts[0] + ".0"
        return digits + "e" + (exponent < 0 ? "" : "+") + "\(exponent)"
    }

    private static func string(_ text: String) -> String {
        var out = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x2F: out += "\\/"
            case 0x08: out += "\\b"
            case 0x0C: out += "\\f"
            case 0x0A: out += "\\n"
            case 0x0D: out += "\\r"
            case 0x09: out += "\\t"
            case 0x20..<0x80: out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return out + "\""
    }
}
