import BuildModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct YAMLDocumentTests {
    @Test func writesBlockStyleWithKeysInTheirOrder() throws {
        let value = ManifestValue.mapping([
            .init("edition", .string("3.0.0")),
            .init(
                "resources",
                .mapping([
                    .init("b", .sequence([.string("x"), .mapping([.init("k", .integer(1)), .init("l", .null)])])),
                    .init("a", .mapping([])), .init("e", .sequence([])),
                    .init("nested", .sequence([.sequence([.boolean(true)])])),
                ])),
        ])
        #expect(
            try YAMLDocument.text(value) == """
                edition: 3.0.0
                resources:
                  b:
                  - x
                  - k: 1
                    l: null
                  a: {}
                  e: []
                  nested:
                  - - true

                """)
    }

    @Test(arguments: [
        "", "1.0", "yes", "No", "0123", "0x1F", "0o17", "1_000", "null", "~", "true", "y", "=", "<<", "9:30", "1e3",
        ".5",
        ".inf", ".NaN", "+1", "-1", "2015-09-01", "2015-09-01 10:00:00", "*a", "&a", "!tag", "%x", "@x", "`x", "#x",
        "- x",
        "-", "?", "? x", ": x", "a: b", "a #b", "a:", " a", "a ", "[a]", "{a: b}", "'a'", "\"a\"", "a\tb", "---", "...",
        "|", ">", "\u{0}", "\u{1B}[31m", "\u{85}", "\u{2028}", "\u{FEFF}", "12e03", "0b1", "010", "08", "1.2.3.4e5",
    ])
    func quotesStringThatAReaderWouldTakeForSomethingElse(_ text: String) throws {
        #expect(try YAMLDocument.text(.string(text)).hasPrefix("\""))
    }

    @Test(arguments: [
        "python3.10", "./functions/a.zip", "${vars.region}", "${env('X', 'd')}", "index.handler", "3.0.0", "数据",
        "/opt/bin",
        "acs:fc:cn-hangzhou:${config('AccountID')}:layers/a/versions/1", "nothing", "yesterday", "a,b", "naïve — 中文",
    ])
    func leavesPlainStringAlone(_ text: String) throws {
        #expect(try YAMLDocument.text(.string(text)) == text + "\n")
    }

    @Test func writesLinesAsBlock() throws {
        let value = ManifestValue.mapping([
            .init("run", .string("make\n\n  deep: x\nlast")), .init("b", .string("x\n")),
        ])
        #expect(try YAMLDocument.text(value) == "run: |-\n  make\n\n    deep: x\n  last\nb: |\n  x\n")
    }

    @Test(.enabled(if: PythonJudge.has("yaml")))
    func pythonReadsBackTheSameValue() throws {
        var strings = [
            "", "1.0", "yes", "0123", "null", "=", "<<", "9:30", "2015-09-01", "a: b", "a #b", "a:", " a", "a ", "a\nb",
            "a\nb\n", "a\n\n", "\na", " a\nb", "a \nb", "a\n b", "a\r\nb", "a\tb\nc", "\u{0}\u{7}\u{1B}", "\u{85}",
            "\u{2029}x",
            "\u{FEFF}", "\u{FFFE}", "😀", "e\u{301}", ":\u{20}\u{301}", "- a\n- b", "# a\nb", "---\na", "\\n", "\"'",
            "%TAG",
            String(repeating: "long ", count: 500), "x\n" + String(repeating: "y", count: 3000),
        ]
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("ab 1.:-#\n\t\"'\\{}[]&*!|>%@`~=<,?e+_\r\u{301}数".unicodeScalars)
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...7, using: &generator) {
                guard let scalar = alphabet.randomElement(using: &generator) else { continue }
                text.unicodeScalars.append(scalar)
            }
            strings.append(text)
        }
        var pairs = strings.enumerated().map { ManifestValue.Pair("k\($0.offset)", .sequence([.string($0.element)])) }
        var seen: Set<String> = []
        // Python compares keys scalar by scalar, Swift by canonical equality: one of each is enough.
        for text in strings.prefix(400) where seen.insert(text).inserted {
            pairs.append(.init("k-" + text, .mapping([.init(text, .string(text))])))
        }
        pairs += [
            .init(
                "f",
                .sequence([.number(0.35), .number(1e20), .number(1.5e-7), .number(-2), .integer(-3), .integer(.max)])),
            .init(String(repeating: "k", count: 2000), .mapping([.init("a", .sequence([.null, .boolean(false)]))])),
            .init("deep", .sequence([.sequence([.mapping([.init("x", .string("l1\nl2"))]), .sequence([])])])),
        ]
        let value = ManifestValue.mapping(pairs)
        let script = """
            import sys, json, yaml
            text, expected = sys.stdin.buffer.read().decode().split('\\f')
            read = json.dumps(yaml.safe_load(text))
            wanted = json.dumps(json.loads(expected))
            if read != wanted:
                for a, b in zip(yaml.safe_load(text).items(), json.loads(expected).items()):
                    if json.dumps(a) != json.dumps(b): print(a, 'is not', b)
                sys.exit(1)
            """
        let result = try PythonJudge.run(script, input: try YAMLDocument.text(value) + "\u{C}" + json(value))
        #expect(result.status == 0, "\(result.output)")
    }

    private func json(_ value: ManifestValue) throws -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let text): try quoted(text)
        case .sequence(let values): "[" + (try values.map(json)).joined(separator: ",") + "]"
        case .mapping(let pairs):
            "{" + (try pairs.map { try quoted($0.key) + ":" + json($0.value) }).joined(separator: ",") + "}"
        }
    }

    private func quoted(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
}
