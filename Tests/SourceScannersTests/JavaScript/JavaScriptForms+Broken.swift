extension JavaScriptForm {
    /// Entry points that cannot work.
    static let broken = #"""
        === exports-eq: broken symbolMissing(handler index.js)
        exports = { handler: () => {} }
        === reexport-prop-bad: broken symbolMissing(nope x.js)
        --- index.js
        exports.handler = require("./x").nope
        --- x.js
        exports.y = () => {}
        === esm-default: broken symbolMissing(handler index.mjs)
        --- index.mjs
        export default function handler() {}
        === esm-in-js: broken moduleSyntax index.js:1
        export const handler = () => {}
        === cjs-in-type-module: broken commonJS index.js:1
        --- index.js
        exports.handler = () => {}
        --- package.json
        {"type":"module"}
        === ts-only: broken moduleMissing(index)
        --- index.ts
        export const handler = () => {}
        === string: broken notCallable(string) index.js:1
        exports.handler = "x"
        === object: broken notCallable(object) index.js:1
        exports.handler = { a: 1 }
        === class: broken notCallable(class) index.js:1
        exports.handler = class {}
        === undefined: broken notCallable(undefined) index.js:1
        exports.handler = undefined
        === number: broken notCallable(number) index.js:1
        exports.handler = 1
        === comment: broken symbolMissing(handler index.js)
        // exports.handler = () => {}
        exports.x = 1
        === block-comment: broken symbolMissing(handler index.js)
        /* exports.handler = () => {} */
        exports.x = 1
        === in-string: broken symbolMissing(handler index.js)
        const s = "exports.handler = () => {}"; exports.x = s
        === in-template: broken symbolMissing(handler index.js)
        const s = `
        exports.handler = () => {}
        ${1 + `${2}`}`; exports.x = s
        === in-regex: broken symbolMissing(handler index.js)
        const r = /exports.handler = () => {}/; exports.x = r
        === typo: broken symbolMissing(handler index.js)
        exports.hander = () => {}
        === wrong-case: broken symbolMissing(handler index.js)
        exports.Handler = () => {}
        === nested-handlers: broken symbolMissing(handler index.js)
        exports.handlers = { handler: () => {} }
        === generator: broken generator index.js:1
        exports.handler = function* () {}
        === syntax: broken problem(unclosedBracket("{")) 1
        exports.handler = function ( {
        === unclosed: broken problem(unclosedBracket("{")) 1
        exports.handler = () => { if (1) { }
        === empty: broken symbolMissing(handler index.js)

        === dir-index: broken moduleMissing(index)
        --- index/index.js
        exports.handler = () => {}
        === dotted-dir [a.b.handler event 20]: broken moduleMissing(a.b)
        --- a/b.js
        exports.handler = () => {}
        === exports-after-whole: broken symbolMissing(handler index.js)
        module.exports = { a() {} }; exports.handler = () => {}
        === exports-before-whole: broken symbolMissing(handler index.js)
        exports.handler = () => {}; module.exports = { a() {} }
        === ts-import-star-bad: broken symbolMissing(z x.js)
        --- index.js
        "use strict";
        var __importStar = (m) => m;
        const x = __importStar(require("./x"));
        exports.handler = x.z;
        --- x.js
        exports.y = () => {}
        === require-object: broken notCallable(module) index.js:1
        --- index.js
        exports.handler = require("./x")
        --- x.js
        exports.run = () => {}
        === undefined-name: broken undefinedName(hander)
        module.exports = { handler: hander }; 
        === undefined-short: broken undefinedName(handler)
        module.exports = { handler }
        === instance: broken notCallable(instance) index.js:2
        class App {}
        exports.handler = new App()
        === null: broken notCallable(null) index.js:1
        exports.handler = null
        === array: broken notCallable(array) index.js:1
        exports.handler = [() => {}]
        === regexp: broken notCallable(regular expression) index.js:1
        exports.handler = /x/
        === template: broken notCallable(string) index.js:1
        exports.handler = `x`
        === void-only: broken notCallable(undefined) index.js:1
        exports.handler = void 0
        === async-gen: broken generator index.js:1
        exports.handler = async function* () {}
        === http-on-event: broken contract(req,resp,context http) index.js:1
        exports.handler = (req, resp, context) => { resp.send("x") }
        === esm-import-missing: broken symbolMissing(z x.mjs)
        --- index.mjs
        import { z } from "./x.mjs"; export { z as handler }
        --- x.mjs
        export function y() {}
        === esm-no-ending: broken requiredModuleMissing(./x)
        --- index.mjs
        export { y as handler } from "./x"
        --- x.mjs
        export function y() {}
        === esm-star-as: broken notCallable(module) index.mjs:1
        --- index.mjs
        export * as handler from "./x.mjs"
        --- x.mjs
        export const y = () => {}
        === esm-class: broken notCallable(class) index.mjs:1
        --- index.mjs
        export class handler {}
        === cjs-in-mjs: broken commonJS index.mjs:1
        --- index.mjs
        exports.handler = () => {}
        === missing-comma: broken problem(unexpectedToken("b")) 1
        const a = 1 b
        exports.handler = () => {}
        === full-width: broken problem(invalidCharacter("（")) 1
        exports.handler = （） => {}
        === unclosed-string: broken problem(unclosedString) 1
        const a = "x
        exports.handler = () => {}
        === unclosed-template: broken problem(unclosedTemplate) 1
        const a = `x
        exports.handler = () => {}
        === case-path: broken moduleMissing(index)
        --- Index.js
        exports.handler = () => {}
        === hook-event [index.init hook 16]: broken contract(event,context,callback event) index.js:1
        exports.init = (event, context, callback) => callback()
        === event-on-http [index.handler http 16]: broken contract(event,context,callback event) index.js:1
        exports.handler = (event, context, callback) => callback(null, "x")
        === callback-unused [index.handler event 16]: broken callbackNeverUsed index.js:1
        exports.handler = async (event, context) => event
        === too-new [index.handler event 12]: broken feature(optionalChaining) 2
        exports.handler = (event, context, callback) =>
          callback(null, event?.a)
        === too-new-assignment [index.handler event 14]: broken feature(logicalAssignment) 2
        exports.handler = (event, context, callback) => {
          let a; a ??= 1; callback(null, a) }
        === mjs-on-16 [index.handler event 16]: broken moduleMissing(index)
        --- index.mjs
        export const handler = (e, c, callback) => callback()
        === type-module-on-16 [index.handler event 16]: broken modulesUnsupported
        --- index.js
        export const handler = (e, c, callback) => callback()
        --- package.json
        {"type": "module"}
        """#
}
