/// Paths as text: joined and made normal without asking the disk.
enum PathText {
    /// `path` seen from the folder `base`; absolute paths stay. The result has no `.`, `..` or empty parts.
    static func join(_ base: String, _ path: String) -> String {
        normal(path.utf8.first == UInt8(ascii: "/") ? path : base + "/" + path)
    }

    /// An absolute path without `.`, `..` or empty parts; `..` at the root is dropped.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The last part.
    static func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

    /// The folder that holds a path.
    static func folder(_ path: String) -> String { join(path, "..") }

    /// Whether a normal path is the folder itself or below it.
    static func isInside(_ path: String, folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    /// A path as a user names it who stands in `folder`; outside of the folder the absolute path.
    static func relative(_ path: String, to folder: String) -> String {
        guard path != folder, isInside(path, folder: folder) else { return path }
        return String(path.dropFirst(folder == "/" ? 1 : folder.count + 1))
    }

    /// The extension in lower case without its dot; empty if there is none.
    static func fileExtension(_ path: String) -> String {
        let name = name(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
