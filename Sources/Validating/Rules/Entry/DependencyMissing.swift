import BuildModel

/// A module of the package that the handler's name is imported from does not exist.
struct DependencyMissing: FunctionRule {
    static let description = RuleDescription(
        "dependency-missing", .error, "the handler needs a file or module that is not there",
        """
        The handler's file takes the function from another module of the package, and there is none of that name: the import
        fails before anything is called. A PHP file that is required ends the program where it is missing.

        Wrong: `from .service import handler` without `service.py` · `require __DIR__ . '/vendor/autoload.php'` without
        `vendor`

        Right: the file added, `composer install` run before packing, or the import corrected

        Source: D/055
        """)
}
