import Archives
import BuildModel

/// Two layers with different files at one path.
struct LayerShadow: FunctionRule {
    static let description = RuleDescription(
        "layer-shadow", .note, "two layers of a function have different files at the same path",
        """
        Layers are merged into `/opt`; on the same path the layer that is configured first wins. Two versions of one package
        in two layers can be mixed file by file.

        Wrong: `layers: [requests-2-31, requests-2-32]`

        Right: one of them

        Source: D/021
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        let layers = subject.layers.compactMap { layer in layer.contents.map { (layer.name, $0) } }
        var findings: [Finding] = []
        for (index, first) in layers.enumerated() {
            for second in layers[(index + 1)...] where first.1 !== second.1 {
                let (small, large) =
                    first.1.files.count <= second.1.files.count ? (first.1, second.1) : (second.1, first.1)
                let shared = small.files.compactMap { path, entry -> String? in
                    guard let other = large.files[path], other.crc32 != entry.crc32 || other.size != entry.size else {
                        return nil
                    }
                    return path
                }
                guard !shared.isEmpty else { continue }
                let examples = shared.sorted().prefix(3).map { "`/opt/\($0)`" }.joined(separator: ", ")
                findings.append(
                    Self.description.finding(
                        "\(shared.count) file\(shared.count == 1 ? "" : "s") of layer `\(second.0)` hidden by different "
                            + "ones of layer `\(first.0)`, which is configured first: \(examples)"
                            + (shared.count > 3 ? ", …" : ""), at: subject.plan.location(of: "layers")))
            }
        }
        return findings
    }
}
