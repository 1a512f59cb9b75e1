import BuildModel

/// Absolute paths told as the user would: relative to the project's folder, so that a report is the same wherever the
/// project lies.
struct ProjectPaths {
    private let root: [Substring]

    /// Paths relative to a folder (absolute path).
    init(root: String) { self.root = Self.parts(root) }

    /// The path from the project's folder: `ingest/index.py`, `.`, `../shared/x.whl`. A path that has no folder but `/` in
    /// common with the project is told by its name alone, and URLs and relative paths stay as they are.
    func relative(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        let parts = Self.parts(path)
        let common = zip(root, parts).prefix { $0 == $1 }.count
        if common == 0, !root.isEmpty { return parts.last.map(String.init) ?? "/" }
        let steps = Array(repeating: "..", count: root.count - common) + parts.dropFirst(common).map(String.init)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    /// A location with its file made relative.
    func relative(_ location: Finding.Location) -> Finding.Location {
        var location = location
        location.file = location.file.map { relative($0) }
        return location
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
}
