import SourceScanners
import Testing

@Suite struct PythonModuleTests {
    private func module(_ text: String) -> PythonModule { PythonModule(bytes: Array(text.utf8)) }

    @Test(
        arguments: [
            ("a = b.c = d[0] = 1", ["a"]),
            ("import a.b.c, d.e as f", ["a", "f"]),
            ("from . import (a, b as c,)", ["a", "c"]),
            ("(a, [b, *c]), d = 1, 2", ["a", "b", "c", "d"]),
            ("a = 1; del a; b = 2", ["b"]),
            ("for a, (b, c) in []: d = 1", ["a", "b", "c", "d"]),
            ("with x as (a, b), y as c: pass", ["a", "b", "c"]),
            (
                "try:\n    a = 1\nexcept E as e:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1",
                ["a", "b", "c", "d"]
            ),
            ("print([(x := 1) for y in z])", ["x"]),
            (
                "match a:\n    case P(q=r) | [s, *t]: u = 1\n    case {'k': v, **w}: pass",
                ["r", "s", "t", "u", "v", "w"]
            ),
            ("if TYPE_CHECKING:\n    import a\nelse:\n    b = 1", ["b"]),
            ("if typing.TYPE_CHECKING: import a", []),
            ("if not TYPE_CHECKING: import a", ["a"]),
            ("if (__name__ == '__main__'): a = 1\nelif x: b = 1", ["b"]),
            ("if '__main__' == __name__ and x: a = 1", []),
            ("if __name__ != '__main__':\n    a = 1\nelse:\n    b = 1", ["a"]),
            ("type A = int", ["A"]),
            ("type = 1\nmatch = 2\ncase = 3\nprint = 4", ["type", "match", "case", "print"]),
            ("match(1)\nmatch[2]\nmatch.x = 3", []),
            ("class A:\n    b = 1\n    def c(self):\n        d = 1\ne = 1", ["A", "e"]),
            ("x: int = 1\ny: int", ["x"]),
            ("f = lambda a=1, *b: (c, d)", ["f"]),
            ("d['a'] = lambda x: {1: 2}", []),
            ("\u{FEFF}名前 = 1", ["名前"]),
            ("a = '''\nb = 1\n'''\\\n'c'; d = 1\r\ne = 2\rf = 3", ["a", "d", "e", "f"]),
        ] as [(String, [String])])
    func bindsWhatImportingTheModuleBinds(_ text: String, _ names: [String]) {
        #expect(module(text).definedNames == names)
        #expect(module(text).problems == [])
    }

    @Test func readsParameters() throws {
        let found = module(
            "async def f(a, b=(1, 2), /, c: 'x' = lambda p, q: 0, *args: int, d, e=1, **k) -> {1: 2}: pass")
        guard case .function(let function)? = found.bindings.first?.value else {
            Issue.record("no function")
            return
        }
        #expect(function.parameters.names == ["a", "b", "c"])
        #expect(function.parameters.required == 1)
        #expect(function.parameters.maximum == nil)
        #expect(function.parameters.requiredKeywords == ["d"])
        #expect(function.isAsync)
        #expect(!function.parameters.accepts(2))
    }

    @Test func yieldOfNestedFunctionMakesNoGenerator() {
        let found = module(
            "def f():\n    def g():\n        yield 1\n    return g\ndef h():\n    if x:\n        y = yield\n")
        let generators = found.bindings.compactMap { binding -> Bool? in
            guard case .function(let function) = binding.value else { return nil }
            return function.isGenerator
        }
        #expect(generators == [false, true])
    }

