public import BuildModel
import FileTrees
import Reporting

extension Corridor {
    /// Findings in a format. `status` is the exit status that the run will have.
    public func report(
        _ review: FindingReview, as format: Report.FindingFormat, status: Int, colour: Bool = false
    ) throws(StageFailure) -> String {
        let context = FindingContext(
            version: Version.current, homepage: Version.homepage, rules: Report.rules, subjects: judge.subjects,
            folder: folderInRepository, manifest: judge.manifest, status: status)
        do {
            switch format {
            case .text: return FindingReport.text(review, colour: colour)
            case .json: return try FindingReport.json(review)
            case .sarif: return try SARIFReport.json(review, context)
            case .junit: return JUnitReport.xml(review, context)
            case .github: return GitHubReport.text(review, context)
            }
        } catch {
            throw StageFailure(
                .environment, [Finding(rule: "internal", severity: .error, message: "report this: \(error)")])
        }
    }

    /// The project's folder in its git repository: services name files by the repository's root.
    private var folderInRepository: String {
        var folder = root
        while folder != "/", !folder.isEmpty {
            if Files.exists(folder + "/.git") { return String(root.dropFirst(folder.count).drop { $0 == "/" }) }
            folder = Files.parentFolder(of: folder) ?? "/"
        }
        return ""
    }
}

extension Report {
    /// Writes the pages of `docs/rules` into a folder and removes those of rules that there are none of any more.
    public static func writeRulePages(into folder: String) throws(StageFailure) {
        let pages = rulePages()
        for (name, text) in pages.sorted(by: { $0.key < $1.key }) {
            try OutputFile.write(text, to: folder + "/" + name)
        }
        for name in (try? Files.names(inFolder: folder)) ?? [] where name.hasSuffix(".md") && pages[name] == nil {
            let path = folder + "/" + name
            guard let bytes = try? Files.read(path), RuleReport.isPage(String(decoding: bytes, as: UTF8.self)) else {
                continue
            }
            try? Files.remove(path)
        }
    }
}
