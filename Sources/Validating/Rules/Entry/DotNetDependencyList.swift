import BuildModel

/// An assembly without its list of dependencies.
struct DotNetDependencyList: FunctionRule {
    static let description = RuleDescription(
        "dotnet-deps-missing", .note, "the handler's assembly has no `.deps.json` beside it",
        """
        `dotnet publish` writes `X.deps.json` beside `X.dll`: a list of what the assembly needs and where native files are.
        Without it assemblies are looked for in the folder only, which mostly suffices.

        Source: D/144
        """)
}
