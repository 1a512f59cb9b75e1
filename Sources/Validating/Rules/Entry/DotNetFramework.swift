import BuildModel

/// An assembly for a newer .NET.
struct DotNetFramework: FunctionRule {
    static let description = RuleDescription(
        "dotnet-framework", .error, "the handler's assembly is built for a newer .NET than the runtime's",
        """
        An assembly is loaded by a .NET of its own version or a newer one: `Could not load file or assembly 'System.Runtime'`
        otherwise. What it is built for stands in the assembly, and in `X.runtimeconfig.json`.

        Wrong: `<TargetFramework>net6.0</TargetFramework>` with `runtime: dotnetcore3.1`

        Right: `<TargetFramework>netcoreapp3.1</TargetFramework>`, or .NET 6 from a layer on a custom runtime

        Source: D/009, fcdocker
        """)
}
