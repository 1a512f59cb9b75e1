import Foundation
import SourceScanners
import TestSupport
import Testing

/// Input that was made to break a scanner: each gives a clear verdict in bounded time and memory.
@Suite struct PythonHostileTests {
    private func kind(_ text: String) -> PythonProblem.Kind? {
        PythonModule(bytes: Array(text.utf8)).problems.first?.kind
    }

    @Test func hundredThousandOpenBracketsAreRefused() {
        #expect(kind(String(repeating: "(", count: 100_000)) == .nestedTooDeep)
        #expect(
            kind("x = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
                == .nestedTooDeep)
    }

    @Test func twoHundredBracketsAreFine() {
        let text = "x = " + String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
        #expect(kind(text) == nil)
    }

    @Test func thousandsOfNestedBlocksAreRefused() {
        let text = (0..<1000).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        #expect(kind(text) == .nestedTooDeep)
    }

    @Test func formattedStringsInsideEachOtherAreRefused() {
        let text = "x = " + String(repeating: "f'{", count: 50_000) + String(repeating: "}'", count: 50_000)
        #expect(kind(text) == .nestedTooDeep)
    }

    @Test func fiftyMegabytesAreNotRead() {
        let module = PythonModule(bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 50 << 20))
        #expect(module.unreadable == .tooLarge(50 << 20))
        #expect(module.problems.isEmpty)
    }

    @Test func largestSourceIsReadInReasonableTime() {
        let line = Array("value = {'key': [1, 2, 3], 'other': func(a, b=c)}\n".utf8)
        var bytes: [UInt8] = []
        while bytes.count + line.count <= 1 << 20 { bytes += line }
        let module = PythonModule(bytes: bytes)
        #expect(module.definedNames == ["value"])
        #expect(module.problems.isEmpty)
    }

    @Test func zeroByteIsNamedWithItsLine() {
        let module = PythonModule(bytes: Array("x = 1\ny = \u{0}2\n".utf8))
        #expect(module.problems == [PythonProblem(.zeroByte, at: SourcePlace(line: 2, column: 5))])
    }

    @Test func bytesThatAreNotUTF8AreNamedWithTheirLine() {
        let module = PythonModule(bytes: Array("x = 1\ns = '".utf8) + [0xE9] + Array("'\n".utf8))
        #expect(module.problems == [PythonProblem(.notUTF8, at: SourcePlace(line: 2, column: 6))])
    }

    @Test func wideTextIsRefused() {
        let module = PythonModule(bytes: [0xFF, 0xFE] + "def f(): pass".utf8.flatMap { [$0, 0] })
        #expect(module.problems.first?.kind == .contradictoryEncoding("UTF-16"))
    }

    @Test func doubleByteTrailsAreNoBackslashes() {
        // In GBK the second byte of the character is 0x5C, a backslash.
        let text = Array("# coding: gbk\ns = '".utf8) + [0x81, 0x5C] + Array("'\ndef handler(e, c): pass\n".utf8)
        let module = PythonModule(bytes: text)
        #expect(module.problems.isEmpty)
        #expect(module.definedNames == ["s", "handler"])
    }

    @Test func unknownEncodingIsNoError() {
        let module = PythonModule(bytes: Array("# coding: utf-7\nx = 1\n".utf8))
        #expect(module.unreadable == .unknownEncoding("utf-7"))
        #expect(PythonTree(["index.py": "# coding: rot13\nqrs unaqyre(): pass"]).resolve().short == "unsure unreadable")
    }

    @Test func circularAssignmentsAndImportsEnd() {
        #expect(PythonTree(["index.py": "from index import handler"]).resolve().short == "unsure circular")
        let ring = PythonTree(["index.py": "from a import *", "a.py": "from b import *", "b.py": "from a import *"])
        #expect(ring.resolve().short == "unsure circular")
        #expect(PythonTree(["index.py": "handler = handler"]).resolve().short == "broken undefinedName(handler)")
    }

    @Test func starImportsThatCrossDoNotExplode() {
        var files = ["index.py": (0..<8).map { "from m0_\($0) import *" }.joined(separator: "\n")]
        for level in 0..<12 {
            for index in 0..<8 {
                files["m\(level)_\(index).py"] = (0..<8).map { "from m\(level + 1)_\($0) import *" }.joined(
                    separator: "\n")
            }
        }
        #expect(PythonTree(files).resolve().short.hasPrefix("unsure"))
    }

    @Test func trailOfHundredModulesIsNotFollowedToItsEnd() {
        var files = ["index.py": "from m0 import handler"]
        for index in 0..<100 { files["m\(index).py"] = "from m\(index + 1) import handler" }
        #expect(PythonTree(files).resolve().short == "unsure tooDeep")
    }

    @Test func classesThatInheritFromThemselvesEnd() {
        let text = "class A(B): pass\nclass B(A): pass\nhandler = A()"
        #expect(PythonTree(["index.py": text]).resolve().short == "ok instance(A) index.py:3")
    }

    @Test func everyPrefixOfRealSourceIsScanned() {
        for form in PythonForm.all {
            for text in form.files.values {
                let bytes = Array(text.utf8)
                for end in 0...bytes.count { _ = PythonModule(bytes: Array(bytes[..<end])) }
            }
        }
        let whole = Array(Self.varied.utf8)
        for end in 0...whole.count { _ = PythonModule(bytes: Array(whole[..<end])) }
        #expect(PythonModule(bytes: whole).problems.isEmpty)
    }

    @Test func damagedSourceIsScanned() {
        var random = SeededGenerator(seed: 7)
        let whole = Array(Self.varied.utf8)
        let signs = Array("()[]{}:;,.=*'\"\\\n\t #@fbr0x\u{0}".utf8)
        for _ in 0..<1500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = signs.randomElement(using: &random) ?? 0
                case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
                default: bytes.remove(at: place)
                }
            }
            let files = ["index.py": bytes]
            _ = PythonTree(bytes: files).resolve()
        }
    }

    /// Each kind of statement that the parser tells apart.
    static let varied = #"""
        # -*- coding: utf-8 -*-
        """Doc \" string"""
        from __future__ import annotations
        import os, sys as system, a.b.c
        from . import (sibling, other as another,)
        from .. import *
        if TYPE_CHECKING:
            from typing import Any
        try:
            import json
        except (ImportError, ValueError) as error:
            json = None
        else:
            pass
        finally:
            del x
        __all__ = ["handler", 'x']
        __all__ += ("y",)
        a = b = lambda x, *y, z=1, **k: (yield)
        (c, [d, *e]), f.g, h[0] = 1, 2, 3
        i: int = 0x1F + 0b1 + 1_000.5e-3j
        j: "str"
        k += 1 if i else 2
        @decorator(1)(2)
        async def coroutine(a, /, b: int = 1, *args: int, c, d={1: 2}, **kw) -> None:
            global late
            async with a as b, c as (d, e): await f
            async for x in y: yield x
        class Service(Base, metaclass=Meta):
            x = 1
            @staticmethod
            def run(e, c): return f"{e!r:>{c}} {'nested'} {{}}"
            def __call__(self, event, context): pass
        with open("x") as file, (yield) as z: pass
        with (open("y") as one, open("z") as two,): pass
        for n, (o, p) in []: break
        while (q := 1) > 2: continue
        match command:
            case Point(x=0, y=name) | [first, *rest] if first: pass
            case {"k": value, **others}: pass
            case _: pass
        type Alias[T] = list[T]
        globals()["made"] = handler = Service().run
        print("x", file=system.stderr); exec; r = rb'\'' + b"" + F'''{
        1}'''
        if __name__ == "__main__":
            def main(): pass
        elif x: pass
        else:
        	handler = \
        		Service()
        """#
}
