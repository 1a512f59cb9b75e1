import Archives
import BuildModel
import FunctionCompute
import Testing
import Validating

@Suite struct PythonEntryTests {
    /// Files, handler, runtime.
    struct Good: Sendable, CustomTestStringConvertible {
        let name: String
        let files: [String: String]
        var handler = "index.handler"
        var runtime = "python3.10"
        var testDescription: String { name }
    }

    static let good = [
        Good(name: "plain", files: ["index.py": "def handler(event, context):\n    return 'ok'\n"]),
        Good(name: "defaults", files: ["index.py": "def handler(event=None, context=None): pass"]),
        Good(name: "star arguments", files: ["index.py": "def handler(*args): pass"]),
        Good(name: "lambda", files: ["index.py": "handler = lambda event, context: 1"]),
        Good(
            name: "re-export",
            files: [
                "index.py": "from app.main import run as handler", "app/__init__.py": "",
                "app/main.py": "def run(e, c): pass",
            ]),
        Good(name: "decorated", files: ["index.py": "import functools\n@wrap\ndef handler(event): pass"]),
        Good(
            name: "callable instance", files: ["index.py": "class H:\n  def __call__(self, e, c): pass\nhandler = H()"]),
        Good(name: "slash", files: ["src/main.py": "def handler(e, c): pass"], handler: "src/main.handler"),
        Good(
            name: "package", files: ["app/__init__.py": "", "app/main.py": "def handler(e, c): pass"],
            handler: "app.main.handler"),
        Good(
            name: "namespace package on 3.12", files: ["app/main.py": "def handler(e, c): pass"],
            handler: "app.main.handler", runtime: "python3.12"),
        Good(name: "match on 3.10", files: ["index.py": "def handler(e, c):\n    match e:\n        case _: pass\n"]),
        Good(
            name: "guarded import of new syntax",
            files: [
                "index.py":
                    "try:\n    import fast\nexcept (ImportError, SyntaxError):\n    fast = None\ndef handler(e, c): pass\n",
                "fast.py": "match x:\n    case 1: pass\nexcept*",
            ], runtime: "python3.9"),
        Good(
            name: "broken file that nobody imports",
            files: [
                "index.py": "def handler(e, c): pass", "scratch.py": "def (:",
            ]),
        Good(
            name: "broken file of a distribution",
            files: [
                "index.py": "import six\ndef handler(e, c): pass", "six/__init__.py": "from . import _py2",
                "six/_py2.py": "print 1",
                "six-1.16.0.dist-info/RECORD": "six/__init__.py,,\nsix/_py2.py,,\nsix-1.16.0.dist-info/RECORD,,\n",
            ]),
        Good(
            name: "outside module", files: ["index.py": "from flask_wrapper import handler", "flask_wrapper.pyc": ""]),
        Good(
            name: "mangum",
            files: ["index.py": "from mangum import Mangum\nhandler = Mangum(app)", "mangum/__init__.pyc": ""]),
        Good(
            name: "print on 2.7's successor", files: ["index.py": "print('x')\ndef handler(e, c): pass"],
            runtime: "python3"),
    ]

    @Test(arguments: good)
    func takesWorkingForm(_ form: Good) async throws {
        let fixture = try Fixture()
        let found = try await fixture.findings(python: form.files, runtime: form.runtime, handler: form.handler)
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
    }

    /// Files, handler, runtime; the rule and a part of the message or hint.
    struct Bad: Sendable, CustomTestStringConvertible {
        let rule: String
        let words: String
        let files: [String: String]
        var handler = "index.handler"
        var runtime = "python3.10"
        var testDescription: String { rule + ": " + words }
    }

