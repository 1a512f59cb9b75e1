import BuildModel
import FunctionCompute

/// Layers of one function that the platform does not take together.
struct LayersTooLarge: FunctionRule {
    static let description = RuleDescription(
        "layers-too-large", .error, "the layers of a function are too large together",
        """
        All layers of a function together may have 2 GB. Layers whose contents are not known here are not counted.

        Wrong: five layers of 450 MB

        Right: only the layers that the function imports from

        Source: D/quota
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        let sizes = subject.layers.compactMap { layer in layer.contents.map { (layer.name, $0.size) } }
        let total = sizes.reduce(0) { $0 + $1.1 }
        guard total > subject.limits.layersTotal else { return [] }
        let list = sizes.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { "`\($0.0)` (\(megabytes($0.1)))" }
        return [
            Self.description.finding(
                "layers of function `\(subject.description.name)` are \(megabytes(total)) together, the limit is "
                    + "\(megabytes(subject.limits.layersTotal)): " + list.joined(separator: ", "),
                at: subject.plan.location(of: "layers"), hint: "remove or shrink the largest")
        ]
    }
}
