import SourceScanners
import Testing

/// What a file asks for, and whether it surely does when it is loaded.
@Suite struct JavaScriptImportTests {
    private func imports(_ text: String) -> [JavaScriptImport] { JavaScriptModule(bytes: Array(text.utf8)).imports }

    @Test(arguments: [
        "const a = require('x')", "require('x')", "module.exports = { a: require('x') }", "foo(require('x'), 1)",
        "const { b } = require('x').c", "import a from 'x'", "import 'x'", "export * from 'x'", "export { a } from 'x'",
        "(function () { require('x') })()", "!function () { require('x') }()", "a = b ? c : d\nrequire('x')",
        "a && b\nrequire('x')", "const f = () => 1\nrequire('x')", "if (a) b()\nrequire('x')",
        "x = a || b, require('x')",
        "const f = () => g(1); require('x')", "try { a() } finally { require('x') }", "{ require('x') }",
        "if (a) { b() } else c()\nrequire('x')", "do a(require('x')); while (b)", "require.resolve('x')",
        "const a = `${require('x')}`", "function f(a = 1) {}\nrequire('x')", "import a, { b as c } from 'x'",
        "import * as a from 'x'", "require(`x`)", "const a = [1, require('x')]", "class A extends require('x') {}",
    ])
    func surely(_ text: String) {
        #expect(imports(text).map(\.specifier) == ["x"])
        #expect(imports(text).first?.guards == [])
    }

    @Test(arguments: [
        "function f() { require('x') }", "const f = () => require('x')",
        "const f = () => Promise.resolve(require('x'))",
        "const f = a => ({ b: require('x') })", "const o = { get a() { return require('x') } }",
        "if (a) require('x')", "if (a) b(require('x'))", "if (a) {} else b(require('x'))", "if (a) { require('x') }",
        "a && require('x')", "a && b(require('x'))", "a || b.c(require('x'), 1)", "a ?? b(require('x'))",
        "const m = a ? b(require('x')) : c", "const m = a ? b : c(require('x'))", "a ||= b(require('x'))",
        "try { require('x') } catch (e) {}", "try { a(require('x')) } catch {}", "try {} catch (e) { require('x') }",
        "class A { b = require('x') }", "class A { c() { require('x') } }", "function f(a = require('x')) {}",
        "for (const a of b) require('x')", "while (a) require('x')", "switch (a) { case 1: require('x') }",
        "exports.handler = async () => { await b(require('x')) }", "new Promise((a) => a(require('x')))",
        "[1].map(a => b(c, require('x')))", "for (const a of b) c(require('x'))", "x = async a => a(require('x'))",
        "Object.defineProperty(exports, 'a', { get: () => b(require('x')) })",
    ])
    func perhaps(_ text: String) {
        #expect(imports(text).map(\.specifier) == ["x"])
        #expect(imports(text).first?.guards.isEmpty == false)
    }

    @Test(arguments: [
        "require(a)", "require('x' + b)", "require(`x${b}`)", "a.require('x')", "import(a)", "'require(\"x\")'",
        "// require('x')", "(function (require) { require('x') })(a)", "require('x', 1)",
        "const a = 'import b from \"x\"'",
        "x = /require('x')/", "import.meta.resolve('x')",
    ])
    func nothing(_ text: String) { #expect(imports(text).isEmpty) }

    @Test func seesAttributes() {
        #expect(imports("import a from './a.json' with { type: 'json' }").first?.hasAttributes == true)
        #expect(imports("import a from './a.json' assert { type: 'json' }\nb()").first?.hasAttributes == true)
        #expect(imports("import a from './a.json'\nwith_({})").first?.hasAttributes == false)
        #expect(imports("import './a.json' with { type: 'json' }").first?.hasAttributes == true)
        #expect(imports("export { default } from './a.json' with { type: 'json' }").first?.hasAttributes == true)
        #expect(imports("import('./a.json', { with: { type: 'json' } })").first?.hasAttributes == true)
    }

    @Test(arguments: [
        ("import a from 'a'\nconst b = require('b')", true), ("import a from 'a'\nmodule.exports = a", true),
        ("import { createRequire } from 'module'\nconst require = createRequire(import.meta.url)\nrequire('b')", false),
        ("import a from 'a'\nglobalThis.require = a()\nrequire('b')", false),
        ("import a from 'a'\nif (typeof require !== 'undefined') require('b')", false),
        ("import a from 'a'\nexport const f = () => g(require('b'))", false),
        ("import a from 'a'\nvar r = typeof require === 'function' ? require : a", false),
        ("import a from 'a'\nconst exports = {}\nexports.b = 1", false),
        ("import a from 'a'\nexports.b = 1\nvar exports = {}", false),
        ("import a from 'a'\na().then(({ instance: { exports } }) => { exports.run() })", false),
        ("import a from 'a'\na((require) => { require('x') })", false),
        ("import a from 'a'\nconst { exports } = await a()\nexports.run()", false),
    ])
    func seesCommonJSBesideImports(_ text: String, _ isThere: Bool) {
        #expect((JavaScriptModule(bytes: Array(text.utf8)).commonJSSyntax != nil) == isThere)
    }
}
