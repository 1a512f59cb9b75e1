import BuildModel

/// An assembly or a type that is not there.
struct DotNetEntryRule: FunctionRule {
    static let description = RuleDescription(
        "dotnet-entry", .error, "the assembly or the type of a .NET handler or hook is not in the package",
        """
        `Assembly::Namespace.Class::Method` names `Assembly.dll` at the root of the zip, a type in it with its whole name, and
        a method. Nested types are written `Outer+Inner`. A method that is missing or does not fit has rules of its own
        (`entry-symbol-missing`, `handler-signature`, `handler-not-callable`).

        Wrong: `handler: HelloApp::Hello::Handle` for `namespace Example { public class Hello … }`

        Right: `handler: HelloApp::Example.Hello::Handle`

        Source: D/144, D/121
        """)
}
