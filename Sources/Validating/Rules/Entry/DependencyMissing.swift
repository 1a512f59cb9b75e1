import BuildModel

/// A module of the package that the handler's name is imported from does not exist.
struct DependencyMissing: FunctionRule {
    static let description = RuleDescription(
        "dependency-missing", .error, "the handler is imported from a module that is not there",
        """
        The handler's file takes the function from another module of the package, and there is none of that name: the import
        fails before anything is called.

        Wrong: `from .service import handler` without `service.py`

        Right: the file added, or the import corrected

        Source: D/055
        """)
}
