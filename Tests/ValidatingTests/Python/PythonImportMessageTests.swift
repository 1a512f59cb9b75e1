import BuildModel
import FunctionCompute
import Testing
import Validating

@Suite struct PythonImportMessageTests {
    private static let handler = "\ndef handler(event, context): pass\n"

    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        var files: [String: String] = [:]
        var layers: [[String: String]] = []
        var runtime = "python3.10"
        var handler = "index.handler"
        var environment: [String: String] = [:]
        let severity: Finding.Severity
        let words: [String]
        var testDescription: String { source }
    }

    static let cases = [
        Case(
            source: "import os\nimport yaml", severity: .error,
            words: ["`yaml` is imported in line 2 of `index.py`", "not in `/code`", "`python3.10`", "add `PyYAML`"]),
        Case(source: "import cv2, sys", severity: .error, words: ["`opencv-python-headless`"]),
        Case(
            source: "from google.protobuf import message", runtime: "python3.12", severity: .error,
            words: ["`protobuf`"]),
        Case(
            source: "import flask", files: ["requirements.txt": "# x\nFlask==3.0 ; python_version > '3'\n"],
            severity: .error,
            words: ["names it, and it was not packed"]),
        Case(
            source: "import flask",
            files: [
                "requirements.txt": "flask", "idna/__init__.py": "", "idna-3.dist-info/RECORD": "idna/__init__.py,,\n",
            ],
            severity: .error, words: ["names it, and it was not packed"]),
        Case(
            source: "import a, b", files: ["a.py": "import yaml", "b.py": "import yaml"], severity: .error,
            words: ["and 1 more place"]),
        Case(source: "def f():\n    import yaml", severity: .warning, words: ["the call that reaches it fails"]),
        Case(
            source: "import lib.confg", files: ["lib/__init__.py": "", "lib/config.py": ""], severity: .error,
            words: ["looked for `lib/confg", "did you mean `config`"]),
        Case(
            source: "import lib.config", files: ["lib/__init__.py": "", "lib/Config.py": ""], severity: .error,
            words: ["differs only by case"]),
        Case(
            source: "from lib import lood", files: ["lib.py": "def load(): pass"], severity: .error,
            words: ["`lib.py` does not define it", "did you mean `load`"]),
        Case(
            source: "from . import lib", files: ["lib.py": ""], severity: .error,
            words: ["belongs to no package", "without dots"]),
        Case(
            source: "from .lib import x", files: ["lib.py": "x = 1"], severity: .error,
            words: ["write `from lib import …`"]),
        Case(
            source: "import imp", runtime: "python3.12", severity: .error,
            words: ["Python 3.12 has it no more", "use `importlib`"]),
        Case(source: "import tomllib", severity: .error, words: ["Python has it from 3.11 on"]),
        Case(
            source: "from collections import Mapping", severity: .error,
            words: ["`Mapping` of `collections`", "`collections.abc`"]),
        Case(source: "import winreg", severity: .error, words: ["Windows"]),
        Case(
            source: "import markdown", files: ["deps/markdown.py": ""], severity: .error,
            words: ["`deps/` of the code has it"]),
        Case(
            source: "import markdown", layers: [["markdown.py": "", "x/y.txt": ""]], severity: .error,
            words: ["at its root"]),
        Case(source: "import lxml", severity: .note, words: ["probably brings it"]),
        Case(source: "import distutils.core", runtime: "python3.12", severity: .note, words: ["probably brings it"]),
        Case(
            source: "try:\n    import ujson\nexcept ImportError:\n    pass", severity: .note,
            words: ["`ujson`", "go on without it"]),
        Case(
            source: "import sys\nsys.path.append(find())\nimport yaml", severity: .note,
            words: ["`sys.path` is changed in line 2 of `index.py`"]),
        Case(
            source: "import yaml", environment: ["PYTHONPATH": "/mnt/nas"], severity: .note,
            words: ["`PYTHONPATH` has `/mnt/nas`"]),
        Case(source: "import yaml", files: ["Funfile": "RUNTIME python3"], severity: .note, words: ["`Funfile`"]),
        Case(
            source: "import os\nos.system('pip install pyyaml -t /tmp/x')\nimport yaml", severity: .note,
            words: ["changes where modules come from"]),
    ]

    @Test(arguments: cases) func says(_ example: Case) async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            example.files.merging([
                "index.py": example.source + Self.handler, "installed-1.0.dist-info/METADATA": "Name: installed\n",
            ]) { own, _ in own })
        var layers: [String] = []
        for (index, files) in example.layers.enumerated() { layers.append(try fixture.zip("layer\(index).zip", files)) }
        let found = await fixture.findings(
            code: code, runtime: example.runtime, handler: example.handler, layers: layers,
            environment: example.environment)
        let finding = try #require(found.of("dependency-missing"), "\(found.map(\.message))")
        #expect(found.filter { $0.rule == "dependency-missing" }.count == 1)
        #expect(finding.severity == example.severity)
        #expect(finding.location.entryLine != nil)
        let text = finding.message + " — " + (finding.hint ?? "")
        for words in example.words { #expect(text.contains(words), "\(text)") }
    }

    @Test func leavesModulesToUnknownLayers() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", ["index.py": "import yaml, lib.x" + Self.handler, "lib/__init__.py": ""])
        let sink = FindingSink()
        let layer = LayerUnderTest(name: "acs:fc:x", file: nil, packageName: "acs:fc:x")
        await PackageCheck().check(
            functions: [FunctionUnderTest(plan: plan(), code: code, layers: [layer], packageName: "code.zip")],
            limits: .limits(region: nil, route: .oss), into: sink)
        let missing = sink.findings.filter { $0.rule == "dependency-missing" }
        #expect(missing.map(\.severity).sorted { "\($0)" < "\($1)" } == [.error, .note])
        #expect(missing.contains { $0.severity == .error && $0.message.contains("`lib.x`") })
    }

    @Test func saysWhatDistributionsRequire() async throws {
        let fixture = try Fixture()
        let metadata = """
            Metadata-Version: 2.1
            Name: web
            Requires-Dist: Werkzeug (>=3.0)
            Requires-Dist: colorama ; platform_system == "Windows"
            Requires-Dist: tomli>=1; python_version < "3.11" and sys_platform != 'win32'
            Requires-Dist: backport ; (python_version < "3.7")
            Requires-Dist: pytest; extra == 'test'
            Requires-Dist: odd ; something == "else"
            Requires-Dist: requests
            """
        let code = try fixture.zip(
            "code.zip",
            [
                "index.py": Self.handler, "web/__init__.py": "",
                "web-1.0.dist-info/METADATA": metadata + "\n\nRequires-Dist: no\n",
            ])
        let old = await fixture.findings(code: code, runtime: "python3.9")
        #expect(
            old.of("requirement-not-packed")?.message.contains("web 1.0 requires `Werkzeug`, `tomli`, which") == true)
        let new = await fixture.findings(code: code, runtime: "python3.12")
        #expect(new.of("requirement-not-packed")?.message.contains("web 1.0 requires `Werkzeug`, which") == true)
        #expect(new.of("requirement-not-packed")?.severity == .warning)
    }
}