    @Test func importsCarryTheirGuards() {
        let found = module(
            """
            import a
            try:
                import b
            except ImportError:
                import c
            try:
                import d
            except KeyError:
                pass
            if TYPE_CHECKING: import e
            def f():
                from .g import h, i
            if __name__ == "__main__":
                import j
            if sys.version_info > (3,):
                import k
            with contextlib.suppress(ImportError):
                import l
            """)
        let guards = Dictionary(uniqueKeysWithValues: found.imports.map { ($0.module, $0.guards) })
        #expect(
            guards == [
                "a": [], "b": .importError, "c": .importError, "d": [], "e": .typeChecking, "g": .function,
                "j": .mainProgram, "k": .condition, "l": .importError,
            ])
        #expect(found.imports[5].names == ["h", "i"])
        #expect(found.imports[5].level == 1)
        #expect(found.imports[5].place == SourcePlace(line: 12, column: 5))
    }

    @Test(
        arguments: [
            ("def f()\n    pass", PythonProblem.Kind.missingColon(after: "def"), 1),
            ("if x:\npass", .missingBlock(after: "if"), 2),
            ("def f():\n", .missingBlock(after: "def"), 1),
            ("  x = 1", .unexpectedIndent, 1),
            ("x = 1\n  y = 2", .unexpectedIndent, 2),
            ("if x:\n    y\n  z", .badDedent, 3),
            ("if x:\n        y\n\tz", .mixedTabs, 3),
            ("x = (1,\ny = 2", .unclosedBracket("("), 1),
            ("x = 1)\n", .unmatchedBracket(")"), 1),
            ("x = (1]\n", .unmatchedBracket("]"), 1),
            ("x = 'a\ny", .unclosedString, 1),
            ("x = '''a\ny", .unclosedString, 1),
            ("x = f'{a\n", .unclosedString, 1),
            ("x = 1 2", .unexpectedToken("2"), 1),
            ("x = a b", .unexpectedToken("b"), 1),
            ("x =\ny = 1", .unexpectedToken("="), 1),
            ("def f（a): pass", .invalidCharacter("（"), 1),
            ("x = “a”", .invalidCharacter("“"), 1),
            ("x = a ? b", .invalidCharacter("?"), 1),
            ("x = 1 \\ \ny = 2", .badContinuation, 1),
        ] as [(String, PythonProblem.Kind, Int)])
    func namesWhatIsCertainlyWrong(_ text: String, _ kind: PythonProblem.Kind, _ line: Int) {
        let problem = module(text).problems.first
        #expect(problem?.kind == kind)
        #expect(problem?.place.line == line)
    }

    @Test(
        arguments: [
            ("(x := 1)", PythonFeature.assignmentExpression),
            ("def f(a, /): pass", .positionalOnlyParameter),
            ("class A:\n    def f(self, /): pass", .positionalOnlyParameter),
            ("match x:\n    case 1: pass", .matchStatement),
            ("def f(x: int | None = None): pass", .typeUnion), ("async def f(x) -> str | bytes: pass", .typeUnion),
            ("class C:\n    def f(self, x: None | int): pass", .typeUnion),
            ("try: pass\nexcept* E: pass", .exceptionGroup),
            ("with (a as b, c as d): pass", .parenthesizedWith),
            ("type A = int", .typeStatement),
            ("def f[T](x): pass", .typeParameters),
            ("class A[T]: pass", .typeParameters),
            ("x = f'{a['b']}'", .nestedQuotesInFormattedString),
            ("x = f'{a}'", .formattedString),
            ("x = t'{a}'", .templateString),
            ("x = 1_000", .underscoreInNumber),
            ("x: int = 1", .variableAnnotation),
            ("print 'x'", .printStatement),
            ("if x: print y", .printStatement),
            ("exec 'x' in y", .execStatement),
            ("try: pass\nexcept E, e: pass", .exceptComma),
            ("x = `y`", .backquotes),
            ("x <> y", .angleUnequal),
            ("x = 0777", .oldOctal),
            ("x = 10L", .longNumber),
            ("x = ur'y'", .rawUnicodeString),
        ] as [(String, PythonFeature)])
    func namesSyntaxOfSomeVersions(_ text: String, _ feature: PythonFeature) {
        let others = module(text).features.map(\.feature).filter { $0 != .formattedString || $0 == feature }
        #expect(others == [feature])
        #expect(module(text).problems == [])
    }

    @Test(arguments: [
        "print(x)", "print (x) % y", "print", "print >> f", "exec(x)", "x = f'{a[\"b\"]}'", "x = f'{a!r:{b}}{{}}'",
        "x = 0", "x = 00", "x = 0.5", "x = 1if y else 2", "with (a): pass", "with (a, b): pass", "x = a[1:2, ::3]",
        "from ...a.b import c", "from .... import d", "x[...]", "[a async for b in c]", "def f(a=b/c): pass",
        "x = f\"{'a' 'b'}\"", "x = f'''{a['b']}'''", "x = '' f'\\N{DASH}{a}' ''",
    ])
    func findsNothingNewInPlainSyntax(_ text: String) {
        let plain = module(text).features.map(\.feature).filter { $0 != .formattedString }
        #expect(plain == [])
        #expect(module(text).problems == [])
    }

    @Test func tellsWhichVersionsCompile() {
        #expect(module("match x:\n    case 1: pass").obstacle(for: PythonVersion(3, 9)) != nil)
        #expect(module("match x:\n    case 1: pass").obstacle(for: PythonVersion(3, 10)) == nil)
        #expect(module("print 'x'").obstacle(for: PythonVersion(2, 7)) == nil)
        #expect(module("print 'x'").obstacle(for: PythonVersion(3, 6)) != nil)
    }

    @Test func readsExportedNames() {
        #expect(module("__all__ = ['a', \"b\"]\n__all__ += ('c',)").exportedNames == ["a", "b", "c"])
        #expect(module("__all__ = a.__all__").exportsAreUnknown)
        #expect(module("__all__ = ['a']\n__all__.extend(x)").exportsAreUnknown)
        #expect(module("x = 1").exportedNames == nil)
    }

    @Test func seesNamesMadeAtRunTime() {
        #expect(module("globals().update(x)").dynamics.map(\.kind) == [.globals])
        #expect(module("setattr(sys.modules[__name__], 'a', 1)").dynamics.map(\.kind) == [.moduleTable])
        #expect(module("x = globals()['y']\nlog = logging.getLogger(__name__)").dynamics == [])
        #expect(module("def f():\n    return '%(a)s' % locals()").dynamics == [])
    }
}
