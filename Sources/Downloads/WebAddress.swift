/// The parts of an address that decide about trust: scheme, credentials, origin.
struct WebAddress: Hashable, Sendable {
    /// User and password, already decoded.
    struct Credentials: Hashable, Sendable {
        let user: String
        let password: String?
    }

    /// `http`, `https` or another in lower case.
    let scheme: String
    /// Host and port in lower case, with the default port left out; empty for `file:`.
    let authority: String
    let credentials: Credentials?
    /// The address without credentials and fragment.
    let text: String

    /// Scheme, host and port: what credentials belong to.
    var origin: String { scheme + "://" + authority }

    /// Reads an absolute address; `nil` if it has no scheme, no host or characters that no address has.
    init?(_ url: String) {
        guard let colon = url.firstRange(of: "://"), url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            return nil
        }
        let scheme = url[..<colon.lowerBound].lowercased()
        guard !scheme.isEmpty, scheme.utf8.allSatisfy({ Self.isSchemeByte($0) }) else { return nil }
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" || $0 == "\\" } ?? rest.endIndex
        var host = rest[..<end]
        var credentials: Credentials?
        if let at = host.lastIndex(of: "@") {
            let user = host[..<at]
            let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            credentials = Credentials(
                user: Self.decoded(parts[0]), password: parts.count > 1 ? Self.decoded(parts[1]) : nil)
            host = host[host.index(after: at)...]
        }
        var authority = host.lowercased()
        guard scheme == "file" || !authority.isEmpty else { return nil }
        for (known, port) in [("http", ":80"), ("https", ":443")] where scheme == known && authority.hasSuffix(port) {
            authority.removeLast(port.count)
        }
        let tail = rest[end...]
        self.scheme = scheme
        self.authority = authority
        self.credentials = credentials
        text = scheme + "://" + host + (tail.firstIndex(of: "#").map { tail[..<$0] } ?? tail)
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || "+-.".utf8.contains(byte)
    }

    /// Turns `%41` into `A`; what is not such a triple stays.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let value = UInt8(String(decoding: source[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// An address as it may be shown: user and password are covered, and so is a query, which often carries a signature.
public func redactedURL(_ url: String) -> String {
    guard let colon = url.firstRange(of: "://") else { return url }
    let rest = url[colon.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    var result = String(url[..<colon.upperBound])
    if let at = rest[..<end].lastIndex(of: "@") {
        result += "***" + rest[at..<end]
    } else {
        result += rest[..<end]
    }
    let tail = rest[end...]
    let path = tail.prefix { $0 != "?" && $0 != "#" }
    result += path
    if path.endIndex < tail.endIndex, tail[path.endIndex] == "?" { result += "?***" }
    return result
}
