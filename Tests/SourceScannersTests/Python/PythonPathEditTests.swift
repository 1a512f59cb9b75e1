import SourceScanners
import Testing

@Suite struct PythonPathEditTests {
    private func folders(_ source: String, in file: String = "/code/app/index.py") -> [String] {
        PythonModule(bytes: Array(source.utf8)).pathEdits.map { $0.folder?.folder(inFile: file) ?? "?" }
    }

    @Test(
        arguments: [
            ("'/code/lib'", "/code/lib"), ("'lib'", "/code/lib"), ("'./lib/../vendor'", "/code/vendor"),
            ("\"\"\"lib\"\"\"", "/code/lib"), ("r'lib'", "/code/lib"), ("'li' 'b'", "/code/lib"),
            ("os.path.dirname(__file__)", "/code/app"), ("os.path.dirname(os.path.abspath(__file__))", "/code/app"),
            ("os.path.join(os.path.dirname(__file__), 'lib')", "/code/app/lib"),
            ("os.path.join(os.path.dirname(__file__), '..', 'lib')", "/code/lib"),
            ("os.path.join(os.path.dirname(__file__), os.pardir)", "/code"),
            ("os.path.dirname(__file__) + '/lib'", "/code/app/lib"),
            ("os.path.split(os.path.realpath(__file__))[0]", "/code/app"),
            ("os.path.normpath(os.path.join(__file__, '../../lib'))", "/code/lib"),
            ("str(Path(__file__).parent)", "/code/app"), ("str(pathlib.Path(__file__).resolve().parents[1])", "/code"),
            ("str(Path(__file__).resolve().parent / 'lib' / 'x')", "/code/app/lib/x"),
            ("(Path(__file__).parent / 'lib').as_posix()", "?"),
            ("Path(__file__).parent.joinpath('lib').as_posix()", "/code/app/lib"),
            ("os.getcwd() + '/lib'", "/code/lib"), ("os.environ['FC_FUNC_CODE_PATH'] + '/lib'", "/code/lib"),
            ("os.environ.get('FC_FUNC_CODE_PATH', '/code')", "/code"), ("os.environ['HOME']", "?"),
            ("f'{os.getcwd()}/lib'", "?"), ("f'{__file__}/../lib'", "/code/app/lib"), ("name", "?"), ("make()", "?"),
            ("'a' if x else 'b'", "?"), ("b'lib'", "?"), ("'/tmp/x'", "/tmp/x"), ("'../../..'", "?"),
            ("os.path.dirname(inspect.getfile(inspect.currentframe()))", "/code/app"),
        ] as [(String, String)])
    func readsExpression(_ expression: String, _ folder: String) {
        #expect(folders("import sys\nsys.path.append(\(expression))") == [folder])
        #expect(folders("sys.path.insert(0, \(expression))") == [folder])
    }

    @Test(
        arguments: [
            ("BASE = os.path.dirname(__file__)\nsys.path.append(BASE)", ["/code/app"]),
            (
                "BASE = os.path.dirname(__file__)\nLIB = os.path.join(BASE, 'lib')\nsys.path.append(LIB)",
                ["/code/app/lib"]
            ),
            ("BASE = Path(__file__).parent\nsys.path.append(str(BASE / 'lib'))", ["/code/app/lib"]),
            ("BASE = Path(__file__)\nsys.path.append(str(BASE.parent))", ["/code/app"]),
            ("base = os.path.dirname(__file__)\nsys.path.append(f'{base}/lib')", ["/code/app/lib"]),
            ("x = 'a'\nx = 'b'\nsys.path.append(x)", ["?"]), ("x = x\nsys.path.append(x)", ["?"]),
            ("sys.path += ['a', 'b']", ["/code/a", "/code/b"]), ("sys.path = ['a'] + sys.path", ["/code/a"]),
            ("sys.path = sys.path + ['a']", ["/code/a"]), ("sys.path[0:0] = ['a']", ["/code/a"]),
            ("sys.path.extend(['a', make()])", ["/code/a", "?"]), ("sys.path.extend(more)", ["?"]),
            ("site.addsitedir('a')", ["/code/a"]), ("if 'a' not in sys.path: sys.path.append('a')", ["/code/a"]),
            ("def f():\n    sys.path.append('a')", ["/code/a"]), ("print(sys.path)", []), ("sys.path.remove('a')", []),
            ("x = sys.path", []),
        ] as [(String, [String])])
    func readsStatement(_ source: String, _ expected: [String]) {
        #expect(folders(source) == expected)
    }

    @Test func boundsWhatItFollows() {
        let names = (0..<60).map { "a\($0) = a\($0 + 1) + a\($0 + 1)\n" }.joined()
        #expect(folders(names + "sys.path.append(a0)") == ["?"])
        let deep = String(repeating: "os.path.join(", count: 150) + "'a'" + String(repeating: ")", count: 150)
        #expect(folders("sys.path.append(\(deep))") == ["?"])
        let many = folders(String(repeating: "sys.path.append('a')\n", count: 100_000))
        #expect(many.count == 100 && many.last == "?")
        let assigned = (0..<100_000).map { "n\($0) = 'a'\n" }.joined()
        #expect(folders(assigned + "sys.path.append(n99999)") == ["?"])
    }
}
