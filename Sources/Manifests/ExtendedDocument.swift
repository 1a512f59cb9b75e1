import BuildModel

/// Follows `extend: ./s.base.yaml` at the top of an `s.yaml`: the document named there, below this one.
struct ExtendedDocument {
    let world: World

    /// The document with what it extends merged in and the key `extend` gone; itself if it extends none.
    func merged(_ root: Node, path: String) -> Node? {
        var result = root
        var seen = [path]
        while let field = Field(result)["extend"], let name = field.node.text {
            let next = PathText.join(PathText.folder(seen.last ?? path), name)
            guard !seen.contains(next) else {
                world.diagnostics.error(
                    "extend-cycle", "`extend` comes back to `\(world.display(next))`", at: field.location,
                    hint: "take `extend` out of one of the files")
                return nil
            }
            guard world.files.kind(next) == .file else {
                world.diagnostics.error(
                    "file-missing",
                    "`extend` names `\(Phrase.short(name))`, which does not exist: looked for `\(next)`",
                    at: field.location,
                    hint: Phrase.didYouMean(PathText.name(next), among: world.files.names(PathText.folder(next))))
                return nil
            }
            guard let base = world.document(at: next) else { return nil }
            result = result.removing(path: ["extend"]).merged(over: base)
            seen.append(next)
        }
        return result
    }
}
