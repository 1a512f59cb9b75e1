extension PythonImportForm {
    /// Forms of imports; a real interpreter says the same of each.
    static let all: [PythonImportForm] = local + packages + guarded + library + paths

    private static let local: [PythonImportForm] = [
        good("module beside it", "import helper", ["helper.py": "x = 1"]),
        bad("module that is not there", "import helper"),
        bad("module that differs by case", "import helper", ["Helper.py": ""]),
        good("name of a module", "from helper import run", ["helper.py": "def run(): pass"]),
        bad("name that a module lacks", "from helper import run", ["helper.py": "def walk(): pass"]),
        good("conditional name", "from helper import run", ["helper.py": "if True:\n    run = 1"]),
        good("name by a star", "from helper import run", ["helper.py": "from other import *", "other.py": "run = 1"]),
        good("name by exec", "from helper import run", ["helper.py": "exec('run = 1')"]),
        good("name by globals", "from helper import run", ["helper.py": "globals()['ru' + 'n'] = 1"]),
        good(
            "name by a function", "from helper import run",
            ["helper.py": "def make():\n    global run\n    run = 1\nmake()"]),
        good("name by getattr", "from helper import run", ["helper.py": "def __getattr__(name): return 1"]),
        good("name by a loop", "from helper import run", ["helper.py": "for run in [1]: pass"]),
        good("name by with", "from helper import run", ["helper.py": "with open('/dev/null') as run: pass"]),
        good("name by a walrus", "from helper import run", ["helper.py": "if (run := 1): pass"]),
        good("name of the machinery", "from helper import __name__ as x, __file__ as y", ["helper.py": ""]),
        good("star of a module", "from helper import *", ["helper.py": "x = 1"]),
        bad("star of nothing", "from helper import *"),
        good("circle", "import a", ["a.py": "import b", "b.py": "import a"]),
        good("itself", "import index"),
        bad("chain with a hole", "import a", ["a.py": "import b", "b.py": "import c"]),
        good("chain behind a guard", "try:\n    import a\nexcept ImportError:\n    a = None", ["a.py": "import b"]),
        bad("two on one line", "import os, helper"),
        bad("in a class body", "class C:\n    import helper"),
        bad("in a with block", "import contextlib\nwith contextlib.suppress(ValueError):\n    import helper"),
        bad("in a try for something else", "try:\n    import helper\nexcept ValueError:\n    pass"),
        bad("in try and finally", "try:\n    import helper\nfinally:\n    pass"),
        bad("relative outside a package", "from . import helper", ["helper.py": ""]),
        bad("relative name outside a package", "from .helper import run", ["helper.py": "run = 1"]),
        good("namespace folder", "import lib.helper", ["lib/helper.py": ""]),
        bad("namespace folder without the module", "import lib.helper", ["lib/other.py": ""]),
        bad("from a namespace folder without it", "from lib import helper", ["lib/other.py": ""]),
        good("byte code only is looked for elsewhere", "import json.decoder"),
    ]

    private static let packages: [PythonImportForm] = [
        good("submodule", "import pkg.sub", ["pkg/__init__.py": "", "pkg/sub.py": ""]),
        good("submodule by from", "from pkg import sub", ["pkg/__init__.py": "", "pkg/sub.py": ""]),
        bad("submodule that is not there", "import pkg.sub", ["pkg/__init__.py": ""]),
        bad("name that a package lacks", "from pkg import sub", ["pkg/__init__.py": ""]),
        good("name of a package", "from pkg import sub", ["pkg/__init__.py": "sub = 1"]),
        bad("module taken for a package", "import helper.sub", ["helper.py": ""]),
        good(
            "relative in a package", "import pkg.a",
            ["pkg/__init__.py": "", "pkg/a.py": "from . import b\nfrom .b import x", "pkg/b.py": "x = 1"]),
        good(
            "relative in the package's own file", "import pkg",
            ["pkg/__init__.py": "from .b import x", "pkg/b.py": "x = 1"]),
        bad(
            "relative to nothing in a package", "import pkg.a", ["pkg/__init__.py": "", "pkg/a.py": "from .b import x"]),
        bad("relative name that is not there", "import pkg.a", ["pkg/__init__.py": "", "pkg/a.py": "from . import b"]),
        good(
            "two levels up", "import pkg.sub.a",
            [
                "pkg/__init__.py": "", "pkg/sub/__init__.py": "", "pkg/sub/a.py": "from ..b import x",
                "pkg/b.py": "x = 1",
            ]),
        bad(
            "above the top", "import pkg.a",
            ["pkg/__init__.py": "", "pkg/a.py": "from ..helper import x", "helper.py": "x = 1"]),
        bad(
            "sibling without the package", "import pkg.a",
            ["pkg/__init__.py": "", "pkg/a.py": "import b", "pkg/b.py": ""]),
        good(
            "package made by a trick", "import helper.sub", ["helper.py": "import sys\nsys.modules['helper.sub'] = sys"]
        ),
        good(
            "package with another path", "import pkg.sub",
            [
                "pkg/__init__.py": "import os\n__path__.append(os.path.join(os.path.dirname(__file__), 'x'))",
                "pkg/x/sub.py": "",
            ]),
        good(
            "handler in a package", "",
            [
                "app/__init__.py": "", "app/main.py": "from app import b\nfrom .b import x\ndef handler(e, c): pass",
                "app/b.py": "x = 1",
            ], handler: "app.main.handler"),
        bad(
            "handler in a package with a hole", "",
            ["app/__init__.py": "from . import b", "app/main.py": "def handler(e, c): pass"], on: "python3.12",
            handler: "app.main.handler"),
        good(
            "handler in a namespace folder", "",
            ["app/main.py": "from .b import x\ndef handler(e, c): pass", "app/b.py": "x = 1"], on: "python3.12",
            handler: "app/main.handler"),
        good("module of a layer", "import shared", layer: ["python/shared.py": ""]),
        bad("module at the root of a layer", "import shared", layer: ["shared.py": "", "readme/x.txt": ""]),
        good("site-packages of a layer", "import shared", layer: ["python/lib/python3.10/site-packages/shared.py": ""]),
        good("package over code and layer", "import a.b, a.c", ["a/b.py": ""], layer: ["python/a/c.py": ""]),
        bad("hole in a layer's own module", "import shared", layer: ["python/shared.py": "import nothing_there"]),
        good(
            "package before a folder", "import pkg.sub", ["pkg/other.txt": ""],
            layer: ["python/pkg/__init__.py": "", "python/pkg/sub.py": ""]),
        good(
            "distribution with a hole inside", "import dist",
            [
                "dist/__init__.py": "try:\n    from . import _fast\nexcept Exception:\n    pass",
                "dist-1.0.dist-info/RECORD": "dist/__init__.py,,\ndist-1.0.dist-info/RECORD,,\n",
            ]),
    ]

    private static let guarded: [PythonImportForm] = [
        good("ImportError", "try:\n    import ujson as json\nexcept ImportError:\n    import json"),
        good("ModuleNotFoundError", "try:\n    import ujson\nexcept ModuleNotFoundError:\n    ujson = None"),
        good("Exception", "try:\n    import ujson\nexcept Exception:\n    ujson = None"),
        good("everything", "try:\n    import ujson\nexcept:\n    ujson = None"),
        good("several", "try:\n    import ujson\nexcept (ValueError, ImportError) as error:\n    ujson = None"),
        good("suppress", "from contextlib import suppress\nwith suppress(ImportError):\n    import ujson"),
        good("TYPE_CHECKING", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from helper import X"),
        good("typing.TYPE_CHECKING", "import typing\nif typing.TYPE_CHECKING:\n    import helper"),
        good("main program", "if __name__ == '__main__':\n    import helper"),
        good("version", "import sys\nif sys.version_info[0] < 3:\n    import urllib2"),
        good("False", "if 0:\n    import helper"),
        good("in a function", "def later():\n    import helper"),
        good("in a method", "class C:\n    def later(self):\n        from helper import x"),
        good(
            "nested guard",
            "try:\n    try:\n        import a\n    except ValueError:\n        pass\nexcept ImportError:\n    pass"),
        good(
            "relative guard", "try:\n    from .helper import x\nexcept ImportError:\n    from helper import x",
            ["helper.py": "x = 1"]),
    ]

    private static let library: [PythonImportForm] = [
        good("standard library", "import os, json, collections.abc, xml.etree.ElementTree, concurrent.futures"),
        good("imp", "import imp", on: "python3.10"),
        bad("imp is gone", "import imp", on: "python3.12"),
        bad("asyncore is gone", "import asyncore", on: "python3.12"),
        good("guarded imp", "try:\n    import imp\nexcept ImportError:\n    imp = None", on: "python3.12"),
        bad("tomllib is later", "import tomllib"),
        good("tomllib", "import tomllib", on: "python3.12"),
        good("collections.Mapping", "from collections import Mapping", on: "python3.9"),
        bad("collections.Mapping is gone", "from collections import Mapping"),
        bad("getargspec is gone", "from inspect import getargspec", on: "python3.12"),
        good("cElementTree is still there", "import xml.etree.cElementTree as ET\nfrom xml.etree import cElementTree"),
        good("override", "from typing import override", on: "python3.12"),
        bad("override is later", "from typing import override"),
        bad("asynccontextmanager is later", "from contextlib import asynccontextmanager", on: "python3"),
        bad("dataclasses are later", "import dataclasses", on: "python3"),
        good("backport", "import dataclasses", ["dataclasses.py": ""], on: "python3"),
        bad("module of Windows", "import winreg"),
        bad("module of Python 2", "import urllib2"),
        good("own module with an old name", "import queue_tools", ["queue_tools.py": "import queue"]),
        good("folder with the name of a library", "import email.message", ["email/readme.txt": ""]),
    ]

    private static let paths: [PythonImportForm] = [
        good(
            "insert beside the file",
            "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "append with abspath",
            "import os, sys\nHERE = os.path.abspath(os.path.dirname(__file__))\nsys.path.append(HERE + '/lib')\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "pathlib",
            "import sys\nfrom pathlib import Path\nsys.path.append(str(Path(__file__).resolve().parent / 'lib'))\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "f-string",
            "import os, sys\nbase = os.path.dirname(os.path.realpath(__file__))\nsys.path.insert(0, f'{base}/lib')\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "relative to the folder of the code", "import sys\nsys.path.append('lib')\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "working folder", "import os, sys\nsys.path.append(os.getcwd() + '/lib')\nimport helper",
            ["lib/helper.py": ""]),
        good("list", "import sys\nsys.path += ['./lib', './other']\nimport helper", ["other/helper.py": ""]),
        good(
            "extend",
            "import os, sys\nsys.path.extend([os.path.join(os.path.dirname(__file__), 'lib')])\nimport helper",
            ["lib/helper.py": ""]),
        bad(
            "edit that does not help",
            "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\nimport helper",
            ["lib/other.py": ""]),
        good(
            "edit in another module", "import setup_paths\nimport helper",
            [
                "setup_paths.py": "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))",
                "lib/helper.py": "",
            ]),
        good(
            "edit in a loop", "import sys\nfor name in ('lib', 'other'):\n    sys.path.append(name)\nimport helper",
            ["lib/helper.py": ""]),
        good(
            "edit in a function", "import sys\ndef setup():\n    sys.path.append('lib')\nsetup()\nimport helper",
            ["lib/helper.py": ""]),
        good("edit by another name", "from sys import path\npath.append('lib')\nimport helper", ["lib/helper.py": ""]),
        good(
            "made in the table of modules",
            "import sys, types\nsys.modules['helper'] = types.ModuleType('helper')\nimport helper"),
        bad("module in a folder beside it", "import helper", ["lib/helper.py": ""]),
    ]
}
