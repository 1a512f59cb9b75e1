import BuildModel
import FunctionCompute

/// What files of layers do not find in instances of functions without libraries of their own. It is the same for all functions with the
/// same layers, so that no layer is read again where only such code changed.
struct LayerStacks: Sendable {
    /// All that matters of a function beside the contents of its layers.
    private struct Stack: Hashable, Encodable {
        var runtime: String
        var variable: String?
        var layers: [String?]

        init(_ function: FunctionUnderTest) {
            let description = function.plan.description
            runtime = description.runtime
            variable = description.environment["LD_LIBRARY_PATH"]
            layers = function.layers.map(\.file)
        }

        private enum CodingKeys: CodingKey { case runtime, variable, isKnown }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(runtime, forKey: .runtime)
            try values.encodeIfPresent(variable, forKey: .variable)
            try values.encode(layers.map { $0 != nil }, forKey: .isKnown)
        }

        var question: CheckQuestion { CheckQuestion(files: layers.compactMap(\.self), self) }
    }

    private var missing: [Stack: [LayerDemand.Missing]] = [:]
    private var new: Set<Stack> = []
    private var kept = CheckedParts()

    /// What is known of the layers of functions.
    init(_ functions: [FunctionUnderTest], _ known: CheckMemory) {
        for stack in Set(functions.map(Stack.init)) where !stack.layers.isEmpty {
            guard let (key, record) = known.recall(stack.question, as: [LayerDemand.Missing].self) else { continue }
            kept.keep(key, of: known)
            missing[stack] = record
        }
    }

    /// What the layers of a function miss that has no libraries of its own; `nil` if it is not known.
    func missing(of function: FunctionUnderTest) -> [LayerDemand.Missing]? {
        function.layers.isEmpty ? [] : missing[Stack(function)]
    }

    /// Takes in what was found of a function that has no libraries of its own.
    mutating func learn(_ demand: LayerDemand, of function: FunctionUnderTest) {
        let stack = Stack(function)
        guard !stack.layers.isEmpty, missing[stack] == nil else { return }
        missing[stack] = demand.missing
        new.insert(stack)
    }

    /// What the next check may know.
    var parts: CheckedParts {
        var parts = kept
        for stack in new { parts.add(missing[stack] ?? [], for: stack.question) }
        return parts
    }
}
