import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

struct BaselineTests {
    private let findings = [
        Finding(
            rule: "b-rule", severity: .error, message: "`x` has 12 MB, 3 more than 9",
            location: .init(package: "functions/a", entry: "x.so"), hint: "smaller"),
        Finding(
            rule: "a-rule", severity: .note, message: "`v1.2` is old",
            location: .init(file: "s.yaml", line: 9, column: 2, keyPath: "resources.a")),
        Finding(
            rule: "a-rule", severity: .error, message: "`v1.2` is old",
            location: .init(file: "s.yaml", line: 12, keyPath: "resources.a")),
        Finding(rule: "unused-ignore", severity: .note, message: "m"),
    ]

    @Test func textIsSortedAndSpeaksOfNoLines() {
        let text = Baseline(name: "b", findings).text
        #expect(
            text == """
                {
                  "fclayerBaseline" : 1,
                  "findings" : [
                    {
                      "count" : 2,
                      "key" : "resources.a",
                      "message" : "`v1.2` is old",
                      "place" : "s.yaml",
                      "rule" : "a-rule"
                    },
                    {
                      "entry" : "x.so",
                      "message" : "`x` has # MB, # more than #",
                      "place" : "functions/a",
                      "rule" : "b-rule"
                    }
                  ]
                }

                """)
        #expect(Baseline(name: "b", findings.reversed()).text == text)
    }

    @Test func isReadAsItWasWritten() throws {
        let project = try ProjectFolder()
        let written = Baseline(name: "b.json", findings)
        try project.write("b.json", written.text)
        let read = try Baseline(file: project.file("b.json"), name: "b.json")
        #expect(read.counts == written.counts && read.text == written.text)
    }

    @Test(
        arguments: [
            ("", "is no baseline"), ("[]", "is no baseline"), ("{\"fclayerBaseline\": 1}", "is no baseline"),
            ("{\"fclayerBaseline\": 2, \"findings\": []}", "has format 2"),
            ("{\"fclayerBaseline\": 1, \"findings\": [{\"rule\": 1}]}", "is no baseline"),
            ("\u{0}\u{1}", "is no baseline"),
            (String(repeating: "[", count: 100_000), "is no baseline"),
        ])
    func badFileIsTheCallersMistake(text: String, words: String) throws {
        let project = try ProjectFolder()
        try project.write("b.json", text)
        let failure = #expect(throws: StageFailure.self) {
            _ = try Baseline(file: project.file("b.json"), name: "b.json")
        }
        #expect(failure?.kind == .usage && failure?.findings.map(\.rule) == ["baseline-unreadable"])
        #expect(failure?.findings.first?.message.contains(words) == true)
    }

    @Test func missingFileAndFolderAreTheCallersMistake() throws {
        let project = try ProjectFolder()
        for path in ["none.json", ""] {
            let failure = #expect(throws: StageFailure.self) {
                _ = try Baseline(file: project.file(path), name: path)
            }
            #expect(failure?.kind == .usage)
        }
    }

    @Test func oddCountsDoNoHarm() throws {
        let project = try ProjectFolder()
        let item = "{\"rule\": \"r\", \"message\": \"m\", \"count\": "
        try project.write(
            "b.json",
            "{\"fclayerBaseline\": 1, \"findings\": [\(item)-5}, \(item)9223372036854775807}, \(item)9223372036854775807}]}"
        )
        let counts = try Baseline(file: project.file("b.json"), name: "b.json").counts
        #expect(counts.values.first.map { $0 > 0 } == true)
    }
}
