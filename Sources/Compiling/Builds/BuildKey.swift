import BuildModel
import FileTrees

/// What decides the result of a build besides the sources, in one digest.
struct BuildKey {
    let settings: CompilerSettings
    /// The packages that the plan's Node.js builds see.
    let parts: [LockedParts]

    func key(of recipe: any BuildRecipe, _ build: ToolBuild, _ preparation: BuildPreparation) -> Digest {
        struct Tool: Codable {
            var path: String
            var size: Int64
            var modified: Int64
        }
        struct Key: Codable {
            var format: [Int]
            var build: ToolBuild
            var preparation: BuildPreparation
            var variables: [String: String]
            var tools: [Tool]
            var parts: LockedParts?
        }
        let tools = preparation.tools.map { path in
            let status = try? Files.status(path)
            return Tool(path: path, size: status?.size ?? -1, modified: status?.modified ?? -1)
        }
        var node = build.node.flatMap { node in parts.first { $0.ingredient == .node(node) } }
        var build = build
        // The line in which a build is described decides nothing.
        build.choice.location = .none
        if let source = build.node?.source { build.node?.source = source.withoutPlaces }
        if let dependencies = build.node { node?.ingredient = .node(dependencies) }
        let variables = preparation.variables.map { ($0, settings.environment[$0] ?? "") }
        return BuildRecord.digest(
            Key(
                format: [Self.format, type(of: recipe).format], build: build, preparation: preparation,
                variables: Dictionary(variables) { $1 }, tools: tools, parts: node))
    }

    /// The form of what is kept; counts up when results are taken in otherwise.
    private static let format = 2
}
