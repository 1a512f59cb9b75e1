/// A requirement as a line of a requirements file has it.
struct RequirementLine: Hashable, Sendable {
    /// What is required.
    enum Target: Hashable, Sendable {
        /// A name with optional extras and conditions, from an index.
        case index
        /// A wheel or source archive by its absolute path.
        case file(String)
        /// A source folder by its absolute path.
        case folder(String)
        /// A wheel or source archive by its URL.
        case url(String)
        /// A repository, for example `git+https://…`.
        case repository(String)
    }

    /// The name as PEP 503 normalises it; `nil` where the line has only a path or a URL.
    var name: String?
    /// What is required.
    var target: Target
    /// The line without comment, options and line joins, spaces single.
    var text: String
    /// Digests that the line allows; empty where it does not say.
    var hashes: [String]
    /// The version after `==`, if the line has exactly one.
    var pinned: String?
    /// The marker behind `;`.
    var marker: String?
    /// Whether it came through `-e`.
    var isEditable: Bool
    /// The file that has it, absolute.
    var file: String
    /// Line in the file, from 1.
    var line: Int

    /// Takes the text of a requirement apart. Relative paths count from `folder`.
    init(_ text: String, hashes: [String], isEditable: Bool, folder: String, file: String, line: Int) {
        self.text = text
        self.hashes = hashes
        self.isEditable = isEditable
        self.file = file
        self.line = line
        let parts = Self.cutMarker(text)
        marker = parts.marker
        if let (name, address) = Self.direct(parts.requirement) {
            self.name = name
            target = Self.target(address, folder: folder) ?? .url(address)
            return
        }
        if let target = Self.target(parts.requirement, folder: folder) {
            self.target = target
            name = nil
            return
        }
        target = .index
        let end = parts.requirement.firstIndex { "[<>=!~( ".contains($0) } ?? parts.requirement.endIndex
        name = PythonName.normalised(parts.requirement[..<end])
        pinned = Self.pin(parts.requirement[end...])
    }

    /// A marker begins with `;`; inside a URL only where a space stands before it.
    private static func cutMarker(_ text: String) -> (requirement: String, marker: String?) {
        let separator = text.contains("://") ? " ;" : ";"
        guard let range = text.firstRange(of: separator) else { return (text, nil) }
        return (trimmed(text[..<range.lowerBound]), trimmed(text[range.upperBound...]))
    }

    /// `name[extras] @ address`.
    private static func direct(_ text: String) -> (String, String)? {
        guard let mark = text.firstIndex(of: "@") else { return nil }
        let left = trimmed(text[..<mark])
        let name = left.prefix { $0 != "[" }
        guard PythonName.isName(trimmed(name)), name.endIndex == left.endIndex || left.hasSuffix("]") else {
            return nil
        }
        return (PythonName.normalised(trimmed(name)), trimmed(text[text.index(after: mark)...]))
    }

    private static func target(_ text: String, folder: String) -> Target? {
        for scheme in ["git+", "hg+", "svn+", "bzr+"] where text.hasPrefix(scheme) { return .repository(text) }
        if text.hasPrefix("file:") {
            guard let path = FileURL.path(text) else { return .url(text) }
            return local(path)
        }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return .url(text) }
        // pip: a path begins with a dot or holds a slash, or is an archive beside the file. Extras may follow.
        let path = text.hasSuffix("]") ? String(text[..<(text.lastIndex(of: "[") ?? text.endIndex)]) : text
        guard path.hasPrefix(".") || path.contains("/") || isArchive(path) else { return nil }
        return local(AbsolutePath.join(folder, path))
    }

    private static func local(_ path: String) -> Target { isArchive(path) ? .file(path) : .folder(path) }

    static func isArchive(_ path: String) -> Bool {
        [".whl", ".tar.gz", ".tgz", ".zip", ".tar.bz2", ".tar.xz"].contains { path.lowercased().hasSuffix($0) }
    }

    private static func pin(_ text: Substring) -> String? {
        guard let range = text.firstRange(of: "==") else { return nil }
        let rest = trimmed(text[range.upperBound...])
        return rest.contains(",") || rest.contains("*") || rest.hasPrefix("=") ? nil : rest.filter { $0 != ")" }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
