import BuildModel
import FunctionCompute

/// An entry point that decides at run time.
struct EntryUnverified: FunctionRule {
    static let description = RuleDescription(
        "entry-unverified", .note, "an entry point could not be followed",
        """
        Some code makes its names when it runs: `exec`, `globals()[name] = …`, star imports of packages that are not there,
        compiled modules. fclayer does not guess: it says where it lost the trail, and nothing more.

        Source: design (three verdicts: works, broken, not known)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard subject.code != nil else {
            // `unverified` has said why; a package that was simply not built has no other finding.
            return subject.isCodeUnreadable || isKnownElsewhere(subject)
                ? []
                : [
                    Self.description.finding(
                        "function `\(subject.description.name)` has no built package: nothing in it is checked",
                        at: subject.plan.location(of: "code"), hint: "run `fclayer build`")
                ]
        }
        switch subject.runtime.family {
        case .dotnet:
            return [
                Self.description.finding(
                    "handler `\(subject.description.handler)` of `\(subject.runtime.id)` is not looked up by this version: "
                        + "binaries, layers and limits are checked", at: subject.location(of: "handler"))
            ]
        case .python, .nodejs, .php, .java, .go, .custom, .container: return []
        }
    }

    private func isKnownElsewhere(_ subject: FunctionSubject) -> Bool {
        if subject.runtime.family == .container { return true }
        switch subject.description.code {
        case .remote, .none: return true
        case .folder, .file, .archive: return false
        }
    }
}
