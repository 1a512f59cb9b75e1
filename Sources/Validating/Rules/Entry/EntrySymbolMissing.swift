import BuildModel

/// The handler's function is not defined.
struct EntrySymbolMissing: FunctionRule {
    static let description = RuleDescription(
        "entry-symbol-missing", .error, "the handler's function is not defined by its file",
        """
        The runtime imports the file and takes the function by name: `Handler 'handler' is missing on module 'index'`. Only
        names that exist when the import is done count: not those in comments, in other functions or classes, or under
        `if __name__ == "__main__"`. In PHP it is a global function, outside of namespaces and classes; in Java a public method
        of the class or of one that it is derived from.
        A Swift program with a `FunctionGroup` of `FunctionComputeRuntime` takes the handler as the name of one of its types,
        `Resize` or `Thumbs.Resize`, and exits before it listens where none has it; with one function any handler is fine.
        Node.js takes what `module.exports` has, or what an ES module exports by name.

        Wrong: `handler: index.handler` for a file that defines `main_handler`

        Right: `handler: index.main_handler`

        Source: D/146 to D/148; the runtimes' own loaders (validate.md 3)
        """)
}
