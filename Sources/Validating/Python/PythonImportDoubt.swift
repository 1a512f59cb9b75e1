import BuildModel
import SourceScanners

/// A reason why modules that are found nowhere may be there all the same.
struct PythonImportDoubt {
    /// For messages: what may have them. `nil` where nothing is unknown.
    let words: String?

    /// Looks for one.
    init(_ question: EntryQuestion, _ closure: PythonClosure, _ path: PythonSearchPath) {
        guard !closure.problems.isEmpty else {
            words = nil
            return
        }
        if question.hasUnknownLayers {
            words = "the contents of a layer are not known here"
        } else if let place = path.unknownPlace {
            words = place + ", which is not in code or layers"
        } else if let site = closure.unknownEdit {
            words = "`sys.path` is changed \(question.words(for: site)) in a way that is not followed"
        } else if let name = Self.builders.first(where: { question.view.code?.files[$0] != nil }) {
            words = "`\(name)` may bring them when the function is deployed"
        } else {
            words = closure.bringer.map { "`\(question.shown($0))` changes where modules come from" }
        }
    }

    /// Files by which other tools install packages.
    private static let builders = ["Funfile", "fun.yml", ".requirements.zip"]
}
