import BuildModel
import BuildPipeline
import FileTrees
import Testing

/// Checks of what was built before, and of any zip.
struct ValidateTests {
    private func errors(_ findings: [Finding]) -> [String] {
        findings.filter { $0.severity == .error }.map(\.rule)
    }

    @Test func saysWhatIsNotBuilt() async throws {
        let project = try ProjectFolder.sample()
        let findings = try await Corridor(project.settings()).validate()
        #expect(errors(findings) == ["not-built", "not-built", "not-built"])
        #expect(findings.first?.location.file == "layers/tools/layer.yaml")
        #expect(try !project.names("").contains(".fclayer"))
    }

    @Test func acceptsAFreshBuildAndNoticesAChangedZip() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        #expect(errors(try await Corridor(project.settings()).validate()) == [])
        try project.write(".fclayer/out/functions/hello.zip", "not what was built")
        let findings = try await Corridor(project.settings()).validate()
        #expect(errors(findings) == ["not-built"])
        #expect(findings.contains { $0.message.contains("`functions/hello.zip`") })
    }

    @Test func checksAnyZip() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        let zip = project.file(".fclayer/out/functions/hello.zip")
        let layer = project.file(".fclayer/out/layers/tools.zip")
        func check(_ handler: String?, _ runtime: String = "python3.10") async throws -> [String] {
            errors(
                try await Corridor(project.settings()).validate(
                    zip: zip, runtime: runtime, handler: handler, initializer: nil, preStop: nil, layers: [layer]))
        }
        #expect(try await check("index.handler") == [])
        #expect(try await check("index.missing") == ["entry-symbol-missing"])
        #expect(try await check("other.handler") == ["entry-file-missing"])
        let failure = await #expect(throws: StageFailure.self) { _ = try await check("index.handler", "python3.1O") }
        #expect(failure?.kind == .usage && failure?.findings.map(\.rule) == ["unknown-runtime"])
    }

    @Test func namesEveryFileThatIsMissing() async throws {
        let project = try ProjectFolder()
        let failure = await #expect(throws: StageFailure.self) {
            _ = try await Corridor(project.settings()).validate(
                zip: project.file("a.zip"), runtime: "python3.10", handler: "index.handler", initializer: nil,
                preStop: nil, layers: [project.file("b.zip")])
        }
        #expect(failure?.kind == .usage && failure?.findings.map(\.rule) == ["file-missing", "file-missing"])
    }

    @Test func planTouchesNothingAndTellsWhatIsLeftOut() async throws {
        let project = try ProjectFolder.sample()
        try project.write("hello/.fcignore", "# comment\n*.txt\n")
        try project.write("hello/__pycache__/index.pyc", "x")
        let before = try FileTree.walk(project.path)
        let corridor = Corridor(project.settings())
        let outcome = try corridor.plan()
        #expect(outcome.plan.packages.map(\.id.name) == ["tools", "hello", "other"])
        let text = try corridor.leftOut(of: outcome)
        #expect(text.contains("functions/hello: data.txt  (`*.txt`, .fcignore:2)\n"))
        #expect(text.contains("functions/hello: __pycache__/  (`__pycache__`, built-in)\n"))
        #expect(try FileTree.walk(project.path) == before)
    }
}
