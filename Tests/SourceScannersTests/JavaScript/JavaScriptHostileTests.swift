import SourceScanners
import Testing

/// Input that was made to break a scanner: each gives a clear answer in bounded time and memory.
@Suite struct JavaScriptHostileTests {
    private func module(_ text: String) -> JavaScriptModule { JavaScriptModule(bytes: Array(text.utf8)) }

    private func kind(_ text: String) -> JavaScriptProblem.Kind? { module(text).problems.first?.kind }

    @Test(arguments: ["(", "[", "{", "`${", "a = {b: ", "function f() {", "class A { m() {", "() => {", "x ? ("])
    func hundredThousandBracketsAreNotRead(_ open: String) {
        guard case .nestedTooDeep? = module(String(repeating: open, count: 100_000)).unreadable else {
            Issue.record("read")
            return
        }
    }

    @Test func thousandsOfBracketsAreRead() {
        let text = String(repeating: "[", count: 9000) + String(repeating: "]", count: 9000)
        #expect(module("exports.a = 1; x = " + text).exportedNames == ["a"])
    }

    @Test func nestedObjectsAreFollowedOnlySoFar() {
        let text = String(repeating: "{a: ", count: 3000) + "1" + String(repeating: "}", count: 3000)
        #expect(module("module.exports = " + text).exportedNames == ["a"])
    }

    @Test func fiftyMegabytesAreNotRead() {
        let module = JavaScriptModule(bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 50 << 20))
        #expect(module.unreadable == .tooLarge(50 << 20))
    }

    @Test func megabyteOfOneLineIsRead() {
        let text = String(repeating: "a.b=function(c){return c?d:{e:/f/g}};", count: 4000) + "exports.z=1"
        #expect(module(text).exportedNames == ["z"])
        #expect(module(text).problems.isEmpty)
    }

    @Test func longChainsEnd() {
        #expect(module(String(repeating: "a = ", count: 5000) + "1").problems.isEmpty)
        #expect(module("x = " + String(repeating: "a + ", count: 50_000) + "1").problems.isEmpty)
        #expect(module("x = " + String(repeating: "a ? b : ", count: 5000) + "1").problems.isEmpty)
        #expect(module(String(repeating: "a => ", count: 5000) + "1").problems.isEmpty)
        #expect(module("x" + String(repeating: ".y", count: 50_000)).problems.isEmpty)
        #expect(module("x" + String(repeating: "()", count: 50_000)).problems.isEmpty)
    }

    @Test func zeroBytesAreNamed() {
        #expect(
            module("a = 1\nb = \0").problems == [
                JavaScriptProblem(.invalidCharacter("\0"), at: .init(line: 2, column: 5))
            ])
    }

    @Test func whatNeverEndsIsNamedWhereItBegins() {
        #expect(kind("a = `b") == .unclosedTemplate)
        #expect(kind("a = `b${c") == .unclosedTemplate)
        #expect(kind("a = /b") == .unclosedRegex)
        #expect(kind("a = /[/") == .unclosedRegex)
        #expect(kind("a /* b") == .unclosedComment)
        #expect(kind("a = 'b\n'") == .unclosedString)
        #expect(kind("a = 'b\\") == .unclosedString)
        #expect(kind("f(") == .unclosedBracket("("))
        #expect(kind("f)") == .unmatchedBracket(")"))
        #expect(kind("f(]") == .unmatchedBracket("]"))
        #expect(kind("`${a)}`") == .unmatchedBracket(")"))
    }

    @Test func bytesThatAreNotTextNeverTrap() {
        for seed in 0..<400 {
            var state = UInt64(seed)
            let bytes = (0..<200).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            _ = JavaScriptModule(bytes: bytes).exportedNames
        }
    }

    @Test func tokensInAnyOrderNeverTrap() {
        let words = [
            "exports", "module", ".", "=", "(", ")", "{", "}", "[", "]", "`", "${", "/", "a", ",", ";", ":", "?", "=>",
            "async", "function", "class", "export", "import", "from", "*", "as", "default", "const", "\"x\"", "...",
            "get", "static", "require", "new", "Object", "assign", "extends", "\n", "await", "#p", "1", "return",
        ]
        for seed in 0..<3000 {
            var state = UInt64(seed)
            var text = ""
            for _ in 0..<30 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += words[Int((state >> 33) % UInt64(words.count))] + " "
            }
            _ = JavaScriptTree(["index.js": text]).resolve()
        }
    }

    @Test func circlesEnd() {
        #expect(JavaScriptTree(["index.js": "exports.handler = exports.handler"]).resolve().short == "unsure tooDeep")
        #expect(
            JavaScriptTree(["index.js": "var a = b, b = a; exports.handler = a"]).resolve().short == "unsure tooDeep")
        #expect(JavaScriptTree(["index.js": "module.exports = require('./index')"]).resolve().short == "unsure tooDeep")
        let ring = JavaScriptTree([
            "index.js": "module.exports = {...require('./a')}", "a.js": "module.exports = {...require('.')}",
        ])
        #expect(ring.resolve().short == "unsure tooDeep")
    }

    @Test func handlersThatClimbFindNothing() {
        #expect(
            JavaScriptTree(["index.js": ""]).resolve("../../etc/passwd.x").short
                == "broken moduleMissing(../../etc/passwd)")
        let long = String(repeating: "a/", count: 5000) + "b.c"
        #expect(JavaScriptTree(["index.js": ""]).resolve(long).short.hasPrefix("broken moduleMissing"))
    }

    @Test func damagedPackageFilesAreNoObjects() {
        for text in [
            "", "[]", "{", "}", "\"type\"", "{\"type\": \"module", "nonsense", String(repeating: "[", count: 100_000),
        ] {
            #expect(JavaScriptPackageFile(bytes: Array(text.utf8)) == nil)
        }
        let nested = #"{"a": {"type": "module"}, "b": ["type", "module"], "main": "lib/x.js"}"#
        let file = JavaScriptPackageFile(bytes: Array(nested.utf8))
        #expect(file?.type == nil)
        #expect(file?.main == "lib/x.js")
    }
}
