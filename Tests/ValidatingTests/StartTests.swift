import BuildModel
import FunctionCompute
import Testing

@Suite struct StartTests {
    private let script = "#!/bin/bash\nexec python3 server.py\n"

    private func rules(
        _ files: [String: String], executable: Set<String> = ["bootstrap"], command: [String] = [],
        environment: [String: String] = [:], layers: [String] = [], fixture: Fixture? = nil
    ) async throws -> [Finding] {
        let fixture = try fixture ?? Fixture()
        let code = try fixture.zip("code.zip", files, executable: executable)
        return await fixture.findings(
            code: code, runtime: "custom.debian12", handler: "not-used", layers: layers, environment: environment,
            command: command)
    }

    @Test func takesAGoodBootstrap() async throws {
        #expect(try await rules(["bootstrap": script, "server.py": ""]).isEmpty)
        #expect(try await rules(["bootstrap": "#!/usr/bin/env python3\n"]).isEmpty)
        let renamed = try await rules(
            ["start": script], executable: ["start"], environment: ["BOOTSTRAP_FILE": "start"])
        #expect(renamed.isEmpty)
    }

    @Test(arguments: [
        ("bootstrap-missing", ["index.py": "x"], "python3.10"),
        ("bootstrap-missing", ["build/bootstrap": "#!/bin/sh\n"], "build/bootstrap"),
        ("bootstrap-missing", ["bootstrap/run.sh": "#!/bin/sh\n"], "is a folder"),
        ("bootstrap-missing", ["Bootstrap": "#!/bin/sh\n"], "found `Bootstrap`"),
        ("script-crlf", ["bootstrap": "#!/bin/bash\r\npython3 x\r\n"], "CRLF"),
        ("script-shebang", ["bootstrap": "python3 server.py\n"], "no `#!` line"),
        ("script-shebang", ["bootstrap": "\u{FEFF}#!/bin/bash\n"], "byte order mark"),
        ("script-shebang", ["bootstrap": "#!bash\n"], "no absolute path"),
        ("script-shebang", ["bootstrap": "#!/code/bin/python\n"], "not in the package"),
        ("script-shebang", ["bootstrap": ""], "is empty"),
    ])
    func refusesBootstrap(_ rule: String, _ files: [String: String], _ words: String) async throws {
        let found = try await rules(files, executable: Set(files.keys))
        #expect(found.rules == [rule], "\(found.map(\.message))")
        let finding = try #require(found.of(rule))
        #expect((finding.message + (finding.hint ?? "")).contains(words), "\(finding)")
    }

    @Test func refusesBootstrapWithoutExecuteBit() async throws {
        let found = try await rules(["bootstrap": script], executable: [])
        #expect(found.rules == ["not-executable"])
        #expect(found.first?.message.contains("mode 0644") == true)
    }

    @Test(arguments: [
        ["./server"], ["/code/server"], ["server"], ["python3", "app.py"],
        ["python3", "-u", "app.py", "--port", "9000"],
        ["java", "-jar", "lib/app.jar"], ["bash", "run.sh"], ["node", "src/index.js"],
    ])
    func takesCommand(_ command: [String]) async throws {
        let found = try await rules(
            [
                "server": script, "app.py": "", "lib/app.jar": "", "run.sh": "x", "src/index.js": "",
            ], executable: ["server"], command: command)
        #expect(found.isEmpty, "\(found.map(\.message))")
    }

    @Test(arguments: [
        (["./sever"], "did you mean `server`"), (["/code/bin/server"], "found `server`"),
        (["/opt/bin/x"], "/opt/bin/x"),
        (["python3", "ap.py"], "`/code/ap.py`"), (["java", "-jar", "app.jar"], "found `lib/app.jar`"),
        (["node", "--enable-source-maps", "index.mjs"], "index.mjs"), (["./lib"], "is a folder"),
    ])
    func refusesCommand(_ command: [String], _ words: String) async throws {
        let found = try await rules(
            ["server": script, "app.py": "", "lib/app.jar": ""], executable: ["server"], command: command)
        #expect(found.rules == ["command-target-missing"], "\(found.map(\.message))")
        let finding = try #require(found.first)
        #expect((finding.message + (finding.hint ?? "")).contains(words), "\(finding)")
    }

    @Test(arguments: [
        ["sh", "-c", "npm start"], ["/var/fc/lang/python3.10/bin/python3", "app.py"], ["caddy", "run"],
    ])
    func notesCommandThatItCannotFollow(_ command: [String]) async throws {
        let found = try await rules(["app.py": ""], command: command)
        #expect(found.map(\.rule) == ["command-unverified"], "\(found.map(\.message))")
        #expect(found.first?.severity == .note)
    }

    @Test func findsTheProgramInALayer() async throws {
        let fixture = try Fixture()
        let layer = try fixture.zip("tools.zip", ["bin/serve": script], executable: ["bin/serve"])
        let found = try await rules(
            ["app.py": ""], command: ["serve"], layers: [layer], fixture: fixture)
        #expect(found.isEmpty, "\(found.map(\.message))")
    }

    @Test func doesNotJudgePythonHandlersOfCustomRuntimes() async throws {
        #expect(try await rules(["bootstrap": script, "index.py": "def x(: pass"]).isEmpty)
    }
}
