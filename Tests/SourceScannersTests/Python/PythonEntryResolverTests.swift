import SourceScanners
import Testing

@Suite struct PythonEntryResolverTests {
    private let new = PythonVersion(3, 12)
    private let handler = "def handler(e, c): pass"

    @Test func oldLoaderDoesNotLookInLayers() {
        let tree = PythonTree(["/opt/python/index.py": handler])
        #expect(tree.resolve().short == "broken moduleMissing(index)")
        #expect(tree.resolve(version: new, loader: .importlib).short.hasPrefix("ok function"))
    }

    @Test func newLoaderTakesNamespacePackages() {
        let tree = PythonTree(["a/b/main.py": handler])
        #expect(tree.resolve("a.b.main.handler").short == "broken initMissing(/code/a)")
        #expect(tree.resolve("a.b.main.handler", version: new, loader: .importlib).short == "ok function a/b/main.py:1")
        #expect(tree.resolve("a/b/main.handler", version: new, loader: .importlib).short == "ok function a/b/main.py:1")
        #expect(tree.resolve("a.b.handler", version: new, loader: .importlib).short == "broken namespacePackage")
    }

    @Test func dotSlashWorksWithTheOldLoaderOnly() {
        let tree = PythonTree(["index.py": handler])
        #expect(tree.resolve("./index.handler").short == "ok function index.py:1")
        #expect(tree.resolve("./index.handler", version: new, loader: .importlib).short == "broken emptyModulePart")
    }

