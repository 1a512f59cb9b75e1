import BuildModel

/// A module of the user's that hides one of the language.
struct ShadowedModule: FunctionRule {
    static let description = RuleDescription(
        "shadowed-module", .warning, "a file at the root of the code has the name of a module of the language",
        """
        `/code` comes first where Python looks for modules. A `json.py` there is what every library gets that imports `json`;
        or nobody gets it, not even the code itself, because the runtime has imported the real one before.

        Wrong: `types.py` beside `index.py`

        Right: `event_types.py`, or `models/types.py` in a package

        Source: the Python reference (sys.path, sys.modules)
        """)
}
