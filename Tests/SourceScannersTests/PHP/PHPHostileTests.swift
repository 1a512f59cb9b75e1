import SourceScanners
import Testing

/// Input that was made to break a scanner: each gives a clear verdict in bounded time and memory.
@Suite struct PHPHostileTests {
    private func module(_ text: String, _ version: PHPVersion = .runtime) -> PHPModule {
        PHPModule(bytes: Array(text.utf8), version: version)
    }

    @Test func noPrefixOfAFixtureTraps() {
        for fixture in PHPFixture.all {
            let bytes = Array(fixture.text.utf8)
            for end in bytes.indices {
                let version = end.isMultiple(of: 2) ? PHPVersion.runtime : PHPVersion(8, 2)
                #expect(PHPModule(bytes: Array(bytes[..<end]), version: version).tooLarge == nil)
            }
        }
    }

    @Test func noChangedByteTraps() {
        var state: UInt64 = 1
        for fixture in PHPFixture.all {
            for _ in 0..<40 {
                var bytes = Array(fixture.text.utf8)
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let signs = Array("\"'{}()[]<?>$\\#;\n\u{0}".utf8)
                bytes[Int(state >> 33) % bytes.count] = signs[Int(state >> 20 & 0xFFF) % signs.count]
                #expect(PHPModule(bytes: bytes).tooLarge == nil)
            }
        }
    }

    @Test func hundredThousandOpenBracketsAreUnclosed() {
        let deep = module("<?php " + String(repeating: "(", count: 100_000))
        #expect(deep.problems.map(\.kind) == [.unclosedBracket("(")])
        let balanced = "<?php $x = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(module(balanced).problems.isEmpty)
    }

    @Test func thousandsOfNestedFunctionsAreRead() {
        let count = 5000
        let text =
            "<?php " + (0..<count).map { "function f\($0)() { " }.joined() + String(repeating: "}", count: count)
        let nested = module(text)
        #expect(nested.functions.map(\.name) == ["f0"])
        #expect(nested.nested.count == count - 1)
    }

    @Test func halfDeclarationsAreNotReadAgainAndAgain() {
        for text in [
            "class A ", "function f(", "public A|", "fn():A ", "enum A ", "function(", "if(", "{function f(){",
        ] {
            let many = module("<?php class X { " + String(repeating: text, count: 2000))
            #expect(many.obstacle != nil)
        }
    }

    @Test func stringsInsideStringsAreFollowedWithoutRecursion() {
        let text = "<?php $x = " + String(repeating: "\"{$a[", count: 50_000)
        #expect(module(text).problems.map(\.kind).first == .unclosedString)
    }

    @Test func fiftyMegabytesAreNotRead() {
        let large = PHPModule(bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 50 << 20))
        #expect(large.tooLarge == 50 << 20)
        #expect(large.obstacle == nil)
    }

    @Test func thousandsOfHeredocsWithoutEndAreReadOnce() {
        let text = "<?php " + (0..<20_000).map { "<<<A\($0)\n" }.joined()
        #expect(module(text).problems.map(\.kind) == [.unclosedString])
    }

    @Test func zeroBytesAndWideTextAreNoTrap() {
        #expect(module("<?php $a = \"\u{0}\"; \u{0} function f() {}").functions.map(\.name) == ["f"])
        let wide = PHPModule(bytes: [0xFF, 0xFE] + "<?php function f() {}".utf8.flatMap { [$0, 0] })
        #expect(!wide.hasCode || wide.functions.isEmpty)
    }

    @Test func includesInACircleEnd() {
        let tree = PHPTree([
            "index.php": "<?php require 'a.php';", "a.php": "<?php require 'index.php'; require 'a.php';",
        ])
        #expect(tree.resolve().short == "broken functionMissing()")
    }

    @Test func thousandsOfIncludesAreNotAllFollowed() {
        var files = ["index.php": "<?php " + (0..<1000).map { "require 'x\($0).php';" }.joined()]
        for number in 0..<1000 { files["x\(number).php"] = "<?php" }
        #expect(PHPTree(files).resolve().short == "unsure tooMany")
    }

    @Test func includesThatLeaveThePackageAreNotJudged() {
        let tree = PHPTree(["index.php": "<?php require __DIR__ . '/../../etc/x.php'; function handler($e, $c) {}"])
        #expect(tree.resolve().short == "ok index.php:1")
    }

    @Test func strangeHandlersAreRefused() {
        let tree = PHPTree(["index.php": PHPForm.handler])
        #expect(tree.resolve("").short == "broken malformed")
        #expect(tree.resolve("..").short == "broken malformed")
        #expect(tree.resolve(String(repeating: ".", count: 10_000)).short == "broken malformed")
        #expect(tree.resolve("index\u{0}.handler").short == "broken fileMissing(/code/index\u{0}.php)")
        #expect(tree.resolve("index.hand\u{0}ler").short == "broken functionMissing(handler)")
        #expect(tree.resolve("../../etc/passwd.handler").short == "broken fileMissing(/code/etc/passwd.php)")
        let long = String(repeating: "a", count: 10_000)
        #expect(tree.resolve(long + ".handler").short == "broken fileMissing(/code/\(long).php)")
    }
}
