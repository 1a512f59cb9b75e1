import Foundation
import Testing

/// `build:` as a user writes it.
@Suite(.tools("make", "cc"), .timeLimit(.minutes(30)))
struct MakeBuildTests {
    @Test func exampleIsBuiltTheSameInEveryFolder() throws {
        let one = try TestProject(copying: "docs/examples/make-tools")
        let other = try TestProject(copying: "docs/examples/make-tools", named: "another folder")
        for project in [one, other] {
            let run = try Program.fclayer(["build"], in: project.path)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        }
        for zip in ["functions/hello.zip", "layers/shout.zip"] {
            let path = "/.fclayer/out/" + zip
            try Judge.accepts(one.path + path)
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: one.path + path))
                    == Data(contentsOf: URL(fileURLWithPath: other.path + path)))
        }
        let text = try Program.run("unzip", ["-p", one.path + "/.fclayer/out/functions/hello.zip", "greeting.txt"])
        #expect(text.output == "HELLO FROM MAKE\n")
        #expect(one.files(in: "hello") == ["Makefile", "index.py"])
        let plan = try Program.fclayer(["plan"], in: one.path)
        #expect(
            plan.output.contains(
                "make in layers/shout for python3.10, results into the root\n     runs: make build-shout "))
        #expect(try one.read(".fclayer/out/build.json").contains("\"name\" : \"build-shout\""))
        // An input of the function alone.
        try one.write("shared/greeting.txt", "changed\n")
        #expect(try Program.fclayer(["build"], in: one.path).status == 0)
        let changed = try Program.run("unzip", ["-p", one.path + "/.fclayer/out/functions/hello.zip", "greeting.txt"])
        #expect(changed.output == "CHANGED\n")
    }

    /// A folder that a recipe makes and leaves empty is in the zip; results of builds that are gone go with the next build of all.
    @Test func emptyFoldersAreInTheZipAndOldResultsGo() throws {
        let project = try project("{command: [sh, -c, 'mkdir -p $ARTIFACTS_DIR/logs; cp index.py $ARTIFACTS_DIR']}")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 0, "\(run.errors)")
        let list = try Program.run("sh", ["-c", "unzip -Z1 .fclayer/out/functions/*.zip"], in: project.path)
        #expect(list.output == "index.py\nlogs/\n")
        func results() -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: project.path + "/.fclayer/builds/command")) ?? []
        }
        let before = results()
        #expect(before.count == 1)
        try project.write(
            "fclayer.yaml", try project.read("fclayer.yaml").replacingOccurrences(of: "/logs", with: "/log"))
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        #expect(results().count == 1 && results() != before)
    }

    private func project(_ build: String) throws -> TestProject {
        let project = try TestProject.small()
        try project.write("fclayer.yaml", try project.read("fclayer.yaml") + "    build: \(build)\n")
        return project
    }

    @Test(arguments: [
        ("mkae", "`build` is `mkae`, not `make`, `none` or a mapping with `command`"),
        ("npm run build", "a command is a list: `build: {command: [npm, run, build], output: dist}`"),
        ("{output: dist}", "`build` must have one of `make` and `command`"),
        ("{command: npm run build}", "`command` must be a list of arguments"),
        ("{command: []}", "`command` has no program"),
        ("{command: [sh], output: ../dist}", "`output` is `../dist`, not a folder below the one that is built"),
        ("{command: [sh], output: .}", "not a folder below"),
        ("{make: build-hello, output: dist}", "`output` goes with `command`"),
        ("{make: -f}", "`make` must be the name of a target"),
        ("{command: [sh], inputs: [../shraed]}", "`../shraed` does not exist"),
        ("{comand: [sh]}", "did you mean `command`?"),
    ])
    func mistakesInTheManifestAreToldAtTheirPlace(build: String, words: String) throws {
        let project = try project(build)
        let run = try Program.fclayer(["plan"], in: project.path)
        #expect(run.status == 2)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.contains("fclayer.yaml:6:"))
    }

    @Test func commandFailsWithItsOwnWords() throws {
        let project = try project("{command: [sh, -c, 'echo broken >&2; exit 5']}")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 1)
        #expect(run.errors.contains("error[build-failed]: `sh` ended with exit status 5 in `code`: broken"))
    }

    @Test func interruptedBuildEndsItsToolAndRunsAgain() throws {
        let project = try project("{command: [sh, -c, 'echo $$ > ../../../../../../pid; exec sleep 600']}")
        let child = try Program.start(
            Program.fclayer, ["build"], in: project.path, environment: ["FCLAYER_CACHE": Program.store])
        let deadline = Date() + 60
        var pid: Int32?
        while pid == nil, Date() < deadline, child.process.isRunning {
            usleep(20_000)
            pid = (try? project.read("pid")).flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        }
        child.process.interrupt()
        #expect(child.finish().status == 130)
        let number = try #require(pid)
        #expect(kill(number, 0) != 0, "the tool still runs")
        #expect(!project.files(in: ".fclayer/builds").contains { $0.hasSuffix("/work") })
    }

    @Test func projectOfDotNetNeedsItsTool() throws {
        guard Program.find("dotnet") == nil else { return }
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: dotnetcore3.1\n    handler: Hello::Hello.App::Run\n    code: ./code\n"
        )
        try project.write("code/Hello.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>\n")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 3)
        #expect(run.errors.contains("error[build-tool-missing]: `dotnet` is not installed or not on PATH"))
    }
}
