import Foundation
import Testing

/// The rules against the world: what `fclayer validate` passes must start in a bare root of the runtime's Debian release, and
/// what it refuses must fail there, with the error that the rule is about.
@Suite(.network, .tools("unzip", "zip", "cc", "bwrap", "curl", "xz", "dpkg-deb"), .sandbox, .timeLimit(.minutes(30)))
struct BareRootTests {
    /// A file of a package.
    struct File: Sendable {
        var path: String
        var content: String
        var mode = 0o644
    }

    /// A function, what the rules must say of it and what the world does.
    struct Case: Sendable, CustomStringConvertible {
        var description: String
        var files: [File]
        var handler = "index.handler"
        var initializer: String?
        var layer: [File] = []
        /// `nil` where it must pass and work.
        var rule: String?
        /// A part of what the world says.
        var words = ""
    }

    // MARK: Custom runtimes

    static let server = """
        import http.server, os
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"hello")
            def log_message(self, *rest): pass
        http.server.HTTPServer(("0.0.0.0", int(os.environ["FC_SERVER_PORT"])), Handler).serve_forever()

        """

    static let customCases = [
        Case(
            description: "Python as its own bootstrap",
            files: [File(path: "bootstrap", content: "#!/usr/bin/env python3\n" + server, mode: 0o755)], words: "hello"),
        Case(
            description: "shell that starts Python",
            files: [
                File(path: "bootstrap", content: "#!/bin/bash\nexec python3 server.py\n", mode: 0o755),
                File(path: "server.py", content: server),
            ], words: "hello"),
        Case(
            description: "dash with an argument, only the owner may read",
            files: [
                File(path: "bootstrap", content: "#! /bin/sh -e\nexec python3 -u lib/server.py\n", mode: 0o755),
                File(path: "lib/server.py", content: server),
            ], words: "hello"),
        Case(
            description: "interpreter in the package",
            files: [
                File(path: "bootstrap", content: "#!/code/bin/run\n" + server, mode: 0o755),
                File(path: "bin/run", content: "#!/bin/sh\nexec python3 \"$@\"\n", mode: 0o755),
            ], words: "hello"),
        Case(
            description: "program in a layer",
            files: [File(path: "bootstrap", content: "#!/bin/sh\nexec serve\n", mode: 0o755)],
            layer: [File(path: "bin/serve", content: "#!/usr/bin/env python3\n" + server, mode: 0o755)], words: "hello"),
        Case(
            description: "no bootstrap", files: [File(path: "server.py", content: server)], rule: "bootstrap-missing",
            words: "No such file"),
        Case(
            description: "bootstrap in a folder",
            files: [File(path: "app/bootstrap", content: "#!/usr/bin/env python3\n" + server, mode: 0o755)],
            rule: "bootstrap-missing", words: "No such file"),
        Case(
            description: "bootstrap is a folder",
            files: [File(path: "bootstrap/main", content: "#!/usr/bin/env python3\n" + server, mode: 0o755)],
            rule: "bootstrap-missing", words: "Permission denied"),
        Case(
            description: "other case", files: [File(path: "Bootstrap", content: "#!/bin/sh\n", mode: 0o755)],
            rule: "bootstrap-missing", words: "No such file"),
        Case(
            description: "no execute bit",
            files: [File(path: "bootstrap", content: "#!/usr/bin/env python3\n" + server)],
            rule: "not-executable", words: "Permission denied"),
        Case(
            description: "CRLF", files: [File(path: "bootstrap", content: "#!/bin/bash\r\nexec true\r\n", mode: 0o755)],
            rule: "script-crlf", words: "No such file"),
        Case(
            description: "CRLF behind env",
            files: [File(path: "bootstrap", content: "#!/usr/bin/env python3\r\nprint(1)\r\n", mode: 0o755)],
            rule: "script-crlf", words: "python3\\r"),
        Case(
            description: "no interpreter line", files: [File(path: "bootstrap", content: server, mode: 0o755)],
            rule: "script-shebang", words: "Exec format error"),
        Case(
            description: "byte order mark",
            files: [File(path: "bootstrap", content: "\u{FEFF}#!/bin/sh\nexec true\n", mode: 0o755)],
            rule: "script-shebang", words: "Exec format error"),
        Case(
            description: "relative interpreter",
            files: [File(path: "bootstrap", content: "#!python3\n" + server, mode: 0o755)], rule: "script-shebang",
            words: "No such file"),
        Case(
            description: "interpreter that is not packed",
            files: [File(path: "bootstrap", content: "#!/code/bin/python\n" + server, mode: 0o755)],
            rule: "script-shebang", words: "No such file"),
        Case(
            description: "empty", files: [File(path: "bootstrap", content: "", mode: 0o755)], rule: "script-shebang",
            words: "Exec format error"),
    ]

    @Test(arguments: BareRoot.Release.all, customCases) func customRuntime(
        _ release: BareRoot.Release, _ example: Case
    ) throws {
        let package = try Package(example.files, layer: example.layer)
        let runtime = release == .bookworm ? "custom.debian12" : "custom.debian11"
        let rules = try package.rules(runtime: runtime, handler: "not-used")
        let outcome = try BareRoot(release).start(code: package.code, layers: package.layers)
        judge(example, rules, outcome)
    }

    // MARK: Python

