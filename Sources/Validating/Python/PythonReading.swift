import FunctionCompute
import SourceScanners

/// What the reader of Python says about a function.
struct PythonReading: Sendable {
    /// What is wrong with its entry points and with the files that they import.
    var problems: [EntryProblem] = []
    /// Modules that its own files import and that are nowhere where its runtime looks, by their first part.
    var wantedModules: Set<String> = []

    init() {}

    init(_ question: EntryQuestion, tree: PythonSourceTree, version: PythonVersion) {
        guard let code = question.view.code else { return }
        let entries = PythonEntry.all(of: question, version: version, tree: tree)
        let closure = PythonClosure.follow(entries, code: code, tree: tree, version: version)
        let report = PythonEntryReport(question: question)
        problems = entries.compactMap(report.problem)
        problems += closure.obstacles.map { SyntaxObstacles.problem($0, question) }
        if !closure.changesSearchPath { wantedModules = closure.missing }
    }
}
