import BuildModel

/// Python functions, working and broken.
let pythonCorpus: [CorpusCase] = pythonEntries + pythonLoaders + pythonCalls + pythonImports + pythonPaths

private func good(
    _ name: String, _ files: [String: String], on runtime: String = "python3.10", _ handler: String = "index.handler",
    initializer: String? = nil, preStop: String? = nil, trigger: FunctionDescription.Trigger = .event,
    environment: [String: String] = [:], layers: [[String: String]] = []
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: runtime, handler: handler, initializer: initializer, preStop: preStop, trigger: trigger,
        environment: environment, files: files, layers: layers)
}

private func bad(
    _ rule: String, _ name: String, _ files: [String: String], on runtime: String = "python3.10",
    _ handler: String = "index.handler", initializer: String? = nil, preStop: String? = nil,
    trigger: FunctionDescription.Trigger = .event, environment: [String: String] = [:],
    layers: [[String: String]] = []
) -> CorpusCase {
    CorpusCase(
        name: name, runtime: runtime, handler: handler, initializer: initializer, preStop: preStop, trigger: trigger,
        environment: environment, files: files, layers: layers, broken: rule)
}

private let handler = "def handler(event, context):\n    return event\n"

/// Which file and which name.
private let pythonEntries: [CorpusCase] = [
    good("plain handler", ["index.py": handler]),
    bad(
        "entry-symbol-missing", "handler named otherwise",
        ["index.py": "def main_handler(event, context):\n    return event\n"]),
    good(
        "alias at the end of the file",
        ["index.py": "def main_handler(event, context):\n    return event\n\nhandler = main_handler\n"]),
    bad("entry-file-missing", "file named otherwise", ["app.py": handler]),
    good("file named in the handler", ["app.py": handler], on: "python3.9", "app.handler"),
    bad(
        "wrapping-folder", "folder zipped with its name",
        ["my-function/index.py": handler, "my-function/requirements.txt": ""]),
    bad(
        "entry-symbol-missing", "handler under the main test",
        [
            "index.py":
                "import sys\nif __name__ == '__main__':\n    def handler(event, context):\n        return sys.argv\n"
        ]),
    good(
        "handler of both branches",
        [
            "index.py":
                "import os\nif os.environ.get('STAGE') == 'dev':\n    def handler(event, context): return 'dev'\nelse:\n    def handler(event, context): return 'prod'\n"
        ]),
    bad(
        "entry-symbol-missing", "handler as a method",
        ["index.py": "class Service:\n    def handler(self, event, context):\n        return event\n"]),
    good(
        "bound method",
        [
            "index.py":
                "class Service:\n    def run(self, event, context):\n        return event\n\nhandler = Service().run\n"
        ]),
    bad(
        "handler-not-callable", "name of the function as a text",
        ["index.py": "def run(event, context): pass\nhandler = 'run'\n"]),
    bad(
        "handler-not-callable", "instance that cannot be called",
        ["index.py": "class Service:\n    def run(self, event, context): pass\nhandler = Service()\n"]),
    good(
        "handler imported from a package",
        [
            "index.py": "from service.api import handle as handler", "service/__init__.py": "",
            "service/api.py": "def handle(event, context): return 1",
        ]),
    bad(
        "entry-symbol-missing", "imported name that the package lacks",
        [
            "index.py": "from service.api import handler", "service/__init__.py": "",
            "service/api.py": "def handle(event, context): return 1",
        ]),
    bad("syntax-error", "print of Python 2", ["index.py": "def handler(event, context):\n    print event\n"]),
    bad(
        "syntax-too-new", "match on 3.9",
        ["index.py": "def handler(event, context):\n    match event:\n        case _:\n            return 1\n"],
        on: "python3.9"),
    good(
        "match on 3.10",
        ["index.py": "def handler(event, context):\n    match event:\n        case _:\n            return 1\n"]),
    bad(
        "syntax-too-new", "walrus on 3.6",
        ["index.py": "def handler(event, context):\n    if (size := len(event)) > 1:\n        return size\n"],
        on: "python3"),
    bad(
        "syntax-too-new", "generics on 3.10",
        ["index.py": "def first[T](items: list[T]) -> T:\n    return items[0]\n" + handler]),
    good(
        "generics on 3.12", ["index.py": "def first[T](items: list[T]) -> T:\n    return items[0]\n" + handler],
        on: "python3.12"),
    bad(
        "syntax-error", "module with an open bracket",
        ["index.py": "import config\n" + handler, "config.py": "SETTINGS = {'a': 1\n"]),
]

