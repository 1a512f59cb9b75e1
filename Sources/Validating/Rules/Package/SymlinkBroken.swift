import Archives
import BuildModel

/// Links that lead nowhere.
struct SymlinkBroken: PackageRule {
    static let description = RuleDescription(
        "symlink-broken", .warning, "a symlink leads round in a circle or to nothing",
        """
        A link that comes back to itself cannot be opened: `Too many levels of symbolic links`. A link to a path that is not
        in the package is a note: another layer may have it, and often nobody asks for it.

        Wrong: `current -> current`

        Right: `current -> v2`, with `v2` in the package

        Source: D/128 (links are kept as links)
        """)

    /// More links than this are made to keep a reader busy.
    private static let mostFollowed = 10_000

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.contents.hasSymlinks else { return [] }
        var circles: [(String, String)] = []
        var dangling: [(String, String)] = []
        let links = subject.contents.files.filter { $0.value.isSymlink }.sorted { $0.key < $1.key }
        for (path, entry) in links.prefix(Self.mostFollowed) {
            guard let target = entry.symlinkTarget else { continue }
            switch LinkFate(of: path, in: subject.contents) {
            case .circle: circles.append((path, target))
            case .nothing: dangling.append((path, target))
            case .found, .outside: break
            }
        }
        var findings = circles.prefix(DefectList.mostOfAKind).map { path, target in
            Self.description.finding(
                "`\(path)` points to `\(target)` and leads round in a circle", at: subject.contents.location(path),
                hint: "put the file or folder itself there")
        }
        if circles.count > findings.count {
            findings.append(
                Self.description.finding(
                    "\(circles.count - findings.count) more links lead round in a circle",
                    at: subject.contents.location()))
        }
        if let (path, target) = dangling.first {
            let more =
                dangling.count == 1
                ? "" : " (and \(dangling.count - 1) more such link\(dangling.count == 2 ? "" : "s"))"
            findings.append(
                Self.description.finding(
                    "`\(path)` points to `\(target)`, which is not in the package" + more, severity: .note,
                    at: subject.contents.location(path)))
        }
        return findings
    }
}
