import BuildModel
import Testing

@Suite("validate: in fclayer.yaml")
struct ChoicesReaderTests {
    private func read(_ own: String, beside manifest: String? = nil) -> Fixture.Outcome {
        var files = ["fclayer.yaml": own, "code/index.py": "", "index.py": "", "report/app.py": ""]
        files["s.yaml"] = manifest
        return Fixture(files).read()
    }

    @Test func readsSeveritiesAndIgnores() throws {
        let outcome = read(
            """
            validate:
              severity: { glibc-too-new: warning, near-limit: off, layer-shadow: false }
              ignore:
                - rule: symlink-leaves
                  path: "config/*.env"
                  function: hello
                  reason: "a test, 内部"
                - { rule: near-limit }
                - zip-unusual
            functions:
              hello:
                runtime: python3.10
                handler: index.handler
                validate:
                  severity: { layer-shadow: note }
                  ignore: [{ rule: handler-async, path: x }]
            """)
        #expect(outcome.lines == [])
        let choices = try #require(outcome.project?.choices)
        #expect(choices.severities.map(\.rule) == ["glibc-too-new", "near-limit", "layer-shadow", "layer-shadow"])
        #expect(choices.severities.map(\.level) == [.warning, .off, .off, .note])
        #expect(choices.severities.map(\.function) == [nil, nil, nil, "hello"])
        #expect(choices.ignores.map(\.rule) == ["symlink-leaves", "near-limit", "zip-unusual", "handler-async"])
        #expect(choices.ignores.map(\.path) == ["config/*.env", nil, nil, "x"])
        #expect(choices.ignores.map(\.function) == ["hello", nil, nil, "hello"])
        #expect(choices.ignores.first?.reason == "a test, 内部")
        #expect(choices.ignores.map(\.location.line) == [4, 8, 9, 16])
        #expect(choices.ignores.allSatisfy { $0.location.file == "fclayer.yaml" })
    }

    @Test func standsBesideAnotherManifest() throws {
        let outcome = read(
            "validate: { severity: { near-limit: error } }\nfunctions:\n  ingest: { validate: { ignore: [near-limit] } }\n",
            beside: ServerlessDevs3Tests.manifest)
        #expect(outcome.project?.choices.severities.map(\.level) == [.error])
        #expect(outcome.project?.choices.ignores.map(\.function) == ["ingest"])
    }

    @Test func refusesWhatItDoesNotKnow() {
        let outcome = read(
            """
            validate:
              severty: {}
              severity: { a-rule: warn, b-rule: [1], c-rule: 3 }
              ignore:
                - { rule: a-rule, pth: x }
                - { path: x }
                - 7
                - { rule: a-rule, reason: [no] }
            functions:
              hello:
                runtime: python3.10
                validate: { ignore: [{ rule: x, function: other }] }
              other: { runtime: python3.10, validate: [] }
            """)
        #expect(
            outcome.lines.filter { !$0.contains("handler") } == [
                "fclayer.yaml:2:3: error[unknown-key]: `severty` is not a key that fclayer knows here (validate.severty)",
                "fclayer.yaml:3:23: error[value-type]: `a-rule` is `warn`, not one of `error`, `warning`, `note`, `off` (validate.severity.a-rule)",
                "fclayer.yaml:3:29: error[value-type]: `b-rule` must be text, not a list (validate.severity.b-rule)",
                "fclayer.yaml:3:50: error[value-type]: `c-rule` must be text, not a number (validate.severity.c-rule)",
                "fclayer.yaml:5:23: error[unknown-key]: `pth` is not a key that fclayer knows here (validate.ignore[0].pth)",
                "fclayer.yaml:6:7: error[value-type]: `validate.ignore[1]` has no `rule` (validate.ignore[1])",
                "fclayer.yaml:7:7: error[value-type]: `validate.ignore[2]` must be a mapping with `rule`, not a number (validate.ignore[2])",
                "fclayer.yaml:8:23: error[value-type]: `reason` must be text, not a list (validate.ignore[3].reason)",
                "fclayer.yaml:12:37: error[value-type]: `function` has no place under `functions.hello`, which says it already (functions.hello.validate.ignore[0].function)",
                "fclayer.yaml:13:33: error[value-type]: `validate` must be a mapping with `severity` and `ignore`, not a list (functions.other.validate)",
            ])
        #expect(outcome.hints.contains("did you mean `severity`?"))
        #expect(outcome.project == nil)
    }

    @Test(arguments: ["validate: 3", "validate: { severity: [] }", "validate: { ignore: near-limit }"])
    func refusesOtherShapes(text: String) {
        let outcome = read(text + "\n", beside: "resources: {}\n")
        #expect(outcome.rules.contains("value-type"))
    }

    @Test func emptyIsNothing() {
        let outcome = read("validate:\n", beside: "resources: {}\n")
        #expect(outcome.project?.choices == FindingChoices())
    }
}
