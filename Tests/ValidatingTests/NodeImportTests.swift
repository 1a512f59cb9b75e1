import BuildModel
import FunctionCompute
import Testing
import Validating

/// What is said of modules that Node.js functions ask for.
@Suite struct NodeImportTests {
    private func check(
        _ files: [String: String], _ runtime: String = "nodejs20", environment: [String: String] = [:],
        layers: [[String: String]] = [], command: [String] = []
    ) async throws -> [Finding] {
        let fixture = try Fixture()
        var paths: [String] = []
        for (index, layer) in layers.enumerated() { paths.append(try fixture.zip("l\(index).zip", layer)) }
        return await fixture.findings(
            code: try fixture.zip("code.zip", files), runtime: runtime, layers: paths, environment: environment,
            command: command)
    }

    private let handler = "\nexports.handler = async () => 1\n"

    @Test func saysThatADeclaredPackageIsNotPacked() async throws {
        let found = try await check([
            "index.js": "\nconst e = require('express/lib/x')" + handler,
            "lib.js": "", "package.json": #"{"dependencies":{"express":"^4"}}"#, "node_modules/koa/index.js": "",
        ])
        let finding = try #require(found.of("dependency-missing"))
        #expect(finding.severity == .error)
        #expect(
            finding.message == "`index.js` line 2 requires `express/lib/x`, a package that is nowhere (looked in "
                + "`/code/node_modules`, `/opt/nodejs/node20/node_modules`, `/opt/nodejs/node_modules`)")
        #expect(finding.hint?.contains("npm install --omit=dev") == true)
        #expect(finding.location.entry == "index.js" && finding.location.entryLine == 2)
    }

    @Test(arguments: [
        (#"{"devDependencies":{"x":"1"}}"#, "devDependencies"), ("{}", "npm install x"),
        (#"{"dependencies":{"x":"1"}}"#, "declares it"),
    ])
    func hintsByPackageFile(_ package: String, _ hint: String) async throws {
        let found = try await check(["index.js": "require('x')" + handler, "package.json": package])
        #expect(found.of("dependency-missing")?.hint?.contains(hint) == true)
    }

    @Test func tellsAPackageOnce() async throws {
        let found = try await check([
            "index.js": "require('x')\nrequire('./a')\nrequire('x/y')" + handler,
            "a.js": "require('x')\nrequire('./b')",
            "b.js": "function f() { require('x') }",
        ])
        #expect(found.filter { $0.rule == "dependency-missing" }.count == 1)
    }

    @Test func notesWhatIsGuarded() async throws {
        let found = try await check([
            "index.js": "if (a) require('x')\nfunction f() { require('./gone') }\ntry { require('y') } catch {}"
                + handler
        ])
        #expect(found.rules.isEmpty)
        let note = try #require(found.of("dependency-missing"))
        #expect(note.severity == .note && note.message.contains("`x`, `gone`") && !note.message.contains("`y`"))
    }

    @Test(arguments: [
        "require('module-alias/register')", "process.env.NODE_PATH = '/mnt/x'; require('module')._initPaths()",
        "module.paths.push('/mnt/nas/node_modules')",
    ])
    func doubtsWhereFilesChangeTheSearch(_ line: String) async throws {
        let found = try await check(["index.js": "try { \(line) } catch {}\nrequire('@/config')" + handler])
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
        #expect(found.of("dependency-missing")?.message.contains("not verified") == true)
    }

    @Test func doubtsWhereOptionsChangeTheSearch() async throws {
        let files = ["index.mjs": "import './a'\nimport 'b'\nexport const handler = async () => 1", "a.js": ""]
        #expect(try await check(files).rules == ["dependency-missing", "dependency-missing"])
        let environment = ["NODE_OPTIONS": "--experimental-specifier-resolution=node"]
        #expect(try await check(files, environment: environment).rules.isEmpty)
    }

    @Test func doubtsWhereYarnChangesTheSearch() async throws {
        #expect(try await check(["index.js": "require('x')" + handler, ".pnp.cjs": ""]).rules.isEmpty)
    }

    @Test func leavesPackagesToUnknownLayers() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["index.js": "require('x')\nrequire('./y')" + handler])
        let sink = FindingSink()
        await PackageCheck().check(
            functions: [
                FunctionUnderTest(
                    plan: plan(runtime: "nodejs20"), code: code,
                    layers: [
                        LayerUnderTest(
                            name: "acs:fc:cn-hangzhou:official:layers/X/versions/1", file: nil, packageName: "x")
                    ],
                    packageName: "functions/f")
            ], limits: .limits(region: nil, route: .oss), into: sink)
        let found = sink.findings.filter { $0.rule == "dependency-missing" }
        #expect(found.map(\.severity).sorted { "\($0)" < "\($1)" } == [.error, .note], "\(found.map(\.message))")
    }

    @Test func warnsOnlyWhereActionsMayMakeIt() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["index.js": "require('x')" + handler])
        let found = await fixture.findings(code: code, runtime: "nodejs20", preDeployActions: true)
        #expect(found.of("dependency-missing")?.severity == .warning)
    }

    @Test func warnsOfESModulesWhereTheMinorVersionDecides() async throws {
        let files = [
            "index.js": "const f = require('node-fetch')" + handler,
            "node_modules/node-fetch/package.json": #"{"type":"module","exports":"./index.js"}"#,
            "node_modules/node-fetch/index.js": "export default 1",
        ]
        #expect(try await check(files, "nodejs18").of("esm-mismatch")?.severity == .error)
        #expect(try await check(files, "nodejs20").of("esm-mismatch")?.severity == .warning)
        let plain = ["index.js": "export const handler = async () => 1"]
        #expect(try await check(plain, "nodejs18").of("esm-mismatch")?.severity == .error)
        #expect(try await check(plain, "nodejs20").of("esm-mismatch")?.severity == .warning)
        let declared = plain.merging(["package.json": #"{"type":"commonjs"}"#]) { first, _ in first }
        #expect(try await check(declared, "nodejs20").of("esm-mismatch")?.severity == .error)
    }

    @Test func notesPackagesThatTheImageMayHave() async throws {
        let files = ["index.js": "require('ali-oss')\nexports.handler = (e, c, callback) => callback()"]
        #expect(try await check(files, "nodejs12").isEmpty)
        #expect(try await check(files, "nodejs20").map(\.severity) == [.note])
        // ES modules do not look there.
        let module = ["index.mjs": "import 'ali-oss'\nexport const handler = async () => 1"]
        #expect(try await check(module).rules == ["dependency-missing"])
    }

    @Test func hintsAtFilesThatAreThere() async throws {
        func hint(_ source: String, _ other: String) async throws -> String? {
            try await check(["index.mjs": source + "\nexport const handler = async () => 1", other: ""])
                .of("dependency-missing")?.hint
        }
        #expect(try await hint("import './lib/a'", "lib/a.js") == "`import` guesses no endings: write `./lib/a.js`")
        #expect(try await hint("import './lib'", "lib/index.js") == "write `./lib/index.js`")
        #expect(try await hint("import './lib/A.js'", "Lib/a.js")?.contains("`Lib/a.js` differs only by case") == true)
        #expect(try await hint("import './client.js'", "clinet.js") == "did you mean `clinet.js`?")
        #expect(try await hint("import './client.js'", "client.ts")?.contains("compile it") == true)
        #expect(try await hint("import '@/client'", "client.js")?.contains("alias") == true)
    }

    @Test func readsJSONOfTheUser() async throws {
        let found = try await check(["index.js": "require('./a')" + handler, "a.json": "{\n  \"a\": 1,\n}"])
        #expect(found.of("syntax-error")?.location.entryLine == 3)
        let module = ["index.mjs": "import a from './a.json'\nexport const handler = async () => a", "a.json": "{}"]
        #expect(try await check(module).rules == ["esm-mismatch"])
        let right = [
            "index.mjs": module["index.mjs", default: ""].replacing("json'", with: "json' with { type: 'json' }"),
            "a.json": "{}",
        ]
        #expect(try await check(right).rules.isEmpty)
    }

    @Test func looksAtWhatPackagesNeed() async throws {
        var files = [
            "index.js": "require('a')" + handler,
            "node_modules/a/package.json": #"{"dependencies":{"b":"1"}}"#,
            "node_modules/a/index.js": "require('./lib')", "node_modules/a/lib.js": "module.exports = require('b')",
        ]
        let finding = try #require(try await check(files).of("dependency-missing"))
        #expect(finding.severity == .warning && finding.message.contains("`node_modules/a/lib.js` line 1"))
        files["node_modules/a/lib.js"] = "try { require('b') } catch {}"
        #expect(try await check(files).isEmpty)
        files["node_modules/a/lib.js"] = "require('b')"
        files["node_modules/b/index.js"] = ""
        #expect(try await check(files).isEmpty)
        files["node_modules/b/package.json"] = #"{"dependencies":{"c":"1"}}"#
        files["node_modules/b/index.js"] = "require('c')"
        #expect(try await check(files).of("dependency-missing")?.message.contains("`b` is there, and `c`") == true)
    }

    @Test func followsScriptsOfCustomRuntimes() async throws {
        let files = ["server.js": "require('express')\nrequire('./app')", "app.js": "const a = event?.body"]
        let found = try await check(files, "custom", command: ["node", "server.js"])
        #expect(found.rules == ["dependency-missing"])
        #expect(found.of("dependency-missing")?.message.contains("`server.js` line 1") == true)
        let environment = ["NODE_PATH": "/opt/nodejs/node_modules"]
        let layer = ["nodejs/node_modules/express/index.js": ""]
        #expect(
            try await check(
                files, "custom", environment: environment, layers: [layer], command: ["node", "server.js"]
            ).rules.isEmpty)
        // A custom runtime does not look into layers by itself.
        #expect(
            try await check(files, "custom", layers: [layer], command: ["node", "server.js"]).rules
                == ["dependency-missing"])
    }
}
