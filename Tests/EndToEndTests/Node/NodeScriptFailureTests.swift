import Foundation
import Testing

/// Install scripts that fail or do what they should not: a clear message or nothing at all, and nothing lost.
@Suite(.npmScripts, .sandbox, .timeLimit(.minutes(10))) struct NodeScriptFailureTests {
    /// A function with one package whose script this is.
    private func project(_ script: String, names: String = "allow: [it]") throws -> ScriptedProject {
        try ScriptedProject(
            [.init(name: "it", lines: #""scripts": {"install": "sh run.sh"}"#, files: ["run.sh": script])],
            options: "    node: {scripts: {\(names)}}\n")
    }

    private func fails(
        _ project: ScriptedProject, rule: String, status: Int32, words: String...,
        environment: [String: String?] = [:], location: SourceLocation = #_sourceLocation
    ) throws {
        try project.project.write(".fclayer/out/kept", "results of the last good build\n")
        let built = try project.build(environment: environment)
        #expect(built.status == status, "\(built.errors)", sourceLocation: location)
        for word in words + ["error[\(rule)]"] {
            #expect(built.errors.contains(word), "\(built.errors)", sourceLocation: location)
        }
        #expect(try project.project.read(".fclayer/out/kept").hasPrefix("results"), sourceLocation: location)
    }

    @Test func failingScriptIsToldInItsOwnWords() throws {
        try fails(
            project("echo nothing of interest; echo cannot find the thing >&2; exit 7\n"), rule: "npm-script-failed",
            status: 1, words: "`install` of `it` 1.0.0 ended with exit status 7: cannot find the thing", "build.log")
    }

    @Test func scriptThatWritesElsewhereChangesNothing() throws {
        let project = try project("")
        let outside = project.path + "/outside"
        try project.project.write("outside/file", "mine\n")
        try project.project.write(
            "packages/it/run.sh",
            "for f in ../x ../../x ../../../x /build/x /etc/x /usr/x \(outside)/file \(outside)/x; do echo x > $f; done\n"
                + "rm -rf \(outside) ../../index.js; echo done > done\n")
        try project.lay(
            [.init(name: "it", lines: #""scripts": {"install": "sh run.sh; true"}"#)], in: "code")
        let built = try project.build()
        #expect(built.status == 0, "\(built.errors)")
        #expect(project.project.files(in: "outside") == ["file"])
        #expect(try project.project.read("outside/file") == "mine\n")
        #expect(FileManager.default.fileExists(atPath: project.path + "/code/package.json"))
        #expect(!FileManager.default.fileExists(atPath: "/usr/x") && !FileManager.default.fileExists(atPath: "/etc/x"))
    }

    @Test func scriptThatLeavesTheFolderByALinkIsRefused() throws {
        try fails(project("ln -s /etc/passwd users\n"), rule: "symlink-escape", status: 1, words: "`/etc/passwd`")
    }

    @Test func nothingIsLeftRunning() throws {
        let built = try project("setsid sleep 86417 > /dev/null 2>&1 &\nsleep 86417 &\necho ok > ok\n").build()
        #expect(built.status == 0, "\(built.errors)")
        let left = try Program.run(
            "sh", ["-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c 'sleep 8641[7]'"])
        #expect(left.output == "0\n", "\(left.output)")
    }

    @Test func thereIsNoNetwork() throws {
        try fails(
            project(
                "node -e \"require('http').get('http://192.0.2.1/', () => {}).on('error', e => { console.error(e.code); process.exit(4); })\"\n"
            ),
            rule: "npm-script-failed", status: 1, words: "exit status 4: ENETUNREACH", "scripts have no network")
    }

    @Test func scriptsSeeNothingOfTheUser() throws {
        let project = try project("env > variables; ls -a / $HOME /root /home > folders 2>&1; id -u > user; true\n")
        try project.project.write("home/.npmrc", "//registry.npmjs.org/:_authToken=s3cret-of-the-test\n")
        let built = try project.build(environment: [
            "HOME": project.path + "/home", "NPM_TOKEN": "s3cret-of-the-test",
            "npm_config__authToken": "s3cret-of-the-test", "FCLAYER_CACHE": Program.store,
        ])
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked() + "/node_modules/it/"
        let variables = try String(contentsOfFile: folder + "variables", encoding: .utf8)
        #expect(variables.contains("HOME=/tmp/home\n") && !variables.contains("s3cret"), "\(variables)")
        let folders = try String(contentsOfFile: folder + "folders", encoding: .utf8)
        #expect(!folders.contains(".npmrc"), "\(folders)")
    }

    @Test func unknownNamesAreToldWithTheNearest() throws {
        try fails(
            project("true\n", names: "allow: [if], skip: [it]"), rule: "npm-scripts-unknown", status: 1,
            words: "`scripts.allow` names `if`, which is not in `code/package-lock.json`", "did you mean `it`?")
    }

    @Test func namesWithoutScriptsAreAWarning() throws {
        let project = try ScriptedProject([.init(name: "plain")], options: "    node: {scripts: {allow: [plain]}}\n")
        let built = try project.build()
        #expect(
            built.status == 0 && built.errors.contains("warning[npm-scripts-unused]: `scripts.allow` names `plain`"),
            "\(built.errors)")
    }

    @Test func machineWithoutSandboxOrRuntimeIsToldWhatIsMissing() throws {
        let project = try project("true\n")
        let node = try #require(Program.find("node"))
        for tool in ["node", "npm"] {
            try project.project.write("tools/\(tool)", "#!/bin/sh\nexec \(node) \"$@\"\n")
        }
        try project.project.write("old/node", "#!/bin/sh\necho v4.9.1\n")
        try project.project.write("old/bwrap", "#!/bin/sh\nexit 1\n")
        for name in ["tools/node", "tools/npm", "old/node", "old/bwrap"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: project.path + "/" + name)
        }
        let tools = project.path + "/tools"
        try fails(
            project, rule: "npm-scripts-host", status: 3, words: "there is no `bwrap` on `PATH`",
            environment: ["PATH": tools])
        try fails(
            project, rule: "npm-scripts-host", status: 3, words: "`node` on `PATH` is 4.9.1",
            environment: ["PATH": project.path + "/old:" + tools])
    }
}