    static let bad = [
        Bad(rule: "entry-file-missing", words: "`/code/index.py`", files: ["readme.txt": ""]),
        Bad(rule: "entry-file-missing", words: "use `app.handler`", files: ["app.py": "def handler(e, c): pass"]),
        Bad(rule: "entry-file-missing", words: "differs only by case", files: ["Index.py": "def handler(e, c): pass"]),
        Bad(rule: "entry-file-missing", words: "right runtime", files: ["index.js": "exports.handler = () => {}"]),
        Bad(
            rule: "entry-file-missing", words: "use `index.main`", files: ["index.py": "def main(e, c): pass"],
            handler: "indx.main"),
        Bad(
            rule: "wrapping-folder", words: "zip the contents of `my-project`",
            files: ["my-project/index.py": "def handler(e, c): pass", "my-project/lib/x.py": ""]),
        Bad(
            rule: "package-init-missing", words: "add an empty `app/__init__.py`",
            files: ["app/main.py": "def handler(e, c): pass"], handler: "app.main.handler"),
        Bad(
            rule: "entry-symbol-missing", words: "found: `main`, `handle`",
            files: ["index.py": "def main(e, c): pass\ndef handle(e, c): pass"]),
        Bad(
            rule: "entry-symbol-missing", words: "did you mean `index.main_handler`",
            files: ["index.py": "def main_handler(e, c): pass"]),
        Bad(
            rule: "entry-symbol-missing", words: "__main__",
            files: ["index.py": "if __name__ == '__main__':\n    def handler(e, c): pass\n"]),
        Bad(
            rule: "entry-symbol-missing", words: "inside class `App`",
            files: ["index.py": "class App:\n    def handler(self, e, c): pass\n"]),
        Bad(rule: "entry-symbol-missing", words: "which nothing defines", files: ["index.py": "handler = mian"]),
        Bad(
            rule: "entry-symbol-missing", words: "(imported in line 1 of `index.py`)",
            files: ["index.py": "from lib import handler", "lib.py": "def run(e, c): pass"]),
        Bad(rule: "dependency-missing", words: "`.service`", files: ["index.py": "from .service import handler"]),
        Bad(
            rule: "handler-signature", words: "`handler(event)` in line 1 of `index.py` takes 1",
            files: ["index.py": "def handler(event): pass"]),
        Bad(rule: "handler-signature", words: "takes none", files: ["index.py": "def handler(): pass"]),
        Bad(rule: "handler-signature", words: "by keyword", files: ["index.py": "def handler(e, c, *, x): pass"]),
        Bad(rule: "handler-not-callable", words: "a string", files: ["index.py": "handler = 'main'"]),
        Bad(rule: "handler-not-callable", words: "`None`", files: ["index.py": "handler = None"]),
        Bad(
            rule: "handler-not-callable", words: "an instance of `H`",
            files: ["index.py": "class H:\n    pass\nhandler = H()"]),
        Bad(rule: "handler-async", words: "never awaits", files: ["index.py": "async def handler(e, c): pass"]),
        Bad(
            rule: "handler-generator", words: "cannot be sent", files: ["index.py": "def handler(e, c):\n    yield 1\n"]
        ),
        Bad(
            rule: "handler-kind", words: "WSGI application (Flask)",
            files: ["index.py": "from flask import Flask\nhandler = Flask(__name__)", "flask/__init__.pyc": ""]),
        Bad(
            rule: "handler-kind", words: "ASGI application (FastAPI)",
            files: ["index.py": "from fastapi import FastAPI\nhandler = FastAPI()", "fastapi/__init__.pyc": ""]),
        Bad(
            rule: "handler-kind", words: "WSGI handler",
            files: ["index.py": "def handler(environ, start_response): pass"]),
        Bad(
            rule: "handler-kind", words: "HTTP handler of other platforms",
            files: ["index.py": "def handler(req, resp, context): pass"]),
        Bad(
            rule: "syntax-error", words: "`index.py` line 1, column 12: `(` is never closed",
            files: ["index.py": "def handler(event, context:\n    pass\n"]),
        Bad(
            rule: "syntax-error", words: "is Python 2", files: ["index.py": "def handler(e, c):\n    print 'x'\n"]),
        Bad(
            rule: "syntax-error", words: "`lib/work.py` line 2",
            files: [
                "index.py": "from lib import work\ndef handler(e, c): pass", "lib/__init__.py": "",
                "lib/work.py": "x = 1\nif x\n    y = 2\n",
            ]),
        Bad(
            rule: "syntax-too-new", words: "`match` needs Python 3.10",
            files: ["index.py": "def handler(e, c):\n    match e:\n        case _: pass\n"], runtime: "python3.9"),
        Bad(
            rule: "syntax-too-new", words: "`:=` needs Python 3.8",
            files: ["index.py": "def handler(e, c):\n    if (x := 1): pass\n"], runtime: "python3"),
    ]

    @Test(arguments: bad)
    func refusesBrokenForm(_ form: Bad) async throws {
        let fixture = try Fixture()
        let found = try await fixture.findings(python: form.files, runtime: form.runtime, handler: form.handler)
        #expect(found.rules == [form.rule], "\(found.map(\.message))")
        let finding = try #require(found.of(form.rule))
        #expect(finding.severity == .error)
        let text = finding.message + " — " + (finding.hint ?? "")
        #expect(text.contains(form.words), "\(text)")
        #expect(finding.location.package != nil)
    }

    @Test(
        arguments: [
            ("def initialize(context): pass", nil), ("def initialize(context, *rest): pass", nil),
            ("def initialize(event, context): pass", "hook-signature"), ("def initialize(): pass", "hook-signature"),
            ("def initialise(context): pass", "hook-missing"), ("async def initialize(context): pass", "handler-async"),
            ("initialize = 3", "handler-not-callable"),
            ("def initialize(context):\n    yield", "handler-generator"),
        ] as [(String, String?)])
    func judgesHook(_ source: String, _ rule: String?) async throws {
        let fixture = try Fixture()
        let found = try await fixture.findings(
            python: ["index.py": "def handler(e, c): pass\n" + source],
            hooks: [HookDescription(kind: .initializer, handler: "index.initialize")])
        #expect(found.rules == [rule].compactMap(\.self), "\(found.map(\.message))")
    }

