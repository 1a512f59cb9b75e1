import BuildModel
import FunctionCompute

/// A layer that does not fit the function.
struct LayerMismatch: ConfigurationRule {
    static let description = RuleDescription(
        "layer-mismatch", .error, "a layer is for other runtimes or another region than the function",
        """
        Function Compute refuses to bind a layer that does not name the function's runtime among its compatible ones
        (`runtime: custom is not supported by layer`), and a layer of another region.

        Wrong: `layers/deps/layer.yaml` with `runtimes: [python3.9]` for a function of `python3.10`

        Right: `runtimes: [python3.9, python3.10]`, if everything in the layer runs on both

        Source: D/FAQ 005, SDK3, fc-layer
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        function.plan.layers.flatMap { layer in runtimeFinding(layer, function) + regionFinding(layer, function) }
    }

    private func runtimeFinding(_ layer: LayerReference, _ function: ConfiguredFunction) -> [Finding] {
        guard case .local(let name, _) = layer, let package = function.packages[PackageID(.layer, name)],
            !package.runtimes.isEmpty, !package.runtimes.contains(function.description.runtime)
        else { return [] }
        let list = package.runtimes.map { "`\($0)`" }.joined(separator: ", ")
        return [
            Self.description.finding(
                "layer `\(name)` is for \(list), the function's runtime is `\(function.description.runtime)`",
                at: function.location(of: "layers"),
                hint: "add `\(function.description.runtime)` to `runtimes` in `layers/\(name)/layer.yaml`")
        ]
    }

    private func regionFinding(_ layer: LayerReference, _ function: ConfiguredFunction) -> [Finding] {
        let text: String? =
            switch layer {
            case .local(_, let arn): arn
            case .external(let arn): arn
            }
        guard let text, let region = LayerARN(text)?.region, let wanted = function.region, region != wanted,
            !region.contains("$"), !wanted.contains("$"), !region.isEmpty
        else { return [] }
        return [
            Self.description.finding(
                "layer `\(text)` is in \(region), the function in \(wanted): layers belong to a region",
                at: function.location(of: "layers"), hint: "publish the layer in \(wanted) too")
        ]
    }
}
