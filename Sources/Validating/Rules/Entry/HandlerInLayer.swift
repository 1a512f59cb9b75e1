import BuildModel

/// The handler's file is in a layer.
struct HandlerInLayer: FunctionRule {
    static let description = RuleDescription(
        "handler-in-layer", .error, "the handler's file lies in a layer, where the runtime does not look for it",
        """
        Up to Python 3.10, and in Node.js, the runtime looks for the handler's file in `/code` only. Other modules may come
        from layers. (`python3.12` imports the handler like any module.)

        Wrong: `index.py` in `layers/shared` with `handler: index.handler`

        Right: an `index.py` in the code that says `from shared_index import handler`

        Source: the runtimes' own loaders (validate.md 3)
        """)
}