/// What the loaders of the versions find.
private let pythonLoaders: [CorpusCase] = [
    good("dotted with packages", ["app/__init__.py": "", "app/main.py": handler], "app.main.handler"),
    bad(
        "package-init-missing", "dotted without packages", ["app/main.py": handler, "readme.txt": ""],
        "app.main.handler"),
    good("dotted without packages on 3.12", ["app/main.py": handler], on: "python3.12", "app.main.handler"),
    good("slash", ["src/index.py": handler, "readme.txt": ""], "src/index.handler"),
    good(
        "slash with a module beside it",
        ["src/index.py": "import helper\n" + handler, "src/helper.py": "", "readme.txt": ""], "src/index.handler"),
    good("slash on 3.12", ["src/index.py": handler, "readme.txt": ""], on: "python3.12", "src/index.handler"),
    bad("handler-in-layer", "handler in a layer", ["readme.txt": ""], layers: [["python/index.py": handler]]),
    good("handler in a layer on 3.12", ["readme.txt": ""], on: "python3.12", layers: [["python/index.py": handler]]),
    bad("entry-file-missing", "module taken for a package", ["app.py": handler], "app.main.handler"),
]

/// How the platform calls.
private let pythonCalls: [CorpusCase] = [
    bad("handler-signature", "one parameter", ["index.py": "def handler(event):\n    return event\n"]),
    good("optional parameters", ["index.py": "def handler(event, context, debug=False):\n    return event\n"]),
    bad(
        "handler-signature", "three parameters",
        ["index.py": "def handler(event, context, callback):\n    callback(None, event)\n"]),
    bad(
        "handler-async", "coroutine",
        ["index.py": "import asyncio\nasync def handler(event, context):\n    await asyncio.sleep(1)\n"]),
    good(
        "coroutine that is run",
        [
            "index.py":
                "import asyncio\nasync def main(event):\n    await asyncio.sleep(0)\n\ndef handler(event, context):\n    return asyncio.get_event_loop().run_until_complete(main(event))\n"
        ]),
    bad(
        "handler-generator", "generator",
        ["index.py": "def handler(event, context):\n    for i in range(3):\n        yield i\n"]),
    good(
        "list of a generator",
        ["index.py": "def rows():\n    yield 1\n\ndef handler(event, context):\n    return list(rows())\n"]),
    bad(
        "handler-kind", "WSGI on FC 3",
        ["index.py": "def handler(environ, start_response):\n    start_response('200 OK', [])\n    return [b'ok']\n"]),
    good(
        "WSGI under an HTTP trigger of FC 2",
        ["index.py": "def handler(environ, start_response):\n    start_response('200 OK', [])\n    return [b'ok']\n"],
        on: "python3.9", trigger: .http),
    bad(
        "handler-kind", "event handler under an HTTP trigger of FC 2", ["index.py": handler], on: "python3.9",
        trigger: .http),
    bad(
        "handler-kind", "Flask on FC 3",
        [
            "index.py": "from flask import Flask\nhandler = Flask(__name__)\n",
            "flask/__init__.py": "from .app import Flask",
            "flask/app.py": "class Flask:\n    def __init__(self, name): pass\n",
            "flask-3.0.3.dist-info/RECORD": "flask/__init__.py,,\nflask/app.py,,\nflask-3.0.3.dist-info/RECORD,,\n",
        ]),
    bad(
        "handler-kind", "request and response",
        ["index.py": "def handler(request, response, context):\n    response.send('ok')\n"]),
    good(
        "initializer and preStop", ["index.py": handler + "def initialize(context): pass\ndef stop(context): pass\n"],
        initializer: "index.initialize", preStop: "index.stop"),
    bad(
        "hook-signature", "initializer with an event", ["index.py": handler + "def initialize(event, context): pass\n"],
        initializer: "index.initialize"),
    bad(
        "hook-missing", "initializer spelt otherwise", ["index.py": handler + "def initialise(context): pass\n"],
        initializer: "index.initialize"),
    bad(
        "hook-missing", "preStop in a class",
        ["index.py": handler + "class Hooks:\n    @staticmethod\n    def pre_stop(context): pass\n"],
        preStop: "index.pre_stop"),
    good(
        "hooks in a file of their own",
        ["index.py": handler, "hooks.py": "def start(context): pass\ndef stop(context=None): pass\n"],
        initializer: "hooks.start", preStop: "hooks.stop"),
    bad(
        "handler-async", "preStop as a coroutine", ["index.py": handler + "async def stop(context): pass\n"],
        preStop: "index.stop"),
]

