import BuildModel

/// A package without `__init__.py`.
struct PackageInitMissing: FunctionRule {
    static let description = RuleDescription(
        "package-init-missing", .error, "a folder in a dotted handler has no `__init__.py`",
        """
        Up to Python 3.10 the runtime finds the folders of a dotted handler as packages, which need `__init__.py`. With a
        slash the part before it is a plain folder. `python3.12` takes folders without it.

        Wrong: `handler: app.main.handler` with `app/main.py` alone

        Right: an empty `app/__init__.py`, or `handler: app/main.handler`

        Source: the runtimes' own loaders (validate.md 3)
        """)
}