    @Test func moduleUnderFileIsNoPackage() {
        let tree = PythonTree(["index.py": handler])
        #expect(tree.resolve("index.py.handler").short == "broken notAPackage(/code/index.py py)")
        #expect(
            tree.resolve("index.py.handler", version: new, loader: .importlib).short
                == "broken notAPackage(/code/index.py py)")
    }

    @Test func missingModuleTellsWhereItLookedAndWhatIsNear() throws {
        let tree = PythonTree(["Index.py": "", "app/main.py": handler, "lib/requests/api.py": "handler = 1"])
        guard case .broken(.moduleMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.lookedFor == ["/code/index/__init__.py", "/code/index.py"])
        #expect(missing.otherCase == "/code/Index.py")
        #expect(missing.elsewhere == [SourceSite(path: "/code/app/main.py", place: SourcePlace(line: 1, column: 5))])
    }

    @Test func missingNameTellsWhatThereIs() throws {
        let tree = PythonTree([
            "index.py":
                "import os\nlimit = 3\ndef main_handler(e, c): pass\nclass A:\n    def handler(self): pass\nrun = main_handler",
            "other.py": handler,
        ])
        guard case .broken(.symbolMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.callables == ["main_handler", "A", "run"])
        #expect(missing.nested.map(\.holder) == [.classBody("A")])
        #expect(missing.elsewhere.map(\.path) == ["/code/other.py"])
        #expect(missing.importedAt == nil)
    }

    @Test func importOfMissingNameTellsTheImport() throws {
        let tree = PythonTree(["index.py": "\nfrom lib import handler", "lib.py": "def run(e, c): pass"])
        guard case .broken(.symbolMissing(let missing)) = tree.resolve() else {
            Issue.record("not missing")
            return
        }
        #expect(missing.path == "/code/lib.py")
        #expect(missing.importedAt?.place.line == 2)
    }

    @Test(
        arguments: [
            (["index.py": "from .lib import handler"], "broken importedModuleMissing(.lib)"),
            (
                ["index.py": "import lib\nhandler = lib.run", "lib.py": "def run(e): pass"],
                "broken arity(1-1 2) lib.py:1"
            ),
            (["index.py": "import a.b\nhandler = a.b.run", "a/b.py": "def run(e, c): pass"], "ok function a/b.py:1"),
            (
                ["index.py": "import a.b as x\nhandler = x.run", "a/b.py": "def run(e, c): pass"],
                "ok function a/b.py:1"
            ),
            (
                ["index.py": "from a import b\nhandler = b.run", "a/b.py": "def run(e, c): pass"],
                "ok function a/b.py:1"
            ),
            (
                ["index.py": "from a import *", "a.py": "__all__ = ['x']\ndef handler(e, c): pass"],
                "broken symbolMissing(handler index.py)"
            ),
            (["index.py": "from a import *", "a.py": "__all__ = list(x)\n"], "broken symbolMissing(handler index.py)"),
            (
                ["index.py": "from a import *", "a.py": "__all__ = list(x)\ndef handler(e, c): pass"],
                "unsure unknownExports"
            ),
            (["index.py": "from a import *", "a.py": "__all__ = ['handler']"], "broken symbolMissing(handler a.py)"),
            (
                ["index.py": "from a import *\nfrom numpy import *", "a.py": "def handler(e, c): pass"],
                "ok function a.py:1"
            ),
            (["index.py": "def handler(e): pass\nfrom numpy import *"], "unsure star(numpy)"),
            (["index.py": "from numpy import *\ndef handler(e): pass"], "broken arity(1-1 2) index.py:2"),
            (["index.py": "def handler(e): pass\nhandler = wrap(handler)"], "ok call(wrap) index.py:2"),
            (
                ["index.py": "try:\n    from fast import handler\nexcept ImportError:\n    handler = None"],
                "ok outside(fast.handler) index.py:2"
            ),
            (
                ["index.py": "handler = None\ndef init(c):\n    global handler\n    handler = make()"],
                "unsure boundByFunction"
            ),
            (["index.py": "handler = mian"], "broken undefinedName(mian)"),
            (["index.py": "handler = print"], "ok builtin(print) index.py:1"),
            (["index.py": "import json as handler"], "unsure outsideModule(json)"),
            (["index.py": "from fastapi import FastAPI\nhandler = FastAPI()"], "ok call(FastAPI asgi) index.py:2"),
            (["index.py": "import flask\nhandler = flask.Flask(__name__)"], "ok call(flask.Flask wsgi) index.py:2"),
            (["index.py": "from mangum import Mangum\nhandler = Mangum(app)"], "ok call(Mangum event) index.py:2"),
            (
                ["index.py": "class B:\n    def __call__(self, e): pass\nclass H(B): pass\nhandler = H()"],
                "broken arity(1-1 2) index.py:4"
            ),
            (["index.py": "class H(Outside): pass\nhandler = H()"], "ok instance(H) index.py:2"),
            (["index.py": "class handler: pass"], "broken arity(0-0 2) index.py:1"),
            (
                ["index.py": "class H:\n    def run(self, e, c): pass\nhandler = H.run"],
                "broken arity(3-3 2) index.py:3"
            ),
            (
                ["index.py": "class H:\n    def run(self, e, c): pass\nh = H()\nhandler = h.run"],
                "ok method(H) index.py:4"
            ),
            (
                ["index.py": "class H:\n    async def run(self, e, c): pass\nhandler = H().run"],
                "broken async index.py:3"
            ),
            (
                ["index.py": "if a:\n    def handler(e): pass\nelse:\n    def handler(e): pass"],
                "broken arity(1-1 2) index.py:4"
            ),
            (["index.so": ""], "unsure compiledModule"),
            (["index.cpython-310-x86_64-linux-gnu.so": ""], "unsure compiledModule"),
            (
                ["index.py": "from lib import handler", "lib.py": "def x(:\n"],
                "broken problem(unclosedBracket(\"(\")) lib.py:1"
            ),
            (
                [
                    "index.py": "match 1:\n    case 1:\n        pass\nfrom a.b import handler",
                    "a/b/__init__.py": "handler = 1",
                ], "broken notCallable(number) a/b/__init__.py:1"
            ),
        ] as [([String: String], String)])
    func follows(_ files: [String: String], _ verdict: String) {
        #expect(PythonTree(files).resolve().short == verdict)
    }

    @Test func packageOnTheWayMustCompile() {
        let tree = PythonTree(["a/__init__.py": "print 'x'", "a/main.py": handler])
        #expect(tree.resolve("a.main.handler").short == "broken feature(printStatement) a/__init__.py:1")
        #expect(tree.resolve("a.main.handler", version: PythonVersion(2, 7)).short == "ok function a/main.py:1")
    }

    @Test func generatorIsWelcomeWhereIterablesAre() {
        let tree = PythonTree(["index.py": "def handler(environ, start): yield b''"])
        #expect(tree.resolve().short == "broken generator index.py:1")
        #expect(tree.resolve(acceptsGenerator: true).short == "ok function index.py:1")
    }

    @Test func trailNamesEveryStep() throws {
        let tree = PythonTree([
            "index.py": "from app import run as handler", "app/__init__.py": "from .core import run",
            "app/core.py": "def main(e, c): pass\nrun = main",
        ])
        guard case .ok(let definition) = tree.resolve() else {
            Issue.record("not found")
            return
        }
        #expect(
            definition.trail.map { "\($0.path):\($0.place.line)" } == [
                "/code/index.py:1", "/code/app/__init__.py:1", "/code/app/core.py:2",
            ])
        #expect(definition.parameters?.names == ["e", "c"])
    }
}
