import BuildModel

/// A file of one module system where the other one is loaded.
struct ESMMismatch: FunctionRule {
    static let description = RuleDescription(
        "esm-mismatch", .error, "an ES module where CommonJS is loaded, or the other way round",
        """
        Up to `nodejs16` the platform loads CommonJS from `.js` files only. From `nodejs18` on `.mjs`, and `.js` under
        `"type": "module"`, are ES modules: they have no `require`, `exports` or `module`, and do not find packages by
        `NODE_PATH`, so not in layers. `import` and `export` in other `.js` files, and `require` of an ES module, fail before
        Node.js 20.19.

        Wrong: `index.mjs` on `nodejs16`; `export const handler = …` in `index.js` without `"type": "module"`

        Right: `runtime: nodejs20` with `index.mjs`, or `exports.handler = …`

        Source: D/143; Node.js documentation, "Modules: Packages"
        """)
}
