/// Paths as text: joined, made normal and made relative without a look at the disk.
enum AbsolutePath {
    /// `path` as seen from `folder`, with `.` and `..` worked out; an absolute path stays itself.
    static func join(_ folder: String, _ path: String) -> String {
        var parts: [Substring] = []
        let whole = path.hasPrefix("/") ? path : folder + "/" + path
        for part in whole.split(separator: "/") {
            switch part {
            case ".": break
            case "..": parts = parts.dropLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The folder of a path; `/` for a name without one.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The last part.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// `path` as seen from `folder`, with `..` where needed. Both absolute.
    static func relative(_ path: String, to folder: String) -> String {
        let target = path.split(separator: "/")
        let base = folder.split(separator: "/")
        var common = 0
        while common < min(target.count, base.count), target[common] == base[common] { common += 1 }
        let parts = Array(repeating: Substring(".."), count: base.count - common) + target[common...]
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// `path` relative to `folder` where it lies inside, else as it is: the way messages name files.
    static func shown(_ path: String, in folder: String) -> String {
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }
}

/// URLs of local files (RFC 8089).
enum FileURL {
    /// The path of a `file:` URL on this machine, percent signs decoded, without fragment; `nil` for other URLs.
    static func path(_ url: String) -> String? {
        guard url.hasPrefix("file:") else { return nil }
        var rest = url.dropFirst("file:".count)
        if let mark = rest.firstIndex(of: "#") { rest = rest[..<mark] }
        for prefix in ["//localhost/", "///"] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count - 1)
            return PercentEncoding.decoded(rest)
        }
        return rest.hasPrefix("/") && !rest.hasPrefix("//") ? PercentEncoding.decoded(rest) : nil
    }
}

/// Percent signs in URLs (RFC 3986).
enum PercentEncoding {
    /// `%41` becomes `A`; what is not two hexadecimal digits stays.
    static func decoded(_ text: some StringProtocol) -> String {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
