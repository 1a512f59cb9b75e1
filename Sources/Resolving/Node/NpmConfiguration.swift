import Downloads
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `.npmrc` files and variables say about registries, as npm reads them: variables first, then the project's file, the
/// user's, and the global one where a variable names it.
struct NpmConfiguration: Sendable {
    private let values: [String: String]
    /// The files that count, whether they exist or not.
    let files: [String]
    /// Whether the project's own file says that no package's scripts are run. What a user's file says does not count: the same
    /// project must pass or fail on every machine.
    let ignoresScripts: Bool

    /// Reads the configuration for a project's folder.
    init(folder: String, environment: [String: String]) {
        var own: [String: String] = [:]
        for (name, value) in environment where name.lowercased().hasPrefix("npm_config_") && !value.isEmpty {
            let key = String(name.dropFirst("npm_config_".count))
            // Names of registries keep their case; all else is known by words with dashes.
            let isPlain = !key.hasPrefix("//") && !key.hasPrefix("@")
            own[isPlain ? String(key.lowercased().map { $0 == "_" ? "-" : $0 }) : key] = value
        }
        let user = own["userconfig"] ?? environment["HOME"].map { $0 + "/.npmrc" }
        files = [folder + "/.npmrc"] + [user, own["globalconfig"]].compactMap(\.self)
        var values = own
        var ignoresScripts = false
        for (index, file) in files.enumerated() {
            guard let bytes = try? Files.read(file, limit: 1 << 20) else { continue }
            let pairs = Self.parse(String(decoding: bytes, as: UTF8.self), environment)
            if index == 0 { ignoresScripts = pairs.first { $0.0 == "ignore-scripts" }?.1 == "true" }
            for (key, value) in pairs where values[key] == nil { values[key] = value }
        }
        self.ignoresScripts = ignoresScripts
        self.values = values
    }

    /// The registry, with a slash at its end.
    var registry: String { Self.withSlash(values["registry"] ?? "https://registry.npmjs.org/") }

    /// The registry of a package: that of its scope, if it has one.
    func registry(of package: String) -> String {
        guard package.hasPrefix("@"), let scope = package.split(separator: "/").first,
            let own = values["\(scope):registry"]
        else { return registry }
        return Self.withSlash(own)
    }

    /// Where a tarball is fetched from that the lock has at `resolved`: the configured registry stands in for npm's own
    /// (`replace-registry-host`).
    func address(of resolved: String) -> String {
        let rule = values["replace-registry-host"] ?? "npmjs"
        guard rule != "never", let host = Self.host(of: resolved), resolved.hasPrefix("http") else { return resolved }
        guard rule == "always" || host == (rule == "npmjs" ? "registry.npmjs.org" : rule) else { return resolved }
        guard let start = resolved.firstRange(of: "://"),
            let slash = resolved[start.upperBound...].firstIndex(of: "/")
        else { return resolved }
        return String(registry.dropLast()) + resolved[slash...].prefix { $0 != "?" && $0 != "#" }
    }

    /// The header `Authorization` for an address: of the longest path that credentials are kept for, else those of the
    /// registry on the same host.
    func authorization(for address: String, package: String) -> String? {
        if let own = credentials(for: address) { return own }
        let registry = registry(of: package)
        guard Self.authority(of: address) == Self.authority(of: registry) else { return nil }
        return credentials(for: registry)
    }

    /// Variables for the door to the network: what `.npmrc` says about proxies and certificates.
    func network(_ environment: [String: String]) -> [String: String] {
        var result = environment
        for (key, names) in [
            ("https-proxy", ["https_proxy"]), ("proxy", ["http_proxy", "https_proxy"]), ("noproxy", ["no_proxy"]),
            ("cafile", ["PIP_CERT"]),
        ] {
            guard let value = values[key], !value.isEmpty, value != "null" else { continue }
            for name in names where result[name] == nil || key == "https-proxy" || key == "cafile" {
                result[name] = value
            }
        }
        return result
    }

    /// A text without any credentials that the configuration has.
    func redacted(_ text: String) -> String {
        var result = text
        for (key, value) in values where Self.isSecret(key) && value.count >= 4 {
            result = result.split(separator: value, omittingEmptySubsequences: false).joined(separator: "***")
        }
        return result
    }

    private static func isSecret(_ key: String) -> Bool {
        ["_authToken", "_auth", "_password"].contains { key.hasSuffix(":" + $0) || key == $0 }
    }

    private func credentials(for address: String) -> String? {
        guard let authority = Self.authority(of: address), let start = address.firstRange(of: "://") else { return nil }
        let path = address[start.upperBound...].drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" }
        var key = "//" + authority + path
        while key.count > 2 {
            if let token = values[key + ":_authToken"] { return "Bearer " + token }
            if let basic = values[key + ":_auth"] { return "Basic " + basic }
            if let user = values[key + ":username"], let password = values[key + ":_password"],
                let plain = Data(base64Encoded: password)
            {
                return "Basic " + (Data((user + ":").utf8) + plain).base64EncodedString()
            }
            if key.hasSuffix("/") {
                key.removeLast()
            } else {
                while let last = key.last, last != "/" { key.removeLast() }
            }
        }
        return nil
    }

    private static func withSlash(_ text: String) -> String { text.hasSuffix("/") ? text : text + "/" }

    private static func authority(of address: String) -> String? {
        guard let start = address.firstRange(of: "://") else { return nil }
        let whole = address[start.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = whole.lastIndex(of: "@").map { whole[whole.index(after: $0)...] } ?? whole
        return host.lowercased()
    }

    private static func host(of address: String) -> String? {
        authority(of: address).map { String($0.prefix { $0 != ":" }) }
    }

    /// The lines of an ini file; sections and lists do not count.
    private static func parse(_ text: String, _ environment: [String: String]) -> [(String, String)] {
        var result: [(String, String)] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = trimmed(line)
            guard let first = line.first, first != ";", first != "#", first != "[" else { continue }
            guard let equals = line.firstIndex(of: "=") else { continue }
            let key = trimmed(line[..<equals])
            var value = trimmed(line[line.index(after: equals)...])
            if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
                value = value.dropFirst().dropLast()
            } else if let comment = value.firstRange(of: " #") ?? value.firstRange(of: " ;") {
                value = trimmed(value[..<comment.lowerBound])
            }
            result.append((expanded(key, environment), expanded(value, environment)))
        }
        // In one file the last of equal keys counts.
        return result.reversed()
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// `${NAME}` becomes the variable's value; one that is not set stays as it is written.
    private static func expanded(_ text: Substring, _ environment: [String: String]) -> String {
        var result = ""
        var rest = text
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = String(rest[start.upperBound..<end])
            let whole = rest[start.lowerBound...end]
            result += rest[..<start.lowerBound]
            if result.last == "\\" {
                result.removeLast()
                result += whole
            } else {
                result += environment[name] ?? String(whole)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