/// What is imported.
private let pythonImports: [CorpusCase] = [
    bad("dependency-missing", "distribution that was not packed", ["index.py": "import yaml\n" + handler]),
    good(
        "distribution that was packed",
        [
            "index.py": "import yaml\n" + handler, "yaml/__init__.py": "from .error import *", "yaml/error.py": "",
            "PyYAML-6.0.dist-info/RECORD": "yaml/__init__.py,,\nyaml/error.py,,\nPyYAML-6.0.dist-info/RECORD,,\n",
        ]),
    good("distribution of a layer", ["index.py": "import yaml\n" + handler], layers: [["python/yaml/__init__.py": ""]]),
    bad(
        "layer-layout", "distribution at the root of a layer", ["index.py": "import yaml\n" + handler],
        layers: [["yaml/__init__.py": ""]]),
    bad(
        "layer-layout", "distribution of a layer for another Python", ["index.py": "import yaml\n" + handler],
        layers: [["python/lib/python3.9/site-packages/yaml/__init__.py": ""]]),
    good(
        "SDKs that the image has",
        ["index.py": "import oss2, tablestore\nfrom aliyunsdkcore.client import AcsClient\n" + handler]),
    good(
        "guarded import",
        ["index.py": "try:\n    import orjson as json\nexcept ImportError:\n    import json\n" + handler]),
    good(
        "types only",
        [
            "index.py":
                "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from mypy_boto3 import X\n"
                + handler
        ]),
    bad(
        "dependency-missing", "module of the code that was left out",
        ["index.py": "from utils.config import load\n" + handler, "utils/__init__.py": "", "utils/db.py": ""]),
    good(
        "module of the code",
        [
            "index.py": "from utils.config import load\n" + handler, "utils/__init__.py": "",
            "utils/config.py": "def load(): pass",
        ]),
    bad(
        "dependency-missing", "import inside a function",
        ["index.py": "def handler(event, context):\n    import pandas\n    return pandas\n"]),
    bad(
        "dependency-missing", "relative import at the top",
        ["index.py": "from .utils import load\n" + handler, "utils.py": "def load(): pass"]),
    good(
        "plain import at the top", ["index.py": "from utils import load\n" + handler, "utils.py": "def load(): pass"]),
    bad(
        "dependency-missing", "distutils' neighbour imp on 3.12", ["index.py": "import imp\n" + handler],
        on: "python3.12"),
    good("imp on 3.10", ["index.py": "import imp\n" + handler]),
    bad(
        "dependency-missing", "Mapping of collections on 3.10",
        ["index.py": "from collections import Mapping\n" + handler]),
    good("Mapping of collections.abc", ["index.py": "from collections.abc import Mapping\n" + handler]),
    bad(
        "dependency-missing", "declared and not packed",
        ["index.py": "import flask_cors, requests\n" + handler, "requirements.txt": "requests==2.31\nFlask-Cors>=4\n"]),
    bad(
        "requirement-not-packed", "distribution without its requirements",
        [
            "index.py": "import flask\n" + handler, "flask/__init__.py": "",
            "flask-3.0.3.dist-info/METADATA":
                "Metadata-Version: 2.1\nName: Flask\nVersion: 3.0.3\nRequires-Dist: Werkzeug>=3.0.0\nRequires-Dist: importlib-metadata>=3.6.0; python_version < \"3.10\"\nRequires-Dist: asgiref>=3.2; extra == \"async\"\n\nRequires-Dist: text\n",
            "flask-3.0.3.dist-info/RECORD":
                "flask/__init__.py,,\nflask-3.0.3.dist-info/METADATA,,\nflask-3.0.3.dist-info/RECORD,,\n",
        ]),
    good(
        "distribution with its requirements",
        [
            "index.py": "import flask\n" + handler, "flask/__init__.py": "",
            "flask-3.0.3.dist-info/METADATA": "Name: Flask\nRequires-Dist: Werkzeug>=3.0.0\n",
            "flask-3.0.3.dist-info/RECORD": "flask/__init__.py,,\n", "werkzeug/__init__.py": "",
            "werkzeug-3.0.3.dist-info/METADATA": "Name: Werkzeug\n",
            "werkzeug-3.0.3.dist-info/RECORD": "werkzeug/__init__.py,,\n",
        ]),
    bad(
        "shadowed-module", "module named as one of Python",
        ["index.py": "import json\n" + handler, "types.py": "NAME = 1\n"]),
    good(
        "module of that name in a package",
        ["index.py": "import models.types\n" + handler, "models/__init__.py": "", "models/types.py": "NAME = 1\n"]),
    good("circle of modules", ["index.py": "import a\n" + handler, "a.py": "import b\nX = 1\n", "b.py": "import a\n"]),
]