    @Test func takesWSGIUnderAnHTTPTrigger() async throws {
        let fixture = try Fixture()
        for source in [
            "def handler(environ, start_response):\n    yield b'x'",
            "from flask import Flask\nhandler = Flask(__name__)",
        ] {
            let found = try await fixture.findings(
                python: ["index.py": source, "flask/__init__.pyc": ""], runtime: "python3.9", trigger: .http)
            #expect(found.rules.isEmpty)
        }
        let event = try await fixture.findings(
            python: ["index.py": "def handler(event, context): pass"], trigger: .http)
        #expect(event.rules == ["handler-kind"])
    }

    @Test(arguments: [
        "exec('def handler(e, c): pass')", "from somewhere import *",
        "import sys\nsetattr(sys.modules[__name__], 'handler', print)", "def __getattr__(name): return print",
    ])
    func notesWhatItCannotFollow(_ source: String) async throws {
        let fixture = try Fixture()
        let found = try await fixture.findings(python: ["index.py": source, "somewhere.pyc": ""])
        #expect(found.rules.isEmpty)
        #expect(found.of("entry-unverified")?.severity == .note)
    }

    @Test func findsTheHandlerInALayerByVersion() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["readme.txt": "x"])
        let layer = try fixture.zip("layer.zip", ["python/index.py": "def handler(e, c): pass"])
        let old = await fixture.findings(code: code, layers: [layer])
        #expect(old.rules == ["handler-in-layer"])
        #expect(old.of("handler-in-layer")?.message.contains("/opt/python/index.py") == true)
        let new = await fixture.findings(code: code, runtime: "python3.12", layers: [layer])
        #expect(new.rules.isEmpty)
    }

    @Test func followsImportsIntoLayersInTheirOrder() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["index.py": "from shared import handler"])
        let good = try fixture.zip("good.zip", ["python/shared.py": "def handler(event, context): pass"])
        let bad = try fixture.zip("bad.zip", ["python/shared.py": "def handler(event): pass"])
        let first = await fixture.findings(code: code, layers: [good, bad])
        #expect(first.rules.isEmpty)
        #expect(first.of("layer-shadow")?.message.contains("`/opt/python/shared.py`") == true)
        let second = await fixture.findings(code: code, layers: [bad, good])
        #expect(second.rules == ["handler-signature"])
        #expect(second.of("handler-signature")?.message.contains("/opt/python/shared.py") == true)
    }

    @Test func namesSyntaxErrorsInLayers() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["index.py": "from shared import handler"])
        let layer = try fixture.zip("layer.zip", ["python/shared.py": "def handler(event, context)\n    pass"])
        let found = await fixture.findings(code: code, layers: [layer])
        #expect(found.rules == ["syntax-error"], "\(found.map(\.message))")
        #expect(found.first?.message.contains("`/opt/python/shared.py` line 1") == true)
    }

    @Test func readsHandlersInFoldersWithAnyName() async throws {
        let fixture = try Fixture()
        let good = try await fixture.findings(
            python: ["my-app/main.py": "def handler(e, c): pass", "readme.txt": ""], handler: "my-app/main.handler")
        #expect(good.rules.isEmpty, "\(good.map(\.message))")
        let bad = try await fixture.findings(
            python: ["my-app/main.py": "def handler(e, c: pass", "readme.txt": ""], handler: "my-app/main.handler")
        #expect(bad.rules == ["syntax-error"], "\(bad.map(\.message))")
    }

    @Test func followsSymlinks() async throws {
        let fixture = try Fixture()
        let code = try fixture.symlinkZip()
        let found = await fixture.findings(code: code)
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
    }

    @Test func doesNotOfferTheNameOfALinkThatLeadsNowhere() async throws {
        let fixture = try Fixture()
        let code = fixture.folder + "/loop.zip"
        var writer = try ZipWriter(path: code)
        writer.add(ZipMember(path: try PackagePath("index.py"), content: .symlink(target: "other.py")))
        writer.add(ZipMember(path: try PackagePath("other.py"), content: .symlink(target: "index.py")))
        _ = try writer.finish()
        let finding = try #require(await fixture.findings(code: code).of("entry-file-missing"))
        #expect(finding.hint?.contains("index.handler") != true, "\(finding)")
    }

    @Test func doesNotGuessAboutUnknownLayers() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["readme.txt": "x"])
        for (runtime, rule, severity) in [
            ("python3.12", "entry-unverified", Finding.Severity.note), ("python3.10", "entry-file-missing", .error),
        ] {
            let sink = FindingSink()
            let layer = LayerUnderTest(name: "acs:fc:x", file: nil, packageName: "acs:fc:x")
            await PackageCheck().check(
                functions: [
                    FunctionUnderTest(
                        plan: plan(runtime: runtime), code: code, layers: [layer], packageName: "code.zip")
                ], limits: .limits(region: nil, route: .oss), into: sink)
            #expect(sink.findings.map(\.rule) == [rule])
            #expect(sink.findings.first?.severity == severity)
        }
    }

    @Test func leavesMissingFilesToActionsBeforeDeployment() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", ["readme.txt": "x"])
        let found = await fixture.findings(code: code, preDeployActions: true)
        #expect(found.rules == ["entry-file-missing"])
        #expect(found.first?.severity == .warning)
    }
}
