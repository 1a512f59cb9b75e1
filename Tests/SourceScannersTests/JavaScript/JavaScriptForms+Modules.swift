extension JavaScriptForm {
    /// Exports of ES modules.
    static let modules = #"""
        === esm-mjs: ok function index.mjs:1
        --- index.mjs
        export const handler = async (e, c) => {}
        === esm-fn-mjs: ok function index.mjs:1
        --- index.mjs
        export async function handler(e, c) {}
        === esm-list: ok function index.mjs:1
        --- index.mjs
        const h = () => {}; export { h as handler }
        === esm-star: ok function x.mjs:1
        --- index.mjs
        export * from "./x.mjs"
        --- x.mjs
        export const handler = () => {}
        === esm-from: ok function x.mjs:1
        --- index.mjs
        export { y as handler } from "./x.mjs"
        --- x.mjs
        export const y = () => {}
        === esm-type-module: ok function index.js:1
        --- index.js
        export const handler = () => {}
        --- package.json
        {"type":"module"}
        === esm-import-export: ok function x.mjs:1
        --- index.mjs
        import { y } from "./x.mjs"; export { y as handler }
        --- x.mjs
        export function y() {}
        === esm-from-cjs: ok function x.cjs:1
        --- index.mjs
        import x from "./x.cjs"; export const handler = x.y
        --- x.cjs
        exports.y = () => {}
        === esm-namespace: ok function x.mjs:1
        --- index.mjs
        import * as x from "./x.mjs"; export const handler = x.y
        --- x.mjs
        export const y = () => {}
        === esm-await: ok function index.mjs:2
        --- index.mjs
        const x = await Promise.resolve(1);
        export const handler = async () => x
        === esm-require: ok function index.mjs:4
        --- index.mjs
        import { createRequire } from "module";
        const require = createRequire(import.meta.url);
        const x = require("url");
        export const handler = () => x
        === esm-destructured: ok function index.mjs:1
        --- index.mjs
        const o = { handler() {} };
        export const { handler } = o
        === esm-let: ok function index.mjs:1
        --- index.mjs
        export let handler;
        handler = () => {}
        """#
}
