import BuildModel
import FunctionCompute
import SourceScanners

/// Zips that were opened, by path.
struct OpenedPackages: Sendable {
    /// Paths in the order in which functions name them.
    var order: [String] = []
    var kinds: [String: PackageID.Kind] = [:]
    var contents: [String: PackageContents] = [:]
    /// What is to be said of those that could not be opened.
    var failures: [String: Finding] = [:]
}

/// What is found out about a function once, before the rules are applied.
struct FunctionFacts: Sendable {
    /// `nil` where the platform has no such runtime: a finding of the configuration.
    let runtime: Runtime?
    let view: InstanceView
    let start: StartCommand?
    let entries: [PythonEntry]
    let closure: PythonClosure.Answer
    let problems: [EntryProblem]

    /// Looks up what the function's runtime would start or import.
    init(_ function: FunctionUnderTest, _ opened: OpenedPackages) {
        let description = function.plan.description
        let view = InstanceView(
            code: function.code.flatMap { opened.contents[$0] },
            layers: function.layers.compactMap { $0.file.flatMap { opened.contents[$0] } })
        self.view = view
        runtime = RuntimeCatalogue.runtime(description.runtime)
        guard let runtime else {
            (start, entries, closure, problems) = (nil, [], .init(), [])
            return
        }
        let hasUnknownLayers = function.layers.contains { $0.file.flatMap { opened.contents[$0] } == nil }
        problems = EntryProblem.all(
            of: EntryQuestion(plan: function.plan, runtime: runtime, view: view, hasUnknownLayers: hasUnknownLayers))
        start = StartCommand(function.plan, runtime: runtime, view: view, hasUnknownLayers: hasUnknownLayers)
        guard runtime.family == .python, let code = view.code, let number = runtime.pythonVersion else {
            (entries, closure) = ([], .init())
            return
        }
        let tree = PythonSourceTree(
            searchPath: PythonSearchPath.folders(for: runtime, environment: description.environment),
            read: { view.bytes(at: $0) }, list: { view.names(in: $0) })
        entries = PythonEntry.all(of: function.plan, runtime: runtime, tree: tree)
        closure = PythonClosure.follow(
            entries, code: code, tree: tree, version: PythonVersion(number.major, number.minor))
    }
}
