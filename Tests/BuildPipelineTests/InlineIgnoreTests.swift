import Testing

@testable import BuildPipeline

struct InlineIgnoreTests {
    @Test(
        arguments: [
            ("x = 1  # fclayer: ignore[a-b]", ["a-b"], nil),
            ("# fclayer: ignore[a-b, c] it works", ["a-b", "c"], "it works"),
            ("foo(); // fclayer: ignore[a-b]  because\r", ["a-b"], "because"),
            ("/* fclayer: ignore[a-b] because */ foo()", ["a-b"], "because */ foo()"),
            ("/* fclayer: ignore[a-b] because */", ["a-b"], "because"),
            ("#fclayer: ignore[a]", ["a"], nil),
            ("# fclayer: ignore[]", [], nil),
        ] as [(String, [String], String?)])
    func readsComment(line: String, rules: [String], reason: String?) {
        #expect(InlineIgnores.comment(in: line) == InlineIgnore(rules: rules, reason: reason))
    }

    @Test(
        arguments: [
            "fclayer: ignore[a]", "text = 'fclayer: ignore[a]'", "# fclayer: ignore a", "# fclayer: ignore[a",
            "# fclayer:ignore[a]", "", "#", "# see fclayer: ignore[a]",
        ])
    func leavesOtherTextAlone(line: String) {
        #expect(InlineIgnores.comment(in: line) == nil)
    }

    @Test func lineItselfAndACommentLineAboveCount() {
        let lines = InlineIgnores.Lines(
            Array(
                """
                # fclayer: ignore[above]
                one # fclayer: ignore[one]
                two
                    // fclayer: ignore[indented]
                three
                """.utf8))
        func rules(_ line: Int) -> [String] { InlineIgnores.comments(forLine: line, in: lines).flatMap(\.rules) }
        #expect(rules(1) == ["above"])
        #expect(rules(2) == ["one", "above"])
        // A comment beside code is for its own line.
        #expect(rules(3) == [])
        #expect(rules(5) == ["indented"])
        #expect(rules(0) == [] && rules(6) == [] && rules(-1) == [] && rules(.max) == [])
    }

    @Test func linesThatNobodyWroteAreNotRead() {
        let long = "# fclayer: ignore[a]" + String(repeating: " ", count: 5000) + "\nx\n"
        let lines = InlineIgnores.Lines(Array(long.utf8))
        #expect(InlineIgnores.comments(forLine: 1, in: lines).isEmpty)
        #expect(InlineIgnores.comments(forLine: 1, in: InlineIgnores.Lines([])).isEmpty)
        #expect(InlineIgnores.comments(forLine: 1, in: InlineIgnores.Lines([0xFF, 0x00, 0x0A])).isEmpty)
    }
}
