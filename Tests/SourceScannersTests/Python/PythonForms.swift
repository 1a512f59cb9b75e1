import Testing

/// One way of writing an entry point, and what the platform makes of it.
struct PythonForm: CustomTestStringConvertible, Sendable {
    let name: String
    let files: [String: String]
    let handler: String
    let arguments: Int
    let verdict: String

    var testDescription: String { name }

    init(
        _ name: String, _ files: [String: String], handler: String = "index.handler", arguments: Int = 2,
        _ verdict: String
    ) {
        self.name = name
        self.files = files
        self.handler = handler
        self.arguments = arguments
        self.verdict = verdict
    }

    init(_ name: String, _ text: String, handler: String = "index.handler", arguments: Int = 2, _ verdict: String) {
        self.init(name, ["index.py": text], handler: handler, arguments: arguments, verdict)
    }

    static let all: [PythonForm] = [
        PythonForm("def", "def handler(event, context): pass", "ok function index.py:1"),
        PythonForm("defaults", "def handler(event, context=None): pass", "ok function index.py:1"),
        PythonForm("three-with-default", "def handler(event, context, x=1): pass", "ok function index.py:1"),
        PythonForm("star-args", "def handler(*args): pass", "ok function index.py:1"),
        PythonForm("star-kw", "def handler(*a, **k): pass", "ok function index.py:1"),
        PythonForm("one-arg", "def handler(event): pass", "broken arity(1-1 2) index.py:1"),
        PythonForm("three-args", "def handler(a, b, c): pass", "broken arity(3-3 2) index.py:1"),
        PythonForm("kwonly-required", "def handler(event, context, *, x): pass", "broken arity(2-2 2 x) index.py:1"),
        PythonForm("kwonly-default", "def handler(event, context, *, x=1): pass", "ok function index.py:1"),
        PythonForm("posonly", "def handler(event, context, /): pass", "ok function index.py:1"),
        PythonForm("no-args", "def handler(): pass", "broken arity(0-0 2) index.py:1"),
        PythonForm("async", "async def handler(event, context): pass", "broken async index.py:1"),
        PythonForm("lambda", "handler = lambda e, c: 1", "ok lambda index.py:1"),
        PythonForm("lambda-1", "handler = lambda e: 1", "broken arity(1-1 2) index.py:1"),
        PythonForm("alias", "def main(e, c): pass\nhandler = main", "ok function index.py:1"),
        PythonForm("alias-bad", "def main(e): pass\nhandler = main", "broken arity(1-1 2) index.py:1"),
        PythonForm("chain", "def m(e,c): pass\na = handler = b = m", "ok function index.py:1"),
        PythonForm("tuple", "def m(e,c): pass\nx, handler = 1, m", "ok function index.py:1"),
        PythonForm(
            "annotated", "from typing import Callable\ndef m(e,c): pass\nhandler: Callable = m",
            "ok function index.py:2"),
        PythonForm("annotation-only", "handler: int", "broken symbolMissing(handler index.py)"),
        PythonForm("string", "handler = \"x\"", "broken notCallable(string) index.py:1"),
        PythonForm("dict", "handler = {\"a\": 1}", "broken notCallable(dictionary) index.py:1"),
        PythonForm("none", "handler = None", "broken notCallable(None) index.py:1"),
        PythonForm("number", "handler = 3", "broken notCallable(number) index.py:1"),
        PythonForm(
            "instance-call", "class H:\n    def __call__(self, e, c): pass\nhandler = H()", "ok instance(H) index.py:3"),
        PythonForm("instance-nocall", "class H:\n    pass\nhandler = H()", "broken notCallable(instance H) index.py:3"),
        PythonForm(
            "instance-call-bad", "class H:\n    def __call__(self, e): pass\nhandler = H()",
            "broken arity(1-1 2) index.py:3"),
        PythonForm("class", "class handler:\n    def __init__(self, e, c): pass", "ok class(handler) index.py:1"),
        PythonForm(
            "bound-method", "class H:\n    def run(self, e, c): pass\nhandler = H().run", "ok method(H) index.py:3"),
        PythonForm(
            "class-attr", "class H:\n    @staticmethod\n    def run(e, c): pass\nhandler = H.run",
            "ok method(H) index.py:4"),
        PythonForm("decorated", "def d(f):\n    return f\n@d\ndef handler(e, c): pass", "ok decorated(d) index.py:4"),
        PythonForm(
            "decorator-adds-arg",
            "import functools\ndef d(f):\n    @functools.wraps(f)\n    def w(e, c): return f(e)\n    return w\n@d\ndef handler(e): pass",
            "ok decorated(d) index.py:7"),
        PythonForm(
            "partial", "import functools\ndef m(x, e, c): pass\nhandler = functools.partial(m, 1)",
            "ok call(functools.partial) index.py:3"),
        PythonForm(
            "if-else",
            "import sys\nif sys.version_info[0] > 2:\n    def handler(e, c): pass\nelse:\n    def handler(e, c): pass",
            "ok function index.py:3"),
        PythonForm(
            "try",
            "try:\n    import nope_nope\n    def handler(e, c): pass\nexcept ImportError:\n    def handler(e, c): pass",
            "ok function index.py:3"),
        PythonForm(
            "main-guard", "if __name__ == \"__main__\":\n    def handler(e, c): pass",
            "broken symbolMissing(handler index.py)"),
        PythonForm(
            "main-guard-else", "if __name__ == \"__main__\":\n    pass\nelse:\n    def handler(e, c): pass",
            "ok function index.py:4"),
        PythonForm("in-function", "def f():\n    def handler(e, c): pass", "broken symbolMissing(handler index.py)"),
        PythonForm(
            "global-in-function", "def f():\n    global handler\n    def handler(e, c): pass\nf()",
            "unsure boundByFunction"),
        PythonForm("in-class", "class A:\n    def handler(self, e, c): pass", "broken symbolMissing(handler index.py)"),
        PythonForm("deleted", "def handler(e,c): pass\ndel handler", "broken symbolMissing(handler index.py)"),
        PythonForm(
            "with", "import contextlib\nwith contextlib.suppress(Exception):\n    def handler(e, c): pass",
            "ok function index.py:3"),
        PythonForm("for", "for handler in [lambda e, c: 1]: pass", "ok unknown index.py:1"),
        PythonForm("walrus", "(handler := lambda e, c: 1)", "ok lambda index.py:1"),
        PythonForm("globals-set", "globals()[\"handler\"] = lambda e, c: 1", "ok lambda index.py:1"),
        PythonForm("module-getattr", "def __getattr__(n):\n    return lambda e, c: 1", "unsure dynamic(moduleGetattr)"),
        PythonForm("exec", "exec(\"def handler(e, c): pass\")", "unsure dynamic(exec)"),
        PythonForm("comment", "# def handler(e, c): pass\nx = 1", "broken symbolMissing(handler index.py)"),
        PythonForm(
            "docstring", "\"\"\"\ndef handler(e, c):\n    pass\n\"\"\"\nx = 1", "broken symbolMissing(handler index.py)"
        ),
        PythonForm(
            "string-with-def", "x = \"\"\"\ndef handler(e, c): pass\n\"\"\"", "broken symbolMissing(handler index.py)"),
        PythonForm(
            "f-string", "a=1\nx = f\"\"\"{a}\ndef handler(e, c): pass\n\"\"\"", "broken symbolMissing(handler index.py)"
        ),
        PythonForm(
            "raw-backslash", "x = r\"\\\"\ndef handler(e, c): pass", "broken problem(unclosedString) index.py:1"),
        PythonForm("continuation", "def \\\n  handler(event,\n    context): pass", "ok function index.py:2"),
        PythonForm("semicolon", "x = 1; handler = lambda e, c: 1", "ok lambda index.py:1"),
        PythonForm("one-line-if", "import os\nif True: handler = lambda e, c: 1", "ok lambda index.py:2"),
        PythonForm("tabs", "if True:\n\tdef handler(e, c):\n\t\tpass", "ok function index.py:2"),
        PythonForm("crlf", "def handler(e, c):\r\n    pass\r\n", "ok function index.py:1"),
        PythonForm("bom", "\u{FEFF}def handler(e, c): pass", "ok function index.py:1"),
        PythonForm("redefined", "def handler(e): pass\ndef handler(e, c): pass", "ok function index.py:2"),
        PythonForm("redefined-bad", "def handler(e, c): pass\nhandler = 1", "broken notCallable(number) index.py:2"),
        PythonForm("syntax", "def handler(e, c)\n    pass", "broken problem(missingColon(after: \"def\")) index.py:1"),
        PythonForm("unclosed", "x = (1,\ndef handler(e, c): pass", "broken problem(unclosedBracket(\"(\")) index.py:1"),
        PythonForm("py2-print", "def handler(e, c):\n    print \"x\"", "broken feature(printStatement) index.py:2"),
        PythonForm("generator", "def handler(e, c):\n    yield 1", "broken generator index.py:1"),
        PythonForm(
            "from-local", ["index.py": "from lib import handler", "lib.py": "def handler(e, c): pass"],
            "ok function lib.py:1"),
        PythonForm(
            "from-local-as", ["index.py": "from lib import run as handler", "lib.py": "def run(e, c): pass"],
            "ok function lib.py:1"),
        PythonForm(
            "from-local-missing", ["index.py": "from lib import handler", "lib.py": "def run(e, c): pass"],
            "broken symbolMissing(handler lib.py)"),
        PythonForm(
            "star-local", ["index.py": "from lib import *", "lib.py": "def handler(e, c): pass"], "ok function lib.py:1"
        ),
        PythonForm(
            "from-pkg",
            [
                "index.py": "from p import handler", "p/__init__.py": "from .q import handler",
                "p/q.py": "def handler(e, c): pass",
            ], "ok function p/q.py:1"),
        PythonForm(
            "from-submodule", ["index.py": "from p import handler", "p/__init__.py": "", "p/handler.py": ""],
            "broken notCallable(module) index.py:1"),
        PythonForm(
            "import-module", ["index.py": "import handler", "handler.py": ""], "broken notCallable(module) index.py:1"),
        PythonForm("from-external", "from flask import handler", "ok outside(flask.handler) index.py:1"),
        PythonForm("flask-app", "from flask import Flask\nhandler = Flask(__name__)", "ok call(Flask wsgi) index.py:2"),
        PythonForm("star-external", "from flask import *", "unsure star(flask)"),
        PythonForm(
            "slash", ["a/main.py": "def handler(e, c): pass"], handler: "a/main.handler", "ok function a/main.py:1"),
        PythonForm(
            "dotted-pkg", ["a/__init__.py": "", "a/main.py": "def handler(e, c): pass"], handler: "a.main.handler",
            "ok function a/main.py:1"),
        PythonForm(
            "dotted-no-init", ["a/main.py": "def handler(e, c): pass"], handler: "a.main.handler",
            "broken initMissing(/code/a)"),
        PythonForm(
            "dir-and-file", ["index.py": "def handler(e, c): pass", "index/__init__.py": ""], handler: "index.handler",
            "broken symbolMissing(handler index/__init__.py)"),
        PythonForm("no-dot", ["handler.py": ""], handler: "handler", "broken emptyModulePart"),
        PythonForm("hook", "def init(context): pass", handler: "index.init", arguments: 1, "ok function index.py:1"),
        PythonForm(
            "hook-2", "def init(event, context): pass", handler: "index.init", arguments: 1,
            "broken arity(2-2 1) index.py:1"),
        PythonForm(
            "match", "import sys\nmatch 1:\n    case 1:\n        def handler(e, c): pass", "ok function index.py:4"),
        PythonForm(
            "nested-parens", "x = [\n\"def handler(\", {\"a\": (1,\n2)}]\ndef handler(e, c): pass",
            "ok function index.py:4"),
        PythonForm(
            "type-params-str", "def handler(event: \"dict[str, int]\", context: object = None) -> \"str\": pass",
            "ok function index.py:1"),
        PythonForm("default-lambda", "def handler(e, c, f=lambda a, b: (a, b)): pass", "ok function index.py:1"),
        PythonForm("cond-expr", "handler = (lambda e, c: 1) if True else None", "ok lambda index.py:1"),
        PythonForm("or-expr", "handler = None or (lambda e, c: 1)", "ok lambda index.py:1"),
    ]
}