    static let pythonCases = [
        Case(
            description: "function",
            files: [File(path: "index.py", content: "def handler(event, context):\n    return 'hello'\n")],
            words: "hello"),
        Case(
            description: "instance, and an initializer of the same file",
            files: [
                File(
                    path: "index.py",
                    content: """
                        class App:
                            def __call__(self, event, context): return {"state": self.state}
                            def start(self, context): self.state = "hello"
                        handler = App()
                        initialize = handler.start

                        """)
            ], initializer: "index.initialize", words: "hello"),
        Case(
            description: "package with a star import",
            files: [
                File(path: "app/__init__.py", content: ""), File(path: "app/main.py", content: "from .work import *\n"),
                File(path: "app/work.py", content: "__all__ = ['run']\nrun = lambda event, context, *rest: 'hello'\n"),
            ], handler: "app.main.run", words: "hello"),
        Case(
            description: "folder before the module, sibling imported by path",
            files: [
                File(
                    path: "src/index.py",
                    content: """
                        import os, sys
                        sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
                        from helper import answer
                        def handler(event, context=None): return answer()

                        """), File(path: "src/helper.py", content: "def answer(): return 'hello'\n"),
            ], handler: "src/index.handler", words: "hello"),
        Case(
            description: "module in a layer, optional import",
            files: [
                File(
                    path: "index.py",
                    content: """
                        import greeting
                        try:
                            import not_there
                        except ImportError:
                            not_there = None
                        def handler(event, context): return greeting.text

                        """)
            ], layer: [File(path: "python/greeting.py", content: "text = 'hello'\n")], words: "hello"),
        Case(
            description: "other file", files: [File(path: "main.py", content: "def handler(event, context): pass\n")],
            rule: "entry-file-missing", words: "Unable to import module 'index'"),
        Case(
            description: "zipped with its folder",
            files: [File(path: "project/index.py", content: "def handler(event, context): pass\n")],
            rule: "wrapping-folder", words: "Unable to import module 'index'"),
        Case(
            description: "other name",
            files: [File(path: "index.py", content: "def main_handler(event, context): pass\n")],
            rule: "entry-symbol-missing", words: "Handler 'handler' is missing on module 'index'"),
        Case(
            description: "package without __init__.py",
            files: [File(path: "app/main.py", content: "def handler(event, context): pass\n")],
            handler: "app.main.handler",
            rule: "package-init-missing", words: "Unable to import module 'app.main'"),
        Case(
            description: "coroutine",
            files: [File(path: "index.py", content: "async def handler(event, context): return 1\n")],
            rule: "handler-async", words: "coroutine is not JSON serializable"),
        Case(
            description: "generator",
            files: [File(path: "index.py", content: "def handler(event, context): yield 1\n")],
            rule: "handler-generator", words: "generator is not JSON serializable"),
        Case(
            description: "one parameter", files: [File(path: "index.py", content: "def handler(event): return 1\n")],
            rule: "handler-signature", words: "takes 1 positional argument but 2 were given"),
        Case(
            description: "initializer with two parameters",
            files: [
                File(
                    path: "index.py",
                    content: "def handler(event, context): return 1\ndef initialize(event, context): pass\n")
            ], initializer: "index.initialize", rule: "hook-signature",
            words: "missing 1 required positional argument: 'context'"),
        Case(
            description: "initializer that is not there",
            files: [File(path: "index.py", content: "def handler(event, context): return 1\n")],
            initializer: "index.initialize", rule: "hook-missing", words: "Handler 'initialize' is missing"),
        Case(
            description: "value", files: [File(path: "index.py", content: "handler = {'a': 1}\n")],
            rule: "handler-not-callable", words: "'dict' object is not callable"),
        Case(
            description: "handler from a module that is not packed",
            files: [
                File(path: "app/main.py", content: "from .work import handler\n"),
                File(path: "app/__init__.py", content: ""),
            ], handler: "app.main.handler", rule: "dependency-missing", words: "No module named 'app.work'"),
        Case(
            description: "syntax error",
            files: [File(path: "index.py", content: "def handler(event, context:\n    return 1\n")],
            rule: "syntax-error", words: "SyntaxError"),
        Case(
            description: "statement of Python 3.10",
            files: [
                File(
                    path: "index.py",
                    content: "def handler(event, context):\n    match event:\n        case _: return 1\n")
            ], rule: "syntax-too-new", words: "SyntaxError"),
    ]

    @Test(arguments: pythonCases) func pythonHandler(_ example: Case) throws {
        let package = try Package(example.files, layer: example.layer)
        let rules = try package.rules(
            runtime: "python3.9", handler: example.handler, initializer: example.initializer)
        let outcome = try BareRoot(.bullseye).call(
            code: package.code, layers: package.layers, handler: example.handler, initializer: example.initializer)
        judge(example, rules, outcome)
    }

    // MARK: Judging

    private func judge(_ example: Case, _ rules: [String], _ outcome: BareRoot.Outcome) {
        if let rule = example.rule {
            #expect(rules == [rule], "\(example): \(rules)")
            #expect(!outcome.works, "\(example) is refused and works: \(outcome.words)")
        } else {
            #expect(rules == [], "\(example): \(rules)")
            #expect(outcome.works, "\(example) is passed and fails: \(outcome.words)")
        }
        #expect(outcome.words.contains(example.words), "\(example): \(outcome.words)")
    }
}

extension BareRoot.Release {
    static let all: [BareRoot.Release] = [.bullseye, .bookworm]
}