/// Where modules are looked for.
private let pythonPaths: [CorpusCase] = [
    good(
        "folder added beside the file",
        [
            "index.py":
                "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'vendor'))\nimport markdown\n"
                + handler, "vendor/markdown.py": "",
        ]),
    bad(
        "dependency-missing", "folder that nobody added",
        ["index.py": "import markdown\n" + handler, "vendor/markdown.py": ""]),
    good(
        "folder in PYTHONPATH", ["index.py": "import markdown\n" + handler, "python/markdown.py": ""],
        environment: ["PYTHONPATH": "/code/python:/opt/python"]),
    bad(
        "dependency-missing", "folder in a wrong PYTHONPATH",
        ["index.py": "import markdown\n" + handler, "python/markdown.py": ""],
        environment: ["PYTHONPATH": "/code/pyhton"]),
    good(
        "modules on a mounted disk",
        ["index.py": "import sys\nsys.path.append('/mnt/nas/python')\nimport torch\n" + handler]),
    good(
        "mounted disk in PYTHONPATH", ["index.py": "import torch\n" + handler],
        environment: ["PYTHONPATH": "/mnt/auto/python"]),
    good(
        "folder of Serverless Devs",
        ["index.py": "import markdown\n" + handler, ".s/python/lib/python3.10/site-packages/markdown/__init__.py": ""]),
    good(
        "user base",
        ["index.py": "import markdown\n" + handler, "deps/lib/python3.10/site-packages/markdown/__init__.py": ""],
        environment: ["PYTHONUSERBASE": "/code/deps"]),
    bad(
        "dependency-missing", "module beside a handler in a package",
        ["app/__init__.py": "", "app/index.py": "import helper\n" + handler, "app/helper.py": ""], "app.index.handler"),
    good(
        "relative module beside a handler in a package",
        ["app/__init__.py": "", "app/index.py": "from . import helper\n" + handler, "app/helper.py": ""],
        "app.index.handler"),
    CorpusCase(
        name: "union of types in an annotation", runtime: "python3.9",
        files: [
            "index.py":
                "def read(x: int | None = None):\n    return x\n\n\ndef handler(event, context):\n    return read()\n"
        ],
        broken: "syntax-too-new"),
    CorpusCase(
        name: "union of types, on a later Python", runtime: "python3.10",
        files: [
            "index.py":
                "def read(x: int | None = None):\n    return x\n\n\ndef handler(event, context):\n    return read()\n"
        ]),
    CorpusCase(
        name: "union of types in annotations that nobody evaluates", runtime: "python3.9",
        files: [
            "index.py": "from __future__ import annotations\n\n\ndef read(x: int | None = None):\n    return x\n\n\n"
                + "def handler(event, context):\n    def inner(x: int | None):\n        return x\n    return read()\n"
        ]),
]
