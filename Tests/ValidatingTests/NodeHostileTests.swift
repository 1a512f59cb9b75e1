import Archives
import BuildModel
import Testing
import Validating

/// Inputs that are made to break the checker of Node.js functions.
@Suite struct NodeHostileTests {
    private func check(_ files: [String: String], _ runtime: String = "nodejs20") async throws -> [Finding] {
        let fixture = try Fixture()
        return await fixture.findings(code: try fixture.zip("code.zip", files), runtime: runtime)
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000) + "1",
        String(repeating: "a=>", count: 100_000) + "1", String(repeating: "a&&", count: 100_000) + "require('x')",
        String(repeating: "a?b:", count: 50_000) + "1", String(repeating: "if(a)", count: 50_000) + "require('x')",
        String(repeating: "{", count: 100_000), "exports.handler = () => {}\u{0}", "\u{0}", "", "export", "import",
        "import {", "export {", "require(", "exports.", "module.exports =", "`${`${`", "/", "#!", "<!--",
        "exports.handler = exports.handler", String(repeating: "require('./a');", count: 20_000),
        String(repeating: "import('./a?\(1)');", count: 20_000), "import './index.js'", "require('.')",
    ])
    func survivesSource(_ source: String) async throws {
        for runtime in ["nodejs20", "nodejs12"] { _ = try await check(["index.js": source], runtime) }
        _ = try await check(["index.mjs": source])
    }

    @Test func survivesHugeSources() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", bytes: ["index.js": Array(repeating: UInt8(ascii: "/"), count: 50 << 20)])
        let found = await fixture.findings(code: code, runtime: "nodejs20")
        #expect(found.map(\.rule).contains("entry-unverified"), "\(found.map(\.message))")
        #expect(found.rules.isEmpty)
    }

    @Test func survivesCirclesOfRequires() async throws {
        var files = ["index.js": "require('./m0')\nexports.handler = async () => 1"]
        for index in 0..<3000 { files["m\(index).js"] = "require('./m\((index + 1) % 3000)')\nrequire('./index')" }
        #expect(try await check(files).rules.isEmpty)
    }

    @Test(arguments: [
        "[]", "null", "1", "\"x\"", #"{"main":1,"type":[],"exports":7,"imports":"x","dependencies":[]}"#,
        #"{"name":null,"exports":{"a":1,".":2}}"#, #"{"exports":{".":{"require":{"require":null}}}}"#,
        #"{"type":"module","type":"commonjs"}"#, "{\"exports\":" + String(repeating: "[", count: 50_000),
        "{\"exports\":" + String(repeating: "{\"node\":", count: 5_000) + "1" + String(repeating: "}", count: 5_000)
            + "}",
        "{\"dependencies\":{" + (0..<20_000).map { "\"p\($0)\":\"1\"" }.joined(separator: ",") + "}}",
        "{\"main\":\"" + String(repeating: "../", count: 10_000) + "\"}", "{\"main\":\"\\u0000\"}",
        "{\"main\":\"\\ud800\"}",
        #"{"exports":{"./*":"./*","./*/*":"./*"},"main":"."}"#, #"{"exports":"./../../x"}"#,
    ])
    func survivesPackageFile(_ text: String) async throws {
        let source = "try { require('p') } catch {}\nexports.handler = async () => require('p/x')"
        let found = try await check([
            "index.js": source, "node_modules/p/package.json": text, "node_modules/p/index.js": "",
        ])
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
        _ = try await check(["index.js": "require('p')\nrequire('#a')", "package.json": text])
        _ = try await check(["index.mjs": "import 'p'\nimport '#a'", "node_modules/p/package.json": text])
    }

    @Test func survivesPackagesThatDependOnEachOther() async throws {
        var files = ["index.js": "require('p0')\nexports.handler = async () => 1"]
        for index in 0..<500 {
            let next = (index + 1) % 500
            files["node_modules/p\(index)/package.json"] = #"{"dependencies":{"p\#(next)":"1","gone":"1"}}"#
            files["node_modules/p\(index)/index.js"] = "require('p\(next)')\n"
        }
        #expect(try await check(files).rules.isEmpty)
    }

    @Test func survivesLinksInCircles() async throws {
        let fixture = try Fixture()
        let path = fixture.folder + "/links.zip"
        var writer = try ZipWriter(path: path)
        for (name, target) in [
            ("node_modules/a", "b"), ("node_modules/b", "a"), ("node_modules/c", "../node_modules/c/d"),
            ("node_modules/self", "."),
            ("deep", "node_modules/self/self/self"),
        ] {
            writer.add(ZipMember(path: try PackagePath(name), content: .symlink(target: target)))
        }
        let source =
            "for (const x of []) { require('a'); require('c/x'); require('./deep/x') }\nrequire('self')"
        writer.add(ZipMember(path: try PackagePath("index.js"), content: .bytes(Array(source.utf8))))
        _ = try writer.finish()
        #expect(!(await fixture.findings(code: path, runtime: "nodejs20")).isEmpty)
    }

    /// pnpm: packages are links into `.pnpm`, and what they need lies beside their real folder.
    @Test func followsLinksOfPackages() async throws {
        let fixture = try Fixture()
        func zip(_ name: String, withInner: Bool) throws -> String {
            let path = fixture.folder + "/" + name
            var members: [ZipMember] = []
            func add(_ name: String, _ text: String) throws {
                members.append(ZipMember(path: try PackagePath(name), content: .bytes(Array(text.utf8))))
            }
            func link(_ name: String, _ target: String) throws {
                members.append(ZipMember(path: try PackagePath(name), content: .symlink(target: target)))
            }
            try add("index.js", "const a = require('a')\nrequire('@s/b/lib')\nexports.handler = async () => a\n")
            try link("node_modules/a", ".pnpm/a@1.0.0/node_modules/a")
            try link("node_modules/@s/b", "../.pnpm/@s+b@1.0.0/node_modules/@s/b")
            try add("node_modules/.pnpm/a@1.0.0/node_modules/a/package.json", #"{"dependencies":{"inner":"1"}}"#)
            try add("node_modules/.pnpm/a@1.0.0/node_modules/a/index.js", "module.exports = require('inner')\n")
            if withInner {
                try link("node_modules/.pnpm/a@1.0.0/node_modules/inner", "../../inner@1.0.0/node_modules/inner")
                try add("node_modules/.pnpm/inner@1.0.0/node_modules/inner/index.js", "module.exports = 1\n")
            }
            try add("node_modules/.pnpm/@s+b@1.0.0/node_modules/@s/b/lib/index.js", "")
            var writer = try ZipWriter(path: path)
            for member in members { writer.add(member) }
            _ = try writer.finish()
            return path
        }
        let whole = await fixture.findings(code: try zip("whole.zip", withInner: true), runtime: "nodejs20")
        #expect(whole.rules.isEmpty, "\(whole.map(\.message))")
        let broken = await fixture.findings(code: try zip("broken.zip", withInner: false), runtime: "nodejs20")
        #expect(broken.rules == ["dependency-missing"])
        #expect(broken.of("dependency-missing")?.message.contains("`inner`") == true)
    }

    @Test func survivesChangedBytes() async throws {
        let fixture = try Fixture()
        let seed = try fixture.read(
            fixture.zip(
                "seed.zip",
                [
                    "index.js": "const a = require('./lib'), b = require('p')\nexports.handler = async () => a(b)\n",
                    "lib/index.js": "module.exports = require('./work').run\n",
                    "lib/work.js": "exports.run = (a) => import('#x')\n",
                    "package.json": ##"{"name":"own","imports":{"#x":"./lib/work.js"},"exports":"./index.js"}"##,
                    "node_modules/p/package.json": #"{"exports":{".":{"require":"./p.js"},"./*":"./*"}}"#,
                    "node_modules/p/p.js": "",
                ]))
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<300 {
            var bytes = seed
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if random(8) == 0 { bytes.removeLast(random(bytes.count)) }
            let code = try fixture.file("changed.zip", bytes)
            _ = await fixture.findings(code: code, runtime: "nodejs20", layers: [code])
        }
    }
}
