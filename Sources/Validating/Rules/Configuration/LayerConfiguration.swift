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

/// A layer whose contents are not known.
struct ExternalLayer: ConfigurationRule {
    static let description = RuleDescription(
        "external-layer", .note, "the contents of a layer are not known here",
        """
        A layer that is named by an ARN and has no folder in `layers/` is not downloaded: what it holds is unknown, so checks
        that would need it (a module that may come from it, its share of the 2 GB) are left out rather than guessed.

        To have them checked, keep the layer's sources in `layers/<name>/`, or give its zip to `fclayer validate --layer`.

        Source: D/021
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        function.plan.layers.compactMap { layer in
            guard case .external(let arn) = layer else { return nil }
            return Self.description.finding(
                "contents of layer `\(arn)` are unknown here: what depends on them is not verified",
                at: function.location(of: "layers"))
        }
    }
}
