import BuildModel

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
