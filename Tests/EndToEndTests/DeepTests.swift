import Foundation
import Testing

/// `fclayer validate --deep`: handlers are really loaded, and what they do is seen, bounded and cleaned up.
@Suite(.tools("bwrap", "zip"), .sandbox, .timeLimit(.minutes(30))) struct DeepTests {
    /// What a run said.
    struct Answer {
        var status: Int32
        var findings: [(severity: String, rule: String, message: String)]
        var rules: [String] { findings.map(\.rule) }
        var text: String { findings.map { "\($0.severity)[\($0.rule)]: \($0.message)" }.joined(separator: "\n") }
    }

    static func validate(
        _ files: [String: String], layer: [String: String] = [:], runtime: String = "python3.10",
        handler: String = "index.handler", more: [String] = [], environment: [String: String?] = [:]
    ) throws -> Answer {
        let project = try TestProject()
        func zip(_ files: [String: String], _ name: String) throws {
            for (path, text) in files { try project.write(name + "/" + path, text) }
            let run = try Program.run("zip", ["-qry", "../\(name).zip", "."], in: project.path + "/" + name)
            try #require(run.status == 0, "\(run.errors)")
        }
        try zip(files, "code")
        var arguments = ["validate", "code.zip", "--runtime", runtime, "--handler", handler, "--format", "json"]
        if !layer.isEmpty {
            try zip(layer, "deps")
            arguments += ["--layer", "deps.zip"]
        }
        return try answer(Program.fclayer(arguments + more, in: project.path, environment: environment))
    }

    private static func answer(_ run: Program.Run) throws -> Answer {
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let findings = try #require(document?["findings"] as? [[String: Any]], "\(run.output)\(run.errors)")
        return Answer(
            status: run.status,
            findings: findings.map { finding in
                func text(_ key: String) -> String { finding[key] as? String ?? "" }
                return (text("severity"), text("rule"), text("message"))
            })
    }

    private func deep(
        _ files: [String: String], layer: [String: String] = [:], runtime: String = "python3.10",
        handler: String = "index.handler", more: [String] = [], environment: [String: String?] = [:]
    ) throws -> Answer {
        try Self.validate(
            files, layer: layer, runtime: runtime, handler: handler, more: ["--deep"] + more,
            environment: [
                "PATH": [Program.pythonPath("3.10"), Program.pythonPath("3.12"), "/usr/bin", "/bin"].compactMap(\.self)
                    .joined(separator: ":")
            ].merging(environment) { $1 })
    }

    // MARK: Python

    @Test(
        .python("3.10"),
        arguments: [
            "exec('def handler(event, context): return 1')\n",
            "globals().update(handler=lambda event, context: 1)\n",
            "import sys\nsetattr(sys.modules[__name__], 'han' + 'dler', print)\n",
        ])
    func whatIsMadeAtRunTimeBecomesKnown(_ source: String) throws {
        #expect(try Self.validate(["index.py": source]).rules == ["entry-unverified"])
        let found = try deep(["index.py": source])
        #expect(found.rules == [] && found.status == 0, "\(found.text)")
    }

    @Test(
        .python("3.10"),
        arguments: [
            (
                "exec('def other(event, context): return 1')\n",
                "is not there after the module was loaded with Python 3.10; found: `other`"
            ),
            ("exec('handler = 3')\n", "it is a int"),
            ("exec('async def handler(e, c): pass')\n", "it is a coroutine function"),
            ("exec('def handler(e, c): yield')\n", "it is a generator function"),
            ("exec('def handler(event): return 1')\n", "takes `(event)`"),
            (
                "import functools\nexec('def f(a): pass')\n@functools.wraps(lambda e, c: 1)\ndef g(a): pass\nexec('handler = g')\n",
                "takes `(a)`"
            ),
        ])
    func whatIsWrongAtRunTimeIsAWarning(_ source: String, _ words: String) throws {
        let found = try deep(["index.py": source], more: ["--trigger", "event"])
        #expect(found.rules == ["deep-load-failed"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains(words) && found.text.hasPrefix("warning"), "\(found.text)")
    }

    @Test(.python("3.10")) func whatFailsWhenLoadedIsAWarningWithItsTraceback() throws {
        let source = "import os\nHOST = os.environ['DB_HOST']\ndef handler(event, context): pass\n"
        #expect(try Self.validate(["index.py": source]).rules == [])
        let found = try deep(["index.py": source])
        #expect(found.rules == ["deep-load-failed"] && found.status == 0, "\(found.text)")
        #expect(
            found.text.contains("line 2, in <module>") && found.text.contains("KeyError: 'DB_HOST'"), "\(found.text)")
    }

    @Test(.python("3.10")) func variablesOfTheManifestAreSet() throws {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            """
            functions:
              hello:
                runtime: python3.10
                handler: index.handler
                code: ./code
                environment: {DB_HOST: "db.example"}
                initializer: index.initialize

            """)
        try project.write(
            "code/index.py",
            """
            import os
            assert os.environ["DB_HOST"] == "db.example" and os.environ["FC_FUNC_CODE_PATH"] == "/code"
            exec("def handler(event, context): pass\\ndef initialize(): pass")

            """)
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        let path = Program.pythonPath("3.10").map { $0 + ":/usr/bin:/bin" }
        let run = try Program.fclayer(
            ["validate", "--deep", "--format", "json"], in: project.path, environment: ["PATH": path])
        let found = try Self.answer(run)
        #expect(found.rules == ["deep-load-failed"], "\(found.text)")
        #expect(found.text.contains("initializer `index.initialize` takes `()`"), "\(found.text)")
    }

    @Test(.python("3.10")) func errorsOfTheRulesStay() throws {
        let found = try deep(["index.py": "raise ValueError\ndef main(event, context): pass\n"])
        #expect(found.rules == ["entry-symbol-missing"] && found.status == 1, "\(found.text)")
    }

    @Test(.python("3.10")) func modulesOfLayersAndFoldersAreFound() throws {
        let found = try deep(
            [
                "app/__init__.py": "",
                "app/main.py": "import greeting\nfrom . import work\nexec('handler = work.run')\n",
                "app/work.py": "def run(event, context): return greeting\n",
            ], layer: ["python/greeting.py": "x = 1\n"], handler: "app.main.handler")
        #expect(found.rules == [], "\(found.text)")
    }

    @Test(.python("3.12")) func namespacePackagesOfPython312AreFound() throws {
        let found = try deep(
            ["app/main.py": "exec('def handler(e, c): pass')\n"], runtime: "python3.12", handler: "app/main.handler")
        #expect(found.rules == [], "\(found.text)")
    }

    @Test(.python("3.10")) func modulesOfThePlatformAreNoFailure() throws {
        let source = "import tablestore_of_the_image\ndef handler(event, context): pass\n"
        let found = try deep(["index.py": source])
        #expect(!found.rules.contains("deep-load-failed"), "\(found.text)")
        #expect(
            found.text.contains("`tablestore_of_the_image` is neither in the packages nor on this machine"),
            "\(found.text)")
    }

    @Test(.python("3.10")) func theSandboxHoldsNothingOfTheUser() throws {
        let source = """
            import os, socket
            home = os.path.expanduser("\(NSHomeDirectory())")
            assert not any(name.startswith(".") and name != ".pyenv" for name in (os.listdir(home) if os.path.isdir(home) else []))
            assert not os.path.exists("\(Program.repository)/Package.swift")
            for path in ["/code/new", "/opt/new", "/usr/new", "/etc/new"]:
                try: open(path, "w")
                except OSError: continue
                raise AssertionError(path)
            open("/tmp/new", "w").close()
            try: socket.create_connection(("192.0.2.1", 80), 3)
            except OSError as error: assert error.errno == 101, error
            assert len([name for name in os.listdir("/proc") if name.isdigit()]) < 6
            def handler(event, context): pass

            """
        let found = try deep(["index.py": source])
        #expect(found.rules == [], "\(found.text)")
    }

    @Test(.python("3.10")) func whatHangsIsStoppedWithAllItsProcesses() throws {
        let marker = "98765.\(Int.random(in: 100_000..<999_999))"
        let source = """
            import subprocess, time
            def handler(event, context): pass
            subprocess.Popen(["sleep", "\(marker)"], start_new_session=True)
            while True: time.sleep(1)

            """
        let found = try deep(["index.py": source])
        #expect(found.rules.contains("deep-load-failed") && found.text.contains("took longer than"), "\(found.text)")
        let left = try Program.run("sh", ["-c", "grep -ls '\(marker)' /proc/[0-9]*/cmdline | grep -v self | wc -l"])
        // The shell and grep name the marker themselves.
        let count = Int(left.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 99
        #expect(count <= 2, "\(left.output)")
    }

    @Test(
        .python("3.10"),
        arguments: [
            ("import os\nos._exit(7)\n", "exit status 7"), ("import sys\nsys.exit('stop')\n", "SystemExit: stop"),
            ("import os\nos.kill(os.getpid(), 11)\n", "ended the interpreter"),
            ("import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()\n", "deep-load-failed"),
            ("x = bytearray(1 << 40)\n", "MemoryError"),
            ("import os\nwhile True: os.write(1, b'rubbish' * 10000)\n", "took longer than"),
            ("import os\nos.close(1)\nos.close(2)\nos._exit(0)\n", "ended the interpreter (exit status 0)"),
        ])
    func whatEndsTheInterpreterIsAWarning(_ source: String, _ words: String) throws {
        let found = try deep(["index.py": source + "def handler(event, context): pass\n"])
        #expect(found.rules == ["deep-load-failed"] && found.status == 0, "\(found.text)")
        #expect(found.text.contains(words), "\(found.text)")
    }
}

extension Program {
    /// The folder of an interpreter of a Python version.
    static func pythonPath(_ version: String) -> String? {
        python(version).map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    }
}
