import BuildModel
import FunctionCompute

/// The same files twice in the packages of a function.
struct DuplicateCopies: FunctionRule {
    static let description = RuleDescription(
        "duplicate-copies", .note, "packages of a function hold the same files twice",
        """
        A file that two layers have at the same path, or a dependency that is in the code and in a layer in the same version,
        is uploaded and unpacked twice and loaded once. Said from 100 KB on, as the copies lie in the zips.

        Wrong: `requests` in `requirements.txt` of the code and in a layer of the function

        Right: in one of them

        Source: D/021; own choice
        """)

    /// Fewer bytes are not worth a word.
    private static let least: Int64 = 100 << 10

    func check(_ subject: FunctionSubject) -> [Finding] {
        let layers = subject.layers.compactMap { layer in layer.contents.map { (name: layer.name, contents: $0) } }
        var parts: [(words: String, zipped: Int64)] = []
        for (index, first) in layers.enumerated() {
            for second in layers[(index + 1)...] {
                guard first.contents !== second.contents else {
                    parts.append(("layer `\(second.name)` is configured twice", first.contents.size))
                    continue
                }
                let equal = subject.comparisons.layers(first.contents, second.contents).equal
                guard equal.count > 0 else { continue }
                parts.append(
                    (
                        "\(equal.count) file\(equal.count == 1 ? "" : "s") of layer `\(second.name)` are in layer "
                            + "`\(first.name)` too", equal.zipped
                    ))
            }
        }
        if let code = subject.code, [.python, .nodejs].contains(subject.runtime.family) {
            for layer in layers {
                let twins = subject.comparisons.code(code, layer.contents).twins
                guard !twins.isEmpty else { continue }
                let names = twins.sorted { ($1.zipped, $0.name) < ($0.zipped, $1.name) }.prefix(3).map {
                    "`\($0.name)`"
                }
                parts.append(
                    (
                        names.joined(separator: ", ") + (twins.count > 3 ? " and \(twins.count - 3) more" : "")
                            + " in the code and in layer `\(layer.name)`", twins.reduce(0) { $0 + $1.zipped }
                    ))
            }
        }
        let total = parts.reduce(0) { $0 + $1.zipped }
        guard total >= Self.least else { return [] }
        parts.sort { ($1.zipped, $0.words) < ($0.zipped, $1.words) }
        return [
            Self.description.finding(
                "copies cost \(megabytes(total)): "
                    + parts.prefix(4).map { "\($0.words) (\(megabytes($0.zipped)))" }.joined(separator: "; ")
                    + (parts.count > 4 ? "; …" : ""), at: subject.plan.location(of: "layers"),
                hint: "keep each of them in one package")
        ]
    }
}
