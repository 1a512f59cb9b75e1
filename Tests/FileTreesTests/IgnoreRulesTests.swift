import FileTrees
import Testing

@Suite struct IgnoreRulesTests {
    static func decides(_ text: String, _ path: String, isFolder: Bool = false) -> Bool? {
        var rules = IgnoreRules()
        rules.add(text: text)
        return rules.match(path, isFolder: isFolder).map(\.ignores)
    }

    @Test(
        arguments: [
            ("*.pyc", "a/b/c.pyc", true), ("*.pyc", "c.py", nil), ("/a", "a", true), ("/a", "b/a", nil),
            ("a/b", "a/b", true),
            ("a/b", "x/a/b", nil), ("**/a/b", "x/a/b", true), ("a/**", "a/x/y", true), ("a/**", "a", nil),
            ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "ab", nil), ("a*b", "a/b", nil),
            ("foo**bar", "foo/bar", nil), ("*", "x", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", nil),
            ("[[:digit:]]", "5", true), ("\\#x", "#x", true), ("#x", "#x", nil), ("\\!x", "!x", true),
            ("x ", "x", true), ("x\\ ", "x ", true), ("x\t", "x", nil), ("a\r\n", "a", true), ("[", "[", nil),
            ("a\\", "a", nil),
            ("a\\", "a\\", nil), ("", "a", nil), ("/", "a", nil), ("!", "a", nil), ("[]a]", "]", true),
            ("é?", "éx", true),
            ("\u{FEFF}a", "a", true), ("*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", nil),
        ] as [(String, String, Bool?)])
    func matchesAsDocumented(rules: String, path: String, expected: Bool?) {
        #expect(Self.decides(rules, path) == expected)
    }

    @Test func trailingSlashMeansFoldersOnly() {
        #expect(Self.decides("build/", "build") == nil)
        #expect(Self.decides("build/", "build", isFolder: true) == true)
        #expect(Self.decides("build/", "build/x") == true)
    }

    @Test func lastMatchWins() {
        #expect(Self.decides("*.txt\n!a.txt", "a.txt") == false)
        #expect(Self.decides("!a.txt\n*.txt", "a.txt") == true)
    }

    @Test func nothingComesBackFromAFolderThatIsLeftOut() {
        #expect(Self.decides("a/\n!a/b", "a/b") == true)
        #expect(Self.decides("a/*\n!a/b", "a/b") == false)
    }

    @Test func saysWhichRuleDecided() {
        var rules = IgnoreRules()
        rules.add(patterns: ["*.o"], origin: "built-in")
        rules.add(text: "\n!keep.o  \n", file: ".fcignore")
        let match = rules.match("x/keep.o", isFolder: false)
        #expect(match?.rule == "!keep.o")
        #expect(match?.file == ".fcignore" && match?.line == 2 && match?.isNegated == true)
        #expect(rules.match("x/other.o", isFolder: false)?.file == "built-in")
    }

    @Test(.timeLimit(.minutes(30))) func hostilePatternsTakeNoLongTime() {
        let path = String(repeating: "a/", count: 1000) + "a"
        let text = [
            String(repeating: "**/a/", count: 200) + "b", String(repeating: "*a", count: 500) + "b",
            "**/" + String(repeating: "*a/", count: 300) + "**/x",
        ]
        for pattern in text { #expect(Self.decides(pattern, path) == nil) }
    }
}
