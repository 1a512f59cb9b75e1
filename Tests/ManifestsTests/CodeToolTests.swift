import BuildModel
import Testing

/// One tool makes the code of a function.
@Suite struct CodeToolTests {
    private func read(_ options: String, _ files: [String], runtime: String = "custom.debian12") -> Fixture.Outcome {
        var all = Dictionary(uniqueKeysWithValues: files.map { ($0, "") })
        all["fclayer.yaml"] = "functions:\n  f: {runtime: \(runtime), handler: a.b, code: ./f\(options)}\n"
        return Fixture(all).read()
    }

    @Test(arguments: [
        ("swift: {}, go: {}", "`go` stands beside `swift`"),
        ("swift: {}, build: make", "`swift` stands beside `build`"),
        ("go: {}, dotnet: {project: a.csproj}", "`dotnet` stands beside `go`"),
        ("go: {}, node: {bundle: esbuild}", "`bundle` stands beside `go`"),
        ("build: make, node: {bundle: esbuild}", "`bundle` stands beside `build`"),
    ])
    func twoToolsAreOneTooMany(_ options: String, _ words: String) {
        let outcome = read(", " + options, ["f/go.mod", "f/Package.swift", "f/a.csproj", "f/package.json"])
        #expect(outcome.lines.count == 1, "\(outcome.lines)")
        #expect(
            outcome.lines.contains {
                $0.contains("error[value-type]") && $0.contains(words + ", and one of them makes")
            },
            "\(outcome.lines)")
    }

    @Test func whatIsWrittenComesBeforeWhatTheFolderTells() {
        let files = ["f/go.mod", "f/Package.swift"]
        #expect(read("", files).function("f")?.swift != nil)
        let go = read(", go: {}", files)
        #expect(go.lines == [] && go.function("f")?.swift == nil && go.function("f")?.build?.kind == .go)
        #expect(read(", build: none", files).function("f")?.swift == nil)
    }

    @Test func runtimeAndFolderAreAskedForInTheSameWords() {
        for (key, words) in [("go: {}", "a custom runtime or `go1`"), ("dotnet: {}", "a .NET or custom runtime")] {
            let name = key.prefix { $0 != ":" }
            #expect(
                read(", " + key, ["f/x"], runtime: "python3.10").lines.contains {
                    $0.contains("error[\(name)-runtime]") && $0.contains("`\(name)` needs \(words)")
                })
            #expect(
                read(", \(name): yes", ["f/x"]).lines.contains {
                    $0.contains("error[value-type]") && $0.contains("`\(name)`")
                })
        }
    }
}
