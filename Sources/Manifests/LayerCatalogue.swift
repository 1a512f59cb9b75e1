import BuildModel
import FunctionCompute

/// The local layers of a project, and what the layers of a function mean.
struct LayerCatalogue {
    /// Names of folders below `layers` that have a `layer.yaml`, sorted.
    let names: [String]

    /// What a list of layers means; reports names that are none.
    func references(_ field: Field?, world: World) -> [LayerReference] {
        world.texts(field).compactMap { text, item in reference(text, at: item, world: world) }
    }

    private func reference(_ text: String, at item: Field, world: World) -> LayerReference? {
        if let arn = LayerARN(text) {
            return !arn.isOfficial && names.contains(arn.name)
                ? .local(name: arn.name, arn: text) : .external(arn: text)
        }
        if names.contains(text) { return .local(name: text, arn: nil) }
        // `${layer.output.arn}` and the like: known after deployment.
        if text.contains("${") { return .external(arn: text) }
        let known = names.isEmpty ? "there is no folder `layers` with one" : "local layers are \(Phrase.list(names))"
        world.diagnostics.error(
            "unknown-layer", "`\(Phrase.short(text))` is no local layer and no ARN: \(known)", at: item.location,
            hint: Phrase.didYouMean(text, among: names)
                ?? "make `layers/\(Phrase.short(text))/layer.yaml`, or write `acs:fc:<region>:<account>:layers/<name>/versions/<n>`"
        )
        return nil
    }
}
