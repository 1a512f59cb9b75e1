import BuildModel

/// Finds the recipe for a kind of build.
enum BuildRecipes {
    static func recipe(
        for build: ToolBuild, settings: CompilerSettings, parts: [LockedParts]
    ) throws(StageFailure) -> any BuildRecipe {
        switch build.choice.kind {
        case .composer: return ComposerRecipe(build: build, settings: settings)
        case .make: return MakeRecipe(choice: build.choice, settings: settings)
        case .esbuild: return EsbuildRecipe(build: build, settings: settings, parts: parts)
        case .npmScripts: return NodeScriptsRecipe(build: build, settings: settings, parts: parts)
        case .command: return CommandRecipe(choice: build.choice, settings: settings)
        case .maven: return try MavenRecipe(build, settings: settings)
        case .gradle: return GradleRecipe(build, settings: settings)
        case .go: return GoRecipe(build: build, settings: settings)
        case .dotnet: return DotNetRecipe(build: build, settings: settings)
        }
    }
}
