import Archives
import BuildModel

/// A package without a single file.
struct PackageEmpty: PackageRule {
    static let description = RuleDescription(
        "package-empty", .error, "a package has no file",
        """
        The zip has no entries, or only folders: a build that wrote elsewhere, or ignore rules that leave nothing (see
        `.fcignore`). fclayer does not make such a package; of one that was made elsewhere it is a warning.

        Wrong: `zip -r code.zip dist` before `dist` was built

        Right: the build first, then the zip

        Source: own check; the platform's answer is not documented
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.contents.files.isEmpty else { return [] }
        let folders = subject.contents.directory.entries.count
        // The entry point that is missing in code is an error of its own.
        return [
            Self.description.finding(
                folders == 0
                    ? "the zip is empty" : "the zip holds \(folders) folder\(folders == 1 ? "" : "s") and no file",
                severity: subject.kind == .function ? .note : .warning, at: subject.contents.location(),
                hint: "look at what the build writes and at `.fcignore`")
        ]
    }
}
