import Foundation
import Testing

/// The program from outside: streams, exit statuses, messages.
@Suite struct CommandTests {
    @Test func printsVersionAndHelpThatTeachesByExample() throws {
        let version = try Program.fclayer(["--version"], in: "/")
        #expect(version.status == 0)
        #expect(version.output.split(separator: ".").count == 3)
        let help = try Program.fclayer(["--help"], in: "/")
        #expect(help.output.contains("fclayer validate code.zip --runtime python3.10 --handler index.handler"))
        #expect(help.errors.isEmpty)
    }

    @Test func wrongArgumentsEndWithTwo() throws {
        for arguments in [
            ["bild"], ["build", "--formt", "json"], ["explain", "no-such-rule"], ["validate", "a.zip"],
        ] {
            let run = try Program.fclayer(arguments, in: "/")
            #expect(run.status == 2, "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty)
        }
    }

    @Test func folderWithoutProjectEndsWithTwoAndSaysWhatWasLookedFor() throws {
        let project = try TestProject()
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 2)
        #expect(run.errors.contains("`s.yaml`"))
        #expect(!FileManager.default.fileExists(atPath: project.path + "/.fclayer/out"))
    }

    @Test func brokenHandlerEndsWithOneAndLeavesTheLastGoodPackages() throws {
        let project = try TestProject.small()
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        let zip = project.path + "/.fclayer/out/functions/hello.zip"
        let before = try FileManager.default.attributesOfItem(atPath: zip)[.modificationDate] as? Date
        try project.write("code/index.py", "def main(event, context):\n    return 'hello'\n")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 1)
        #expect(run.errors.contains("entry-symbol-missing"))
        #expect(run.errors.contains("found: `main`"))
        #expect(run.output.isEmpty)
        let after = try FileManager.default.attributesOfItem(atPath: zip)[.modificationDate] as? Date
        #expect(before == after)
    }

    @Test(.tools("python3")) func jsonResultsAreDocuments() throws {
        let project = try TestProject.small()
        for arguments in [["build"], ["plan"], ["validate"], ["runtimes"]] {
            let run = try Program.fclayer(arguments + ["--format", "json"], in: project.path)
            #expect(run.status == 0, "\(run.errors)")
            let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
            #expect(JSONSerialization.isValidJSONObject(value), "\(arguments)")
        }
    }

    @Test func explainsEveryRuleThatItLists() throws {
        let list = try Program.fclayer(["explain"], in: "/")
        let rules = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(rules.count > 60)
        for rule in ["glibc-too-new", "entry-symbol-missing", "path-collision", "lock-stale"] {
            #expect(rules.contains(rule))
        }
        let rule = try Program.fclayer(["explain", "glibc-too-new"], in: "/")
        #expect(rule.status == 0)
        #expect(rule.output.contains("GLIBC"))
    }

    @Test func closedStandardOutputIsNoFailure() throws {
        let project = try TestProject.small()
        let run = try Program.run(
            "sh", ["-c", "\"$0\" runtimes | head -1", Program.fclayer], in: project.path)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("runtime"))
    }

    @Test(.tools("unzip")) func validatesAnyZipWhoeverMadeIt() throws {
        let project = try TestProject.small()
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        let zip = ".fclayer/out/functions/hello.zip"
        let good = try Program.fclayer(
            ["validate", zip, "--runtime", "python3.9", "--handler", "index.handler"], in: project.path)
        #expect(good.status == 0, "\(good.output)")
        let bad = try Program.fclayer(
            ["validate", zip, "--runtime", "python3.9", "--handler", "index.handle"], in: project.path)
        #expect(bad.status == 1)
        #expect(bad.output.contains("did you mean `index.handler`?"))
        let unknown = try Program.fclayer(
            ["validate", zip, "--runtime", "python3.99", "--handler", "index.handler"], in: project.path)
        #expect(unknown.status == 2)
    }
}
