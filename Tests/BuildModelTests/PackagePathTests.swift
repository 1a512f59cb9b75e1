import BuildModel
import Foundation
import Testing

@Suite struct PackagePathTests {
    @Test(arguments: [
        "a", "python/numpy/__init__.py", ".hidden", "a..b/..c", "数据/é.txt", "a b", "...", "Foo::Bar.pm", "a/.b/c",
    ])
    func takesOrdinaryNames(_ text: String) throws {
        #expect(try PackagePath(text).text == text)
    }

    @Test func dropsASingleSlashAtTheEnd() throws {
        #expect(try PackagePath("a/b/").text == "a/b")
    }

    @Test(arguments: [
        ("", PackagePath.Refusal.empty), ("/", .empty), ("//", .absolute), ("/etc/passwd", .absolute),
        ("C:/x", .absolute),
        ("c:x", .absolute), ("C:", .absolute), ("..", .leavesPackage), ("../x", .leavesPackage),
        ("a/../x", .leavesPackage),
        ("a/..", .leavesPackage), ("a/../", .leavesPackage), (".", .notNormal), ("./a", .notNormal),
        ("a/./b", .notNormal),
        ("a//b", .notNormal), ("a//", .notNormal), ("a\\..\\b", .controlCharacter), ("..\\x", .controlCharacter),
        ("a\u{0}.py", .controlCharacter), ("a\nb", .controlCharacter), ("a\r\nb", .controlCharacter),
        ("a\u{7F}", .controlCharacter), ("\u{1B}[2J", .controlCharacter),
    ])
    func refusesAttack(_ text: String, _ refusal: PackagePath.Refusal) {
        #expect(throws: refusal) { try PackagePath(text) }
    }

    @Test func refusesNameThatLinuxCannotOpen() {
        #expect(throws: PackagePath.Refusal.tooLong) { try PackagePath(String(repeating: "a/", count: 2048) + "b") }
        #expect(throws: PackagePath.Refusal.tooLong) { try PackagePath("a/" + String(repeating: "é", count: 128)) }
        #expect(throws: Never.self) { try PackagePath("a/" + String(repeating: "a", count: 255)) }
    }

    @Test func tellsTwoSpellingsOfOneLetterApart() throws {
        let composed = try PackagePath("caf\u{E9}")
        let decomposed = try PackagePath("cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(Set([composed, try PackagePath("caf\u{E9}")]).count == 1)
    }

    @Test func ordersByBytes() throws {
        let ordered = try ["A", "a", "a-b", "a.py", "a/b", "ab", "\u{E9}", "\u{FFFD}", "😀"].map { try PackagePath($0) }
        #expect(ordered.shuffled().sorted() == ordered)
    }

    @Test func partsNameAndFolder() throws {
        let path = try PackagePath("python/numpy/core.py")
        #expect(path.name == "core.py")
        #expect(path.folder == "python/numpy")
        #expect(try PackagePath("index.py").folder.isEmpty)
        #expect(try PackagePath("index.py").name == "index.py")
    }

    @Test func checksWhatItDecodes() throws {
        let good = try JSONDecoder().decode([PackagePath].self, from: Data(#"["a/b"]"#.utf8))
        #expect(good.map(\.text) == ["a/b"])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([PackagePath].self, from: Data(#"["../a"]"#.utf8))
        }
    }
}
