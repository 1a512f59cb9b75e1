import BuildModel
import FunctionCompute

/// A layer that the platform does not take.
struct LayerTooLarge: PackageRule {
    static let description = RuleDescription(
        "layer-too-large", .error, "a layer is larger than the platform takes",
        """
        The zip of a layer may have 500 MB.

        Wrong: every library that any function needs in one layer

        Right: two layers, each with what belongs together; a function may have five

        Source: D/quota, D/021
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.kind == .layer, subject.contents.size > subject.limits.layer else { return [] }
        return [
            Self.description.finding(
                "layer is \(megabytes(subject.contents.size)), the limit is \(megabytes(subject.limits.layer)); largest: "
                    + PackageParts(subject).words, at: subject.contents.location(),
                hint: "split it into two layers, or leave out what is not needed")
        ]
    }
}
