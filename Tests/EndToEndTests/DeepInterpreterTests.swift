import Foundation
import Testing

/// `--deep` with other languages, without what it needs, and with interpreters that are none.
@Suite(.tools("bwrap", "zip"), .sandbox, .timeLimit(.minutes(30))) struct DeepInterpreterTests {
    private static let handler = ["index.py": "def handler(event, context): pass\n"]

    // MARK: Node.js

    static let nodeVersion: String? = {
        let run = try? Program.run("node", ["-p", "process.versions.node.split('.')[0]"])
        return run?.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }()

    private func node(_ files: [String: String], layer: [String: String] = [:]) throws -> DeepTests.Answer {
        let path = Program.find("node").map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        return try DeepTests.validate(
            files, layer: layer, runtime: "nodejs20", more: ["--deep"],
            environment: ["PATH": (path ?? "") + ":/usr/bin:/bin"])
    }

    @Test(
        .enabled(if: nodeVersion == "20", "needs Node.js 20"),
        arguments: [
            ["index.js": "for (const name of ['handler']) exports[name] = async (event, context) => 1;\n"],
            ["index.mjs": "export const handler = async (event, context) => import.meta.url;\n"],
            ["index.js": "export const handler = async () => 1;\n", "package.json": "{\"type\": \"module\"}"],
            [
                "index.js": "module.exports = require('./lib');\n",
                "lib/index.js": "exports['hand' + 'ler'] = () => 1;\n",
            ],
        ])
    func loadsNodeHandlers(_ files: [String: String]) throws {
        let found = try node(files)
        #expect(found.rules == [], "\(found.text)")
    }

    @Test(
        .enabled(if: nodeVersion == "20", "needs Node.js 20"),
        arguments: [
            ("for (const name of ['other']) exports[name] = () => 1;\n", "found: `other`"),
            (
                "const key = process.env.KEY.length;\nexports.handler = () => 1;\n",
                "TypeError: Cannot read properties of undefined"
            ),
            ("process.exit(3);\nexports.handler = () => 1;\n", "ended the interpreter (exit status 3)"),
            ("throw 'text';\nexports.handler = () => 1;\n", "threw text"),
            ("for (const name of ['handler']) exports[name] = class { };\n", "it is a class"),
        ])
    func warnsOfNodeHandlers(_ source: String, _ words: String) throws {
        let found = try node(["index.js": source])
        #expect(found.rules == ["deep-load-failed"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains(words), "\(found.text)")
    }

    @Test(.enabled(if: nodeVersion == "20", "needs Node.js 20"))
    func packagesOfLayersAreFoundAndThoseOfThePlatformAreNoFailure() throws {
        let source = "require('greeting'); exports.handler = () => 1;\n"
        let layer = ["nodejs/node_modules/greeting/index.js": "exports.x = 1;\n"]
        let found = try node(["index.js": source], layer: layer)
        #expect(found.rules == [], "\(found.text)")
        let absent = try node(["index.js": "require('tablestore'); exports.handler = () => 1;\n"])
        #expect(!absent.rules.contains("deep-load-failed"), "\(absent.text)")
        #expect(absent.text.contains("`tablestore` is neither"), "\(absent.text)")
    }

    // MARK: Without what is needed

    @Test func saysThatThereIsNoSandbox() throws {
        let found = try DeepTests.validate(Self.handler, more: ["--deep"], environment: ["PATH": "/nowhere"])
        #expect(found.rules == ["deep-not-possible"] && found.status == 0, "\(found.text)")
        #expect(found.text.hasPrefix("note") && found.text.contains("no `bwrap`"), "\(found.text)")
    }

    @Test func saysThatTheSandboxDoesNotWork() throws {
        let project = try TestProject()
        try project.write("bwrap", "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.path + "/bwrap")
        let found = try DeepTests.validate(
            Self.handler, more: ["--deep"], environment: ["PATH": project.path + ":/usr/bin"])
        #expect(found.rules == ["deep-not-possible"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains("No permissions to create new namespace"), "\(found.text)")
    }

    @Test func saysThatThereIsNoInterpreterOfThatVersion() throws {
        let project = try TestProject()
        let bwrap = try #require(Program.find("bwrap"))
        try FileManager.default.createSymbolicLink(atPath: project.path + "/bwrap", withDestinationPath: bwrap)
        let found = try DeepTests.validate(Self.handler, more: ["--deep"], environment: ["PATH": project.path])
        #expect(found.rules == ["deep-not-possible"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains("there is no Python 3.10 on `PATH`"), "\(found.text)")
    }

    @Test(arguments: ["java11", "go1"]) func saysThatOtherLanguagesAreNotLoaded(_ runtime: String) throws {
        let found = try DeepTests.validate(
            ["bootstrap": "x"], runtime: runtime,
            handler: runtime == "go1" ? "bootstrap" : "com.example.App::handleRequest",
            more: ["--deep"])
        #expect(found.text.contains("`--deep` loads Python 3 and Node.js, not `\(runtime)`"), "\(found.text)")
    }

    // MARK: Hostile interpreters

    /// A script that says it is Python 3.10 and then does something else.
    private func withFake(_ body: String) throws -> DeepTests.Answer {
        let project = try TestProject()
        let fake = project.path + "/python3.10"
        try project.write(
            "python3.10",
            "#!/bin/sh\nif [ \"$2\" = -c ]; then printf '3.10\\n%s\\n%s\\n' '\(project.path)' '\(fake)'; exit; fi\n\(body)\n"
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
        return try DeepTests.validate(
            Self.handler, more: ["--deep", "--interpreter", fake], environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test(arguments: [
        ("sleep 1000", "took longer than"), ("trap '' TERM; while :; do :; done", "took longer than"),
        ("echo rubbish", "it said: rubbish"), ("exec yes rubbish", "took longer than"),
        ("kill -9 $$", "ended the interpreter"), ("exit 41", "exit status 41"),
        ("head -c 3000000 /dev/urandom; exit 2", "exit status 2"), ("exec 1>&- 2>&-", "exit status 0"),
        ("grep -o '\"token\":\"[^\"]*' \"$5\" | cut -d'\"' -f4 | sed 's/$/[{]/'", "ended the interpreter"),
    ])
    func hostileInterpreterIsAWarning(_ body: String, _ words: String) throws {
        let found = try withFake(body)
        #expect(found.rules == ["deep-load-failed"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains(words), "\(found.text.prefix(2000))")
        #expect(found.text.utf8.count < 2000)
    }

    @Test(arguments: ["echo 3.9; echo /; echo /", "echo", "exit 1", "yes", "kill -9 $$", "sleep 1000"])
    func interpreterThatIsNoneIsPassedOver(_ body: String) throws {
        let project = try TestProject()
        let bwrap = try #require(Program.find("bwrap"))
        try FileManager.default.createSymbolicLink(atPath: project.path + "/bwrap", withDestinationPath: bwrap)
        try project.write("python3.10", "#!/bin/sh\n\(body)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.path + "/python3.10")
        let found = try DeepTests.validate(Self.handler, more: ["--deep"], environment: ["PATH": project.path])
        #expect(found.rules == ["deep-not-possible"] && found.status == 0, "\(found.text)")
    }
}
