import BuildModel
import FunctionCompute

/// An entry point that decides at run time.
struct EntryUnverified: FunctionRule {
    static let description = RuleDescription(
        "entry-unverified", .note, "an entry point could not be followed",
        """
        Some code makes its names when it runs: `exec`, `globals()[name] = …`, star imports of packages that are not there,
        compiled modules; or it is derived from classes that are not in the package. fclayer does not guess: it says where it
        lost the trail, and nothing more.

        Source: design (three verdicts: works, broken, not known)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        // `unverified` has said why; a package that was simply not built has no other finding.
        if subject.code != nil || subject.isCodeUnreadable || isKnownElsewhere(subject) { return [] }
        return [
            Self.description.finding(
                "function `\(subject.description.name)` has no built package: nothing in it is checked",
                at: subject.plan.location(of: "code"), hint: "run `fclayer build`")
        ]
    }

    private func isKnownElsewhere(_ subject: FunctionSubject) -> Bool {
        if subject.runtime.family == .container { return true }
        switch subject.description.code {
        case .remote, .none: return true
        case .folder, .file, .archive: return false
        }
    }
}
