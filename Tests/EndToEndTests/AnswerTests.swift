import Foundation
import Testing

/// An unchanged build is answered from what the last one printed, and never wrongly.
@Suite struct AnswerTests {
    private func built(_ arguments: [String] = []) throws -> (TestProject, Program.Run) {
        let project = try TestProject.small()
        let first = try Program.fclayer(["build"] + arguments, in: project.path)
        #expect(first.status == 0, "\(first.errors)")
        return (project, first)
    }

    private func answers(in project: TestProject) -> [String] {
        project.files(in: ".fclayer/state").filter { $0.hasPrefix("answer-") }
    }

    @Test(arguments: [[], ["--format", "json"], ["hello", "--locked"]]) func secondBuildSaysTheSame(arguments: [String])
        throws
    {
        let (project, first) = try built(arguments)
        #expect(answers(in: project).count == 1)
        let second = try Program.fclayer(["build"] + arguments, in: project.path)
        #expect(second.status == 0 && second.output == first.output && second.errors == first.errors)
        #expect(!first.output.isEmpty)
    }

    @Test func everyInputIsAskedFor() throws {
        let (project, first) = try built()
        let changes: [(String, () throws -> Void)] = [
            ("code", { try project.write("code/index.py", "def handler(event, context):\n    return 'changed'\n") }),
            ("result", { try project.write(".fclayer/out/s.yaml", "spoilt") }),
            ("state", { try project.write(".fclayer/state/packages", "spoilt") }),
            (
                "manifest",
                { try project.write("fclayer.yaml", try project.read("fclayer.yaml") + "    memory: 1024\n") }
            ),
        ]
        for (what, change) in changes {
            try change()
            let run = try Program.fclayer(["build"], in: project.path)
            #expect(run.status == 0, "\(what): \(run.errors)")
            #expect(try project.read(".fclayer/out/s.yaml") != "spoilt")
        }
        #expect(try project.read(".fclayer/out/s.yaml").contains("memorySize: 1024"))
        try project.write("code/index.py", "def other(event, context):\n    return 'changed'\n")
        let broken = try Program.fclayer(["build"], in: project.path)
        #expect(broken.status == 1 && broken.output != first.output)
    }

    @Test func reportsInFilesAndExplanationsAreNotRepeated() throws {
        let (project, _) = try built(["--format", "json", "--output", "report.json"])
        #expect(answers(in: project).isEmpty)
        try FileManager.default.removeItem(atPath: project.path + "/report.json")
        #expect(
            try Program.fclayer(["build", "--format", "json", "--output", "report.json"], in: project.path).status == 0)
        #expect(try !project.read("report.json").isEmpty)
        let other = try TestProject.small()
        let runs = try (0..<2).map { _ in try Program.fclayer(["build", "--explain"], in: other.path).errors }
        #expect(runs[0].contains("functions/hello: built: it was not built before"))
        #expect(runs[1].contains("functions/hello: kept: nothing that was read changed"))
    }

    /// A project that comes with a state and results of its own, made in a folder of the same name.
    @Test func copyWithItsStateIsLookedAtAnew() throws {
        let (project, first) = try built()
        let script = """
            set -e; mv "$1" "$1.made"; mkdir "$1"; cd "$1.made"; tar cf - . | tar xf - -C "$1"
            printf 'def nothing():\\n    pass\\n' > "$1/code/index.py"
            """
        let moved = try Program.run("sh", ["-c", script, "sh", project.path])
        try #require(moved.status == 0, "\(moved.errors)")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 1 && run.output != first.output)
    }
}
