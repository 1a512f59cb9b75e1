import BuildModel
import FunctionCompute

/// More layers than a function may have.
struct LayerCount: ConfigurationRule {
    static let description = RuleDescription(
        "layer-count", .error, "the function has too many layers",
        """
        A function may have five layers, its own and official ones together. (A higher quota can be asked for: raise
        `layers-per-function` in the limits then.)

        Wrong: six entries in `layers`

        Right: two layers joined into one

        Source: D/quota
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        let count = function.plan.layers.count
        guard count > function.limits.layersPerFunction else { return [] }
        let names = function.plan.layers.map { "`\($0.text)`" }.joined(separator: ", ")
        return [
            Self.description.finding(
                "\(count) layers, a function may have \(function.limits.layersPerFunction): \(names)",
                at: function.location(of: "layers"), hint: "join layers that belong together")
        ]
    }
}
