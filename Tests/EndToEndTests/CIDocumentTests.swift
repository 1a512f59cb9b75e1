import Foundation
import Testing

/// docs/ci.md: its blocks are what they say, and its commands work.
@Suite struct CIDocumentTests {
    private struct Block {
        var language: String
        var text: String
    }

    private func blocks() throws -> [Block] {
        let text = try String(contentsOfFile: Program.repository + "/docs/ci.md", encoding: .utf8)
        var blocks: [Block] = []
        for (index, piece) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
            let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            blocks.append(Block(language: String(lines[0]), text: lines.count > 1 ? String(lines[1]) : ""))
        }
        return blocks
    }

    @Test func namesEveryService() throws {
        let languages = try blocks().map(\.language)
        #expect(languages.filter { $0 == "yaml" }.count == 8)
        #expect(languages.contains("groovy") && languages.contains("sh"))
    }

    @Test(.enabled(if: (try? Program.run("python3", ["-c", "import yaml"]))?.status == 0, "needs PyYAML"))
    func yamlBlocksAreYAML() throws {
        let script = """
            import re, sys, yaml
            # Flow fills its templates in before it reads the text.
            loop = re.compile(r"\\{\\{ range \\$shard := .shards \\}\\}(.*?)\\{\\{ end \\}\\}", re.S)
            one = lambda text, shard: text.replace("{{ $shard }}", shard)
            text = loop.sub(lambda found: "".join(one(found[1], str(n)) for n in range(1, 5)), sys.argv[1])
            value = yaml.safe_load(text)
            if isinstance(value, list):
                assert value[0]["run"]
            elif "jobs" in value:
                for job in value["jobs"].values():
                    assert job["runs-on"]
                    for step in job["steps"]: assert ("uses" in step) != ("run" in step), step
            elif isinstance(value["stages"], list):
                assert value["version"] == "1.0" and value["triggers"]
                for stage in value["stages"]:
                    for step in stage["steps"]: assert step["step"] and step["name"] and step["command"]
            else:
                assert value["sources"]
                for stage in value["stages"].values():
                    for job in stage["jobs"].values():
                        for step in job["steps"].values(): assert step["step"] and step["with"]["run"]
            """
        for block in try blocks() where block.language == "yaml" {
            let run = try Program.run("python3", ["-c", script, block.text])
            #expect(run.status == 0, "\(block.text)\n\(run.errors)")
        }
    }

    @Test func commandsOfEveryBlockRunInAProject() throws {
        var count = 0
        // What the services put into the environment of a step. The store is written into one file, so it is a small one.
        let cache = try TestProject()
        let environment = [
            "FCLAYER_CACHE": cache.path, "FCLAYER_REMOTE_CACHE": nil, "NAME": "hello", "SHARD": "1",
            "store": "fclayer-store.tar", "CHANGE_TARGET": "main",
        ]
        for block in try blocks() where ["sh", "yaml", "groovy"].contains(block.language) {
            let project = try TestProject.small()
            try project.commit()
            for line in commands(in: block.text) {
                let run = try Program.run(
                    "sh", ["-c", "PATH=\"$0:$PATH\"; \(line)", Self.folder], in: project.path,
                    environment: environment)
                // The block that shows only the last step has nothing built.
                let isAlone = !block.text.contains("fclayer build")
                #expect(run.status == (isAlone ? 1 : 0), "\(line): \(run.output)\(run.errors)")
                count += 1
            }
            #expect(
                FileManager.default.fileExists(atPath: project.path + "/fclayer.sarif")
                    == block.text.contains("fclayer.sarif"))
            #expect(
                FileManager.default.fileExists(atPath: project.path + "/reports/fclayer.xml")
                    == block.text.contains("reports/fclayer.xml"))
        }
        #expect(count == 29)
    }

    private static let folder = URL(fileURLWithPath: Program.fclayer).deletingLastPathComponent().path

    private func commands(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let line = line.replacing("{{ $shard }}", with: "2")
            let verbs = ["build", "validate", "list", "cache"].map { "fclayer \($0) " }
            guard let start = verbs.lazy.compactMap({ (line + " ").range(of: $0) }).first else { return nil }
            return String((line + " ")[start.lowerBound...].prefix { $0 != "#" && $0 != "'" })
        }
    }
}

extension TestProject {
    /// Makes the project a git repository with two commits.
    fileprivate func commit() throws {
        let commit = [
            "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--allow-empty", "--message",
        ]
        for arguments in [["init", "--quiet"], ["add", "--all"], commit + ["first"], commit + ["second"]] {
            let run = try Program.run("git", arguments, in: path)
            #expect(run.status == 0, "\(run.errors)")
        }
    }
}
