extension JavaScriptForm {
    /// Exports of CommonJS modules.
    static let commonJS = #"""
        === exports-fn: ok function index.js:1
        exports.handler = function (e, c, cb) {}
        === exports-async-arrow: ok function index.js:1
        exports.handler = async (e, c) => {}
        === module-exports-prop: ok function index.js:1
        module.exports.handler = (e, c, cb) => {}
        === bracket: ok function index.js:1
        exports["handler"] = (e) => {}
        === module-exports-obj: ok function index.js:1
        module.exports = { handler: (e, c, cb) => {} }
        === obj-method: ok function index.js:1
        module.exports = { async handler(e, c) {} }
        === obj-short: ok function index.js:1
        const handler = async () => {}; module.exports = { handler }
        === obj-short-fn: ok function index.js:1
        module.exports = { a, handler }; function handler(e, c) {} function a() {}
        === obj-var: ok function index.js:1
        const o = { handler() {} }; module.exports = o
        === chain: ok function index.js:1
        exports = module.exports = { handler: () => {} }
        === chain2: ok function index.js:1
        module.exports = exports = { handler: () => {} }
        === fn-prop: ok function index.js:1
        function f() {} f.handler = () => {}; module.exports = f
        === alias: ok function index.js:1
        const e = module.exports; e.handler = () => {}
        === defineProperty: ok function index.js:1
        Object.defineProperty(exports, "handler", { enumerable: true, get: function () { return h; } }); const h = () => {}
        === assign: ok function index.js:1
        Object.assign(module.exports, { handler() {} })
        === spread: ok function x.js:1
        --- index.js
        module.exports = { ...require("./x") }
        --- x.js
        exports.handler = () => {}
        === reexport-prop: ok function x.js:1
        --- index.js
        exports.handler = require("./x").y
        --- x.js
        exports.y = () => {}
        === reexport-all: ok function x.js:1
        --- index.js
        module.exports = require("./x")
        --- x.js
        exports.handler = () => {}
        === destructure: ok function x.js:1
        --- index.js
        const { handler } = require("./x"); module.exports = { handler }
        --- x.js
        exports.handler = () => {}
        === missing-rel: ok function index.js:1
        const x = require("./nope"); exports.handler = () => {}
        === regex-quote: ok function index.js:1
        const r = /["'`]/; exports.handler = () => {}
        === regex-class: ok function index.js:1
        const r = /[/"]/g; exports.handler = () => {}
        === division: ok function index.js:1
        const a = 4, b = 2, g = 1; const r = a / b / g; exports.handler = () => {}
        === template-nest: ok function index.js:1
        const s = `a${`b${"c"}`}`; exports.handler = () => {}
        === conditional: ok function index.js:1
        if (process.env.X) { exports.handler = () => {} } else { exports.handler = () => {} }
        === iife: ok function index.js:1
        (function () { exports.handler = () => {} })()
        === call-result: ok call(w) index.js:1
        const w = f => f; exports.handler = w(() => {})
        === bind: ok call(o.f.bind) index.js:1
        const o = { f() {} }; exports.handler = o.f.bind(o)
        === new-class: ok function index.js:1
        class A { handler() {} } module.exports = new A()
        === class-static: ok function index.js:1
        module.exports = class A { static handler() {} }
        === computed: unsure dynamic(computedName)
        const k = "handler"; exports[k] = () => {}
        === for-loop: unsure dynamic(computedName)
        for (const k of ["handler"]) exports[k] = () => {}
        === getter: ok function index.js:1
        module.exports = { get handler() { return () => {} } }
        === shebang: ok function index.js:2
        #!/usr/bin/env node
        exports.handler = () => {}
        === json-dup: ok function index.js:1
        --- index.js
        exports.handler = () => {}
        --- index.json
        {}
        === subdir [src/main.handler event 20]: ok function src/main.js:1
        --- src/main.js
        exports.handler = () => {}
        === dot-slash [./src/main.handler event 20]: ok function src/main.js:1
        --- src/main.js
        exports.handler = () => {}
        === optional-chain: ok function index.js:1
        exports.handler = async e => e?.a ?? 1
        === private-field: ok function index.js:1
        class A { #x = 1; get() { return this.#x } } exports.handler = () => new A().get()
        === arrow-object: ok function index.js:1
        exports.handler = () => ({ handler: 1 })
        === asi: ok function index.js:2
        const a = 1
        exports.handler = () => {}
        const b = 2
        === html-comment: ok function index.js:1
        exports.handler = () => {}
        var x = 1
        --> not a comment line in a module
        === label-regex: ok function index.js:2
        const f = x => x
        f(1) / 2 / 3; exports.handler = () => {}
        === ret-regex: ok function index.js:1
        const f = () => { return /"/ }; exports.handler = f
        === paren-regex: ok function index.js:1
        if (1) /"/.test("a"); exports.handler = () => {}
        === brace-regex: ok function index.js:1
        const f = () => {}
        /"/.test("a"); exports.handler = f
        === whole-then-member: ok function index.js:1
        module.exports = {}; module.exports.handler = () => {}
        === linked-then-exports: ok function index.js:1
        exports = module.exports = {}; exports.handler = () => {}
        === this: ok function index.js:1
        this.handler = () => {}
        === require-fn: ok function x.js:1
        --- index.js
        exports.handler = require("./x")
        --- x.js
        module.exports = async (event, context) => {}
        === require-package: ok outside(url) index.js:1
        exports.handler = require("url").parse
        === spread-package: unsure outside(url)
        module.exports = { ...require("url") }
        === ternary: ok function index.js:1
        const a = () => {}, b = () => {}; exports.handler = process.env.A ? a : b
        === or: ok function index.js:1
        const a = null; exports.handler = a || (() => {})
        === factory: ok call(make) index.js:1
        const make = () => () => {}; exports.handler = make()
        === wrapped-class: ok call(app.handle.bind) index.js:3
        class App { handle() {} }
        const app = new App();
        exports.handler = app.handle.bind(app)
        === comma: ok function index.js:1
        exports.handler = (0, () => {})
        === class-field: unsure computed
        module.exports = new (class { handler = () => {} })()
        === class-instance-field: ok function index.js:1
        class A { handler = async () => {} }
        module.exports = new A()
        === extends: unsure computed
        class B { handler() {} }
        class A extends B {}
        module.exports = new A()
        === cjs-file: ok function index.cjs:1
        --- index.cjs
        exports.handler = () => {}
        === later-call: ok function index.js:1
        function setup() { exports.handler = () => {} }
        setup()
        === hook [index.init hook 16]: ok function index.js:1
        exports.init = (context, callback) => callback()
        === hook-async [index.init hook 18]: ok function index.js:1
        exports.init = async (context) => {}
        === hook-event-unused [index.init hook 20]: ok function index.js:1
        exports.init = async (event, context, callback) => {}
        === http [index.handler http 16]: ok function index.js:1
        exports.handler = (req, resp, context) => resp.send("x")
        === callback [index.handler event 16]: ok function index.js:1
        exports.handler = (event, context, callback) => callback(null, event)
        === callback-arguments [index.handler event 14]: ok function index.js:1
        exports.handler = function () { return run.apply(this, arguments) }
        function run() {}
        === callback-handed-on [index.handler event 12]: ok function index.js:1
        exports.handler = (event, context, done) => require("./x").run(event, done)
        === declared-with-exports: ok function index.js:2
        const api = module.exports = {}
        api.handler = () => {}
        === declared-with-function: ok function index.js:1
        const main = module.exports = async () => {}
        module.exports.handler = main
        === negated-question: ok unknown index.js:1
        exports.handler = !process.env.A ? () => false : e => e.mode === 1
        """#
}
