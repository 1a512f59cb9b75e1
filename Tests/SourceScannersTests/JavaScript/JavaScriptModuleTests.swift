import SourceScanners
import Testing

@Suite struct JavaScriptModuleTests {
    private func module(_ text: String) -> JavaScriptModule { JavaScriptModule(bytes: Array(text.utf8)) }

    private func function(_ text: String) throws -> JavaScriptFunction {
        guard case .function(let function)? = module("exports.f = " + text).exports.first?.value else {
            throw NoFunction()
        }
        return function
    }

    private struct NoFunction: Error {}

    @Test func parametersAreRead() throws {
        let full = try function("async function* (a, {b}, [c], d = 1, ...e) { a(); b(e) }")
        #expect(full.parameters == ["a", "{}", "[]", "d", "e"])
        #expect(full.required == 3)
        #expect(full.hasRest && full.isAsync && full.isGenerator && !full.isArrow)
        #expect(full.mentioned == ["a", "e"])
        #expect(full.called == ["a"])
        let arrow = try function("e => e.x")
        #expect(arrow.parameters == ["e"] && arrow.isArrow && arrow.required == 1)
        #expect(try function("async (a, b) => a").isAsync)
        #expect(try function("() => {}").parameters.isEmpty)
    }

    @Test func importsAreFoundWithTheirGuards() {
        let text = """
            const a = require("a"), b = require('./b').c;
            import("c");
            try { require("d") } catch { require("e") }
            function f() { return require("f") }
            if (x) { require("g") }
            const h = x && require("h");
            (function () { require("i") })();
            require.resolve("j");
            const k = () => require("k");
            // require("no")
            "require('no')"; /require("no")/; x.require("no"); require(dynamic);
            """
        let rows = module(text).imports.map {
            "\($0.specifier) \($0.kind.rawValue) \($0.place.line) \($0.guards.rawValue)"
        }
        #expect(
            rows == [
                "a require 1 0", "./b require 1 0", "c dynamicImport 2 0", "d require 3 1", "e require 3 1",
                "f require 4 2", "g require 5 4", "h require 6 4", "i require 7 0", "j resolve 8 0", "k require 9 2",
            ])
    }

    @Test func statementsOfModulesAreFound() {
        let text = """
            import "a"; import b from "b"; import * as c from 'c'; import d, { e as f } from "d";
            export * from "e"; export * as g from "f"; export { h } from "g";
            """
        let found = module(text)
        #expect(found.imports.map(\.specifier) == ["a", "b", "c", "d", "e", "f", "g"])
        #expect(found.imports.allSatisfy { $0.kind == .import && $0.guards == [] })
        #expect(found.exportedNames == ["g", "h"])
        #expect(found.moduleSyntax == SourcePlace(line: 1))
        #expect(found.commonJSSyntax == nil)
        #expect(module("import.meta.url").moduleSyntax != nil)
        #expect(module("x = import('y')").moduleSyntax == nil)
    }

    @Test func kindsOfModulesAreTold() {
        #expect(module("exports.a = 1").commonJSSyntax == SourcePlace(line: 1))
        #expect(module("\nconst a = require('a')").commonJSSyntax == SourcePlace(line: 2, column: 11))
        #expect(module("if (typeof module !== 'undefined') {}").commonJSSyntax == nil)
        #expect(module("const require = make(); require('a')").commonJSSyntax == nil)
    }

    @Test(arguments: [
        ("a ** b", "exponent"), ("async function f() {}", "asyncFunction"), ("x = async () => 1", "asyncFunction"),
        ("f(a, b,)", "trailingCommaInCall"), ("x = {...a}", "objectSpread"),
        ("for await (const a of b) {}", "asyncIteration"),
        ("try {} catch {}", "catchWithoutBinding"), ("10n", "bigInteger"), ("1_000", "numericSeparator"),
        ("class A { b = 1 }", "classField"), ("class A { #b }", "privateField"), ("a?.b", "optionalChaining"),
        ("a ?? b", "nullishCoalescing"), ("a ||= b", "logicalAssignment"), ("class A { static { } }", "staticBlock"),
        ("const a = await b", "topLevelAwait"),
    ])
    func syntaxOfLaterVersionsIsFound(_ text: String, _ feature: String) {
        let found = module("// first\n" + text)
        #expect(found.features.map(\.feature.rawValue).contains(feature))
        #expect(found.newestFeature?.place.line == 2)
    }

    @Test func ordinarySyntaxIsNoLaterOne() {
        let text = "[...a]; f(...b); a ? .5 : 1; for (const x of y) {}; async(1); ({ async: 1, await: 2 }); [1,];"
        #expect(module(text).features == [])
        #expect(module("const f = async () => { await 1 }").features.map(\.feature) == [.asyncFunction])
    }

    @Test func slashesAreToldApart() {
        for text in [
            "a = b / c / d", "a = (b) / c / d", "if (a) /'/.test(b)", "a = {} / 1", "function f() {} /'/.test(a)",
            "a = function () {} / 1 / 2", "x = a[0] / 2; y = '/'", "return_ / 2 / 3", "a.return / 2 / '3'",
            "a++ / 2 / '3'",
            "switch (a) { case /'/: }", "label: /'/.test(a)", "a = b ? {} / 1 : /'/", "`${/'/}`",
            "() => {}\n/'/.exec(a)",
            "x = { a() {} } / 1", "class A {} /'/.test(a)", "a = class {} / 1", "for (const a of /'/) {}", "typeof /'/",
            "x = `a${{ b: 1 }}c` / 2 / '3'", "if (a) {} /'/.test(b)", "do {} while (a) /'/.test(b)",
        ] {
            #expect(module(text).problems == [], "\(text)")
        }
    }

    @Test func whatIsMissingIsTold() {
        let tree = JavaScriptTree([
            "index.js": "exports.main_handler = () => {}\nmodule.exports = { run() {} }",
            "lib/other.js": "exports.handler = () => {}",
        ])
        guard case .broken(.symbolMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.exported == ["run"])
        #expect(missing.elsewhere.map(\.path) == ["/code/lib/other.js"])
        guard case .broken(.symbolMissing(let lost)) = tree.resolve("index.main_handler") else {
            Issue.record("not missing")
            return
        }
        #expect(lost.lostAt == SourcePlace(line: 1))
    }

    @Test func missingFilesTellWhatIsNear() {
        let tree = JavaScriptTree(["Index.js": "", "index.ts": "", "index/index.js": "exports.handler = 1"])
        guard case .broken(.moduleMissing(let missing)) = tree.resolve(version: 16) else {
            Issue.record("not missing")
            return
        }
        #expect(missing.lookedFor == ["/code/index.js"])
        #expect(missing.otherCase == "/code/Index.js")
        #expect(missing.near == ["/code/index.ts", "/code/index/index.js"])
    }

    @Test func modulesAreFoundAsNodeFindsThem() {
        let files = ["a.js", "b.json", "c/index.js", "d/package.json", "d/lib/e.js", "f.node", "g/h.mjs"]
        var tree = JavaScriptTree(Dictionary(uniqueKeysWithValues: files.map { ($0, "") }))
        tree.files["/code/d/package.json"] = Array(#"{"main": "./lib/e"}"#.utf8)
        let sources = tree.sources
        func find(_ name: String, isImport: Bool = false) -> JavaScriptModuleLocation {
            sources.find(name, from: "/code/g/x.js", isImport: isImport)
        }
        #expect(find("../a") == .source("/code/a.js"))
        #expect(find("../b") == .json("/code/b.json"))
        #expect(find("../c") == .source("/code/c/index.js"))
        #expect(find("../d") == .source("/code/d/lib/e.js"))
        #expect(find("../f") == .other("/code/f.node"))
        #expect(find("./h.mjs", isImport: true) == .source("/code/g/h.mjs"))
        #expect(find("./h", isImport: true) == .missing(["/code/g/h"]))
        #expect(find("/code/a.js") == .source("/code/a.js"))
        #expect(find("fs") == .package("fs"))
        guard case .missing(let paths) = find("./h") else {
            Issue.record("found")
            return
        }
        #expect(paths.first == "/code/g/h")
    }

    @Test func versionsAreCompared() {
        #expect(JavaScriptVersion("v16.15.1") == JavaScriptVersion(16, 15))
        #expect(JavaScriptVersion("x") == nil)
        #expect(!JavaScriptFeature.staticBlock.isKnown(to: JavaScriptVersion(16, 10)))
        #expect(JavaScriptFeature.staticBlock.isKnown(to: JavaScriptVersion(16)))
        let tree = JavaScriptTree(["index.js": "export const handler = () => {}"])
        let new = JavaScriptEntryResolver(tree: tree.sources, version: JavaScriptVersion(20, 19))
        #expect(new.resolve(module: "index", name: "handler", contract: .event).short.hasPrefix("ok"))
    }
}
