import BuildModel
import FunctionCompute

/// What is found out about a function once, before the rules are applied.
struct FunctionFacts: Sendable {
    /// `nil` where the platform has no such runtime: a finding of the configuration.
    let runtime: Runtime?
    let view: InstanceView
    let start: StartCommand?
    /// What the reader of the runtime's language found out about entry points.
    let problems: [EntryProblem]
    /// Python modules that the function imports and that are nowhere where its runtime looks.
    let wantedModules: Set<String>

    /// Looks up what the function's runtime would start or import.
    init(_ function: FunctionUnderTest, _ opened: OpenedPackages, _ shared: SharedReadings) {
        let description = function.plan.description
        let view = InstanceView(
            code: function.code.flatMap { opened.contents[$0] },
            layers: function.layers.compactMap { $0.file.flatMap { opened.contents[$0] } })
        self.view = view
        runtime = RuntimeCatalogue.runtime(description.runtime)
        guard let runtime else {
            (start, problems, wantedModules) = (nil, [], [])
            return
        }
        let hasUnknownLayers = function.layers.contains { $0.file.flatMap { opened.contents[$0] } == nil }
        // Code that no manifest describes may have layers that nobody named.
        let mayHaveLayers = hasUnknownLayers || (function.plan.code == nil && function.layers.isEmpty)
        start = StartCommand(function.plan, runtime: runtime, view: view, hasUnknownLayers: mayHaveLayers)
        let question = EntryQuestion(
            plan: function.plan, runtime: runtime, view: view, hasUnknownLayers: hasUnknownLayers)
        problems = EntryProblem.all(of: question, shared: shared)
        // Only layers are asked for them.
        let isWanting = runtime.family == .python && !function.layers.isEmpty
        wantedModules = isWanting ? shared.python.read(question).wantedModules : []
    }
}
