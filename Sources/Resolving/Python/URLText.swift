/// URLs as text, without a parser's opinion on what is valid.
enum URLText {
    /// The URL without `user:password@`; over SSH the user belongs to the address and stays, the password does not.
    static func withoutCredentials(_ url: String) -> String {
        guard let parts = authority(of: url), let mark = parts.lastIndex(of: "@") else { return url }
        let scheme = url[..<parts.startIndex]
        let user = scheme.contains("ssh") ? parts[..<mark].prefix { $0 != ":" } + "@" : ""
        return String(scheme + user + url[url.index(after: mark)...])
    }

    /// `user:password`, if the URL has it.
    static func credentials(of url: String) -> String? {
        guard let parts = authority(of: url), let mark = parts.lastIndex(of: "@") else { return nil }
        return String(parts[..<mark])
    }

    /// Scheme, host and port in lower case, without credentials, for example `https://host:8080`; `nil` for other text.
    static func origin(of url: String) -> String? {
        let plain = withoutCredentials(url)
        guard let parts = authority(of: plain) else { return nil }
        return plain[..<parts.endIndex].lowercased()
    }

    /// The URL with credentials put in.
    static func adding(credentials: String, to url: String) -> String {
        guard let parts = authority(of: url), !parts.contains("@") else { return url }
        return url[..<parts.startIndex] + credentials + "@" + url[parts.startIndex...]
    }

    /// The last part of the path, percent signs decoded, without query and fragment.
    static func fileName(of url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        return PercentEncoding.decoded(path.split(separator: "/").last ?? "")
    }

    /// What `reference` means on the page `base` (RFC 3986, for http and https).
    static func resolve(_ reference: String, base: String) -> String {
        if reference.contains("://") { return reference }
        guard let parts = authority(of: base) else { return reference }
        if reference.hasPrefix("//") { return base.prefix { $0 != "/" } + reference }
        let path = base[parts.endIndex...].prefix { $0 != "?" && $0 != "#" }
        if reference.hasPrefix("/") { return base[..<parts.endIndex] + reference }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        let cut = reference.firstIndex { $0 == "?" || $0 == "#" } ?? reference.endIndex
        let joined = AbsolutePath.join(String(folder), String(reference[..<cut]))
        return base[..<parts.endIndex] + joined + (reference[..<cut].hasSuffix("/") ? "/" : "") + reference[cut...]
    }

    private static func authority(of url: String) -> Substring? {
        guard let range = url.firstRange(of: "://") else { return nil }
        let rest = url[range.upperBound...]
        return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }
}
