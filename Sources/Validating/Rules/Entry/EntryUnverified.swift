import BuildModel
import FunctionCompute
import SourceScanners

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
        case .python:
            return subject.entries.compactMap { entry in
                if subject.mayBeInUnknownLayer(entry) {
                    return Self.description.finding(
                        "\(entry.words) is not verified: `\(entry.module)` is not in the code, and the contents of a layer "
                            + "are not known", at: subject.location(of: entry.role))
                }
                guard case .unsure(let doubt) = entry.verdict else { return nil }
                return Self.description.finding(
                    "\(entry.words) is not verified: \(words(doubt, subject))", at: subject.location(of: entry.role))
            }
        case .nodejs, .php, .java, .dotnet, .go:
            return [
                Self.description.finding(
                    "handler `\(subject.description.handler)` of `\(subject.runtime.id)` is not looked up by this version: "
                        + "binaries, layers and limits are checked", at: subject.location(of: "handler"))
            ]
        case .custom, .container: return []
        }
    }

    private func isKnownElsewhere(_ subject: FunctionSubject) -> Bool {
        if subject.runtime.family == .container { return true }
        switch subject.description.code {
        case .remote, .none: return true
        case .folder, .file, .archive: return false
        }
    }

    private func words(_ doubt: PythonEntryDoubt, _ subject: FunctionSubject) -> String {
        switch doubt {
        case .compiledModule(let path): "`\(subject.shown(path))` is compiled"
        case .unreadable(let path, .tooLarge(let size)): "`\(subject.shown(path))` has \(size) bytes"
        case .unreadable(let path, .unknownEncoding(let name)): "`\(subject.shown(path))` is in the encoding `\(name)`"
        case .noBytes(let path): "`\(subject.shown(path))` is damaged or larger than 16 MB"
        case .dynamicNames(let site, let kind):
            "names are made at run time (\(kind.rawValue)) \(subject.words(for: site))"
        case .starImport(let site, let module):
            "`from \(module) import *` \(subject.words(for: site)) may define it, and `\(module)` is not in the package"
        case .unknownExports(let site, let module):
            "`__all__` of `\(module)`, imported \(subject.words(for: site)), is made at run time"
        case .boundByFunction(let site): "a function sets it with `global` \(subject.words(for: site))"
        case .outsideModule(let site, let module):
            "it is the module `\(module)` \(subject.words(for: site)), which is not in the package"
        case .circular(let site): "its definition goes in a circle \(subject.words(for: site))"
        case .tooDeep(let site): "its definition goes through too many files \(subject.words(for: site))"
        }
    }
}
