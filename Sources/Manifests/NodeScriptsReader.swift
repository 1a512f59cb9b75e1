import BuildModel

/// Reads `node: {scripts: {allow: […], skip: […]}}`, what becomes of install scripts of packages.
struct NodeScriptsReader {
    let world: World
    static let keys = ["allow", "skip"]

    /// The choice of a `node` key; an empty one where it says nothing.
    func read(_ node: Field) -> NodeScripts {
        guard node.isMapping, let field = node["scripts"] else { return NodeScripts() }
        guard field.isMapping else {
            world.wrongType(
                field, expected: "a mapping", hint: "write `scripts: {allow: [a], skip: [b]}` with names of packages")
            return NodeScripts()
        }
        world.refuseUnknownKeys(field, known: Self.keys)
        let skip = names(field["skip"])
        let allow = names(field["allow"])
        if let name = allow.first(where: skip.contains) {
            world.diagnostics.error(
                "value-type", "`scripts` both allows and skips `\(Phrase.short(name))`: choose one", at: field.location)
        }
        refuseBundle(node, allow, at: field["allow"])
        return NodeScripts(allow: allow, skip: skip, location: field.location)
    }

    /// esbuild takes the packages' sources as they are.
    private func refuseBundle(_ node: Field, _ allow: [String], at field: Field?) {
        guard let field, !allow.isEmpty, let bundle = node["bundle"], bundle.node.text != "none" else { return }
        world.diagnostics.error(
            "value-type", "`scripts.allow` and `bundle` cannot be combined: a bundle is made of packages as they are",
            at: field.keyLocation,
            hint: "put the packages that need their scripts into a layer: `node: {scripts: {allow: […]}}` in its "
                + "`layer.yaml`; what a layer has stays out of the bundle")
    }

    private func names(_ field: Field?) -> [String] { Set(world.texts(field).map(\.text)).sorted() }
}
