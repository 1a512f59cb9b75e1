import BuildModel
import Testing

@Suite("Text that is no manifest")
struct SyntaxTests {
    private func read(_ text: String) -> Fixture.Outcome { Fixture(manifest: text).read() }

    @Test func yamlThatDoesNotParse() {
        let outcome = read("edition: 3.0.0\nresources:\n  f:\n    component: fc3\n   props: {}\n")
        #expect(
            outcome.lines == [
                "s.yaml:5:4: error[manifest-syntax]: not YAML: expected a key here; check the indentation and the quotes before"
            ])
        #expect(outcome.hints == ["look at the block mapping that begins on line 3"])
    }

    @Test(arguments: [
        ("a: b: c\n", "1:5", "a `:` stands where no key can be"), ("a: 'b\n", "2:1", "inside quotes"),
        ("a:\n\t- b\n", "2:1", "a tab cannot indent"), ("a: @b\n", "1:4", "cannot begin with `@`"),
        ("a: *b\n", "1:4", "no anchor"), ("a: \"\\q\"\n", "1:5", "unknown escape"),
        ("a: [1, 2\n", "2:1", "expected `,` or `]`"),
        ("a: {b: 1\n", "2:1", "expected `,` or `}`"), ("a: 1\nb\nc: 2\n", "2:1", "expected `:`"),
        ("a: \u{1}\n", "1:4", "control character"),
        ("名字: 值\n备注: @b\n", "2:5", "cannot begin with `@`"), ("? [a]\n: b\n", "1:3", "a key must be text"),
        ("<<: 3\n", "1:5", "`<<` takes a mapping"),
    ])
    func friendlyWords(text: String, place: String, words: String) {
        let outcome = read(text)
        #expect(outcome.rules.first == "manifest-syntax")
        #expect(outcome.lines.first?.hasPrefix("s.yaml:\(place): ") == true, "\(outcome.lines)")
        #expect(outcome.lines.first?.contains(words) == true, "\(outcome.lines)")
    }

    @Test func severalDocuments() {
        let outcome = read("a: 1\n---\nb: 2\n")
        #expect(outcome.rules == ["manifest-syntax"])
        #expect(outcome.lines[0].contains("several documents"))
    }

    @Test func duplicateKeysNameBothPlaces() {
        let outcome = read("resources:\n  f:\n    component: fc3\n  g: {}\n  f: {}\n")
        #expect(
            outcome.lines == [
                "s.yaml:5:3: error[duplicate-key]: the key `f` is written twice in one mapping, first on line 2"
            ])
        #expect(read("a: 1\n'a': 2\n").rules == ["duplicate-key"])
    }

    @Test func textThatIsNotUTF8() {
        var fixture = Fixture([:])
        fixture.files["s.yaml"] = Array("名: ok\nb: ".utf8) + [0xD6, 0xD0, 0x0A]
        let outcome = fixture.read()
        #expect(outcome.rules == ["manifest-encoding"])
        #expect(outcome.lines[0].hasPrefix("s.yaml:2:4: "))
        fixture.files["s.yaml"] = [0xFF, 0xFE, 0x61, 0x00]
        #expect(fixture.read().lines[0].contains("UTF-16"))
    }

    @Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n", "\r"])
    func byteOrderMarkAndLineEnds(mark: String, end: String) throws {
        let text = mark + ServerlessDevs3Tests.manifest.replacing("\n", with: end)
        var fixture = ServerlessDevs3Tests.fixture
        fixture.files["s.yaml"] = Array(text.utf8)
        let outcome = fixture.read()
        #expect(outcome.lines == [])
        #expect(outcome.function("ingest")?.location(of: "handler").line == 27)
    }

    @Test func tabAfterScalarIsTaken() {
        let outcome = read(
            "resources:\n  f:\n    component: fc3\t\n    props: {functionName: f,\truntime: python3.10, handler: a.b}\n"
        )
        #expect(outcome.lines == [])
    }

    @Test func columnsCountCharactersNotBytes() {
        let outcome = read(
            "resources:\n  函数🎉e\u{301}: { component: fc3, props: { functionName: f, runtime: pyton3.10, handler: a.b } }\n"
        )
        #expect(outcome.lines.first?.hasPrefix("s.yaml:2:62: error[unknown-runtime]") == true, "\(outcome.lines)")
    }

    @Test func fileThatIsTooLarge() {
        var fixture = Fixture([:])
        fixture.files["s.yaml"] = Array(repeating: UInt8(ascii: "#"), count: 8 << 20 | 1)
        #expect(fixture.read().rules == ["manifest-too-large"])
    }

    @Test(.timeLimit(.minutes(30)))
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol]\n"
        for level in 1...40 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let outcome = read(text)
        #expect(outcome.rules == ["manifest-too-large"])
    }

    @Test(.timeLimit(.minutes(30)))
    func billionLaughsInKeysAndMerges() {
        var text = "a0: &a0 { k: v }\n"
        for level in 1...30 {
            text += "a\(level): &a\(level) { <<: [*a\(level - 1), *a\(level - 1)], x: *a\(level - 1) }\n"
        }
        #expect(read(text).rules.contains("manifest-too-large"))
    }

    @Test(.timeLimit(.minutes(30)), arguments: ["? *a24\n: 1\n", "*a24 : 1\n", "{ *a24 : 1 }\n", "[*a24]: 1\n"])
    func billionLaughsAsKey(key: String) {
        var keys = "a0: &a0 [x, x]\n"
        for level in 1...24 { keys += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(read(keys + key).rules == ["manifest-too-large"])
    }

    @Test(.timeLimit(.minutes(30)))
    func anchorsAndAliasesOfOneLineAreBounded() {
        let many = (0..<20_000).map { "&a\($0) x, *a\($0)" }.joined(separator: ", ")
        #expect(read("a: [\(many)]\n").rules == ["manifest-too-large"])
    }

    @Test(.timeLimit(.minutes(30)))
    func billionLaughsInListsAsDeepAsTheirKeys() {
        var text = "a0: &a0\n- x\n"
        for level in 1...40 { text += "a\(level): &a\(level)\n# c\n- *a\(level - 1)\n- *a\(level - 1)\n" }
        #expect(read(text + "? *a40\n: 1\n").rules == ["manifest-too-large"])
    }

    @Test func aliasesBesideTheirAnchorInOneListAreTaken() {
        let list = "note:\n- &one { a: b }\n" + String(repeating: "- *one\n", count: 100)
        #expect(
            read(list + "resources: { f: { component: fc3, props: { functionName: f, runtime: custom } } }\n").lines
                == [])
    }

    @Test func scriptsAreNotTakenForAliases() {
        let script = (0..<60).map { _ in "      a && b & c *x* * * * *.py 2>&1 &bg *bgs\n" }.joined()
        let text =
            "resources:\n  f:\n    component: fc3\n    props: { functionName: f, runtime: custom }\n    note: |\n"
        #expect(read(text + script).lines == [])
    }

    @Test func aliasesOfRealUseAreTaken() {
        var text = "base: &base { runtime: python3.10, handler: a.b, memorySize: 512 }\nresources:\n"
        for number in 0..<200 {
            text += "  f\(number):\n    component: fc3\n    props: { <<: *base, functionName: f\(number) }\n"
        }
        let outcome = read(text)
        #expect(outcome.lines == [])
        #expect(outcome.project?.functions.count == 200)
    }

    @Test(arguments: [70, 900, 5_000, 200_000])
    func deepNesting(depth: Int) {
        let flow = read("a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        #expect(flow.project == nil)
        #expect(flow.rules == ["manifest-too-large"] || flow.rules == ["manifest-syntax"])
        let block = read(String(repeating: "- ", count: min(depth, 20_000)) + "x")
        #expect(block.project == nil)
    }

    @Test(arguments: [
        "resources:\n  f:\n    component: fc3\n    props:\n      functionName: {{ name }}\n      runtime: python3.10\n      handler: a.b\n",
        "resources:\n  f:\n    component: fc3\n    props:\n      functionName: f\n      region: {{ region }}-x\n",
        "{{if x}}\nresources: {}\n{{/if}}\n", "{% if x %}\nresources: {}\n{% endif %}\n",
        "resources:\n  f:\n    component: fc3\n    props: { functionName: '{{ name }}', runtime: python3.10, handler: a.b }\n",
        "resources:\n  f:\n    component: fc3\n    props: { functionName: { { name } }, runtime: python3.10, handler: a.b }\n",
    ])
    func unrenderedTemplate(text: String) {
        let outcome = read(text)
        #expect(outcome.rules == ["template-unrendered"], "\(outcome.lines)")
        #expect(outcome.hints == ["make the project with `s init`, or write the value in its place"])
    }

    @Test func placeholderInQuotesDoesNotHideMistakeBelow() {
        let outcome = read("a: 'Hi {{ name }}'\n b: c\n")
        #expect(outcome.rules == ["manifest-syntax"])
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "hello\n", "- a\n", "3\n", "a: 1\n", "resource: {}\n", "null\n"])
    func fileThatIsNoManifest(text: String) {
        let outcome = read(text)
        #expect(outcome.project == nil)
        #expect(outcome.rules == ["manifest-unknown"], "\(outcome.lines)")
    }
}
