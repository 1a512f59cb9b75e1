import BuildModel
import BuildPipeline
import FileTrees
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Checks of what was built before, and of any zip.
struct ValidateTests {
    private func errors(_ review: FindingReview) -> [String] {
        review.findings.filter { $0.severity == .error }.map(\.rule)
    }

    @Test func saysWhatIsNotBuilt() async throws {
        let project = try ProjectFolder.sample()
        let review = try await Corridor(project.settings()).validate()
        #expect(errors(review) == ["not-built", "not-built", "not-built"])
        #expect(review.findings.first?.location.file == "layers/tools/layer.yaml")
        #expect(try !project.names("").contains(".fclayer"))
    }

    @Test func acceptsAFreshBuildAndNoticesAChangedZip() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        #expect(errors(try await Corridor(project.settings()).validate()) == [])
        try project.write(".fclayer/out/functions/hello.zip", "not what was built")
        let review = try await Corridor(project.settings()).validate()
        #expect(errors(review) == ["not-built"])
        #expect(review.findings.contains { $0.message.contains("`functions/hello.zip`") })
    }

    @Test func checksAnyZip() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        let zip = project.file(".fclayer/out/functions/hello.zip")
        let layer = project.file(".fclayer/out/layers/tools.zip")
        func check(_ handler: String?, _ runtime: String = "python3.10") async throws -> [String] {
            var function = LooseFunction(code: zip, runtime: runtime, handler: handler)
            function.layers = [layer]
            return errors(try await Corridor(project.settings()).validate(function))
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
            var function = LooseFunction(code: project.file("a.zip"), runtime: "python3.10", handler: "index.handler")
            function.layers = [project.file("b.zip")]
            _ = try await Corridor(project.settings()).validate(function)
        }
        #expect(failure?.kind == .usage && failure?.findings.map(\.rule) == ["file-missing", "file-missing"])
    }

    @Test func checksFoldersAsTheyWouldBePacked() async throws {
        let project = try ProjectFolder()
        try project.write("code/app.py", "from tool import run\n\n\ndef handler(event, context):\n    return run()\n")
        try project.write("code/skipped.py", "def handler(event, context):\n    pass\n")
        try project.write("code/.fcignore", "skipped.py\n")
        try project.write("deps/python/tool.py", "def run():\n    pass\n")
        let before = try FileTree.walk(project.path)
        func check(_ handler: String) async throws -> FindingReview {
            var function = LooseFunction(code: project.file("code"), runtime: "python3.10", handler: handler)
            function.layers = [project.file("deps")]
            return try await Corridor(project.settings()).validate(function)
        }
        #expect(errors(try await check("app.handler")) == [])
        #expect(errors(try await check("app.handle")) == ["entry-symbol-missing"])
        // What the ignore file leaves out is not in the package.
        #expect(errors(try await check("skipped.handler")) == ["entry-file-missing"])
        #expect(try FileTree.walk(project.path) == before)
    }

    @Test func doesNotRefuseACommandOfALayerThatNobodyNamed() async throws {
        let project = try ProjectFolder()
        try project.write("code/app.py", "print('x')\n")
        var function = LooseFunction(code: project.file("code"), runtime: "custom.debian10", handler: "h")
        function.command = ["/opt/python3.10/bin/python3", "app.py"]
        #expect(errors(try await Corridor(project.settings()).validate(function)) == [])
        try project.write("layer/lib/x.txt", "x")
        function.layers = [project.file("layer")]
        #expect(
            errors(try await Corridor(project.settings()).validate(function)) == ["command-target-missing"])
    }

    @Test func saysWhatOfAFolderCannotBePacked() async throws {
        let project = try ProjectFolder()
        try project.write("code/index.py", "def handler(event, context):\n    pass\n")
        #expect(symlink("../../outside", project.file("code/away")) == 0)
        let function = LooseFunction(code: project.file("code"), runtime: "python3.10", handler: "index.handler")
        #expect(errors(try await Corridor(project.settings()).validate(function)) == ["symlink-escape"])
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
