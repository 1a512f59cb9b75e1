import BuildModel
import Testing

@Suite("java")
struct JavaReaderTests {
    private func read(_ options: String, _ files: [String], runtime: String = "java11") -> Fixture.Outcome {
        var all = Dictionary(uniqueKeysWithValues: files.map { ($0, "") })
        all["fclayer.yaml"] =
            "functions:\n  f: {runtime: \(runtime), handler: \"a.B::handleRequest\", code: ./f\(options)}\n"
        return Fixture(all).read()
    }

    @Test func projectInTheCodeFolderIsBuilt() throws {
        let maven = read("", ["f/pom.xml", "f/src/A.java"])
        #expect(maven.lines == [])
        #expect(maven.function("f")?.build?.kind == .maven)
        #expect(read("", ["f/build.gradle.kts"]).function("f")?.build?.kind == .gradle)
        #expect(read("", ["f/pom.xml", "f/build.gradle"]).function("f")?.build?.kind == .maven)
        #expect(read(", java: gradle", ["f/pom.xml", "f/build.gradle"]).function("f")?.build?.kind == .gradle)
    }

    @Test(arguments: [
        ("", ["f/pom.xml", "f/a/B.class"]), ("", ["f/pom.xml", "f/app.jar"]), ("", ["f/pom.xml", "f/lib/a.jar"]),
        (", dependencies: none", ["f/pom.xml"]), (", build: none", ["f/pom.xml"]), ("", ["f/readme.txt"]),
    ])
    func readyFolderIsPackedAsItIs(_ options: String, _ files: [String]) {
        let outcome = read(options, files)
        #expect(outcome.lines == [])
        #expect(outcome.function("f")?.build == nil)
    }

    @Test func customRuntimeIsBuiltWhenAsked() {
        #expect(read("", ["f/pom.xml"], runtime: "custom.debian12").function("f")?.build == nil)
        #expect(read(", java: maven", ["f/pom.xml"], runtime: "custom.debian12").function("f")?.build?.kind == .maven)
    }

    @Test func keysSayHow() throws {
        let outcome = read(
            ", java: {arguments: [-Pprod], tests: true, inputs: [../config]}", ["f/pom.xml", "config/x"])
        #expect(outcome.lines == [])
        let build = try #require(outcome.function("f")?.build)
        #expect(build.arguments == ["-Dmaven.test.skip=false", "-Pprod"])
        #expect(build.inputs.map { $0.split(separator: "/").last } == ["config"])
    }

    @Test func saysWhatIsWrong() {
        #expect(
            read(", java: mavn", ["f/pom.xml"]).lines.contains {
                $0.contains("error[value-type]") && $0.contains("not one of `maven`, `gradle`")
            })
        #expect(
            read(", java: maven", ["f/a/pom.xml"]).lines.contains {
                $0.contains("error[java-project-missing]") && $0.contains("`pom.xml`")
            })
        #expect(
            read(", java: maven", ["f/pom.xml"], runtime: "python3.10").lines.contains {
                $0.contains("error[java-runtime-family]")
            })
        #expect(
            read(", java: {tols: maven}", ["f/pom.xml"]).lines.contains { $0.contains("error[unknown-key]") })
    }
}
