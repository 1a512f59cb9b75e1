import BuildModel

/// A module that the handler needs does not exist.
struct DependencyMissing: FunctionRule {
    static let description = RuleDescription(
        "dependency-missing", .error, "a module that the handler needs is not there",
        """
        Loading the handler runs every import at the top of its files. One that is found nowhere, neither in the code nor in a
        layer nor in the language's own library nor in the image, fails before anything is called. A PHP file that is required
        ends the program. Python's imports inside functions fail later and are warnings. What is imported under a guard
        (`try`, a condition), and what something unknown here may bring, is at most a note. A third party's package that is
        missing where nothing was installed at all is a warning: the code may not be built yet.

        Wrong: `import yaml` without PyYAML; `from .service import handler` without `service.py`; `require("express")`
        without `node_modules/express`; `require __DIR__ . '/vendor/autoload.php'` without `vendor`

        Right: the file added, the import corrected, or the package installed into the code or a layer

        Source: D/055, D/021; H/document_detail/2512973 (modules of the Python images); Node.js documentation, "Modules"
        """)
}
