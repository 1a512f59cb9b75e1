import Foundation
import Testing

/// `--shard`: parts of a project, each for a machine of its own.
@Suite struct ShardTests {
    private struct List: Decodable {
        struct Item: Decodable { var id: String }
        var packages: [Item]
    }

    private func ids(_ arguments: [String], in folder: String) throws -> [String] {
        let run = try Program.fclayer(["list", "--format", "json"] + arguments, in: folder)
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(List.self, from: Data(run.output.utf8)).packages.map(\.id)
    }

    @Test(.tools("git")) func partsTogetherAreAllAndBuildsHaveTheSameBytes() throws {
        let project = try GitProject()
        let all = try ids([], in: project.path)
        for count in 1...6 {
            let parts = try (1...count).flatMap { try ids(["--shard", "\($0)/\(count)"], in: project.path) }
            #expect(parts.sorted() == all.sorted(), "\(count)")
        }
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        func zip(_ folder: String, _ id: String) -> Data? {
            FileManager.default.contents(atPath: "\(folder)/.fclayer/out/\(id).zip")
        }
        for part in 1...2 {
            let clone = try TestProject()
            try project.git("clone", "--quiet", project.path, clone.path + "/r")
            let run = try Program.fclayer(["build", "--shard", "\(part)/2"], in: clone.path + "/r")
            #expect(run.status == 0, "\(run.errors)")
            for id in try ids(["--shard", "\(part)/2"], in: project.path) {
                #expect(zip(clone.path + "/r", id) == zip(project.path, id) && zip(project.path, id) != nil, "\(id)")
            }
        }
    }

    @Test(arguments: ["6/5", "0/5", "2", "a/b", "1/0"]) func wrongShardIsRefused(_ text: String) throws {
        let project = try TestProject.small()
        for command in ["build", "list"] {
            let run = try Program.fclayer([command, "--shard", text], in: project.path)
            #expect(run.status == 2 && run.errors.contains("'\(text)'"), "\(run.errors)")
        }
    }

    @Test func emptyShardSucceedsAndSaysSo() throws {
        let project = try TestProject.small()
        let part = try (1...3).first { try ids(["--shard", "\($0)/3"], in: project.path).isEmpty } ?? 0
        for _ in 0..<2 {
            let run = try Program.fclayer(["build", "--shard", "\(part)/3"], in: project.path)
            #expect(
                run.status == 0 && run.errors.contains("there is nothing to build in shard \(part)/3"), "\(run.errors)")
        }
    }

    @Test func shardsFindWhatTheWholeBuildFinds() throws {
        let project = try TestProject()
        var manifest = "upload:\n  region: cn-hangzhou\nfunctions:\n"
        for name in ["a", "b", "c", "d"] {
            manifest +=
                "  \(name):\n    runtime: python3.10\n    handler: index.\(name == "c" ? "missing" : "handler")\n"
                + "    code: ./code\n    layers: [shared]\n"
        }
        try project.write("fclayer.yaml", manifest)
        try project.write("code/index.py", "import common, absent\ndef handler(event, context): pass\n")
        try project.write("layers/shared/layer.yaml", "runtimes: [python3.10]\nfiles:\n  - from: lib\n    to: python\n")
        try project.write("layers/shared/lib/common.py", "import gone\n")
        func findings(_ arguments: [String]) throws -> Set<String> {
            let file = project.path + "-findings.json"
            let run = try Program.fclayer(
                ["build", "--format", "sarif", "--output", file] + arguments, in: project.path)
            #expect(run.status == 0 || run.status == 1, "\(run.errors)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let runs = document?["runs"] as? [[String: Any]] ?? []
            let results = runs.first?["results"] as? [[String: Any]] ?? []
            return Set(
                results.map { result in
                    "\(result["ruleId"] ?? "") \((result["message"] as? [String: Any])?["text"] ?? "")"
                })
        }
        let all = try findings([])
        #expect(all.count >= 2)
        let parts = try (1...3).map { try findings(["--shard", "\($0)/3"]) }
        #expect(parts.reduce(into: Set()) { $0.formUnion($1) } == all)
    }

    @Test func recordedCostsSpreadTheWork() throws {
        let project = try TestProject()
        var manifest = "functions:\n"
        for name in ["a", "b", "c"] {
            manifest += "  \(name):\n    runtime: python3.10\n    handler: index.handler\n    code: ./\(name)\n"
            try project.write("\(name)/index.py", "def handler(event, context): pass\n")
        }
        try project.write("fclayer.yaml", manifest)
        let run = try Program.fclayer(["build", "--record-costs"], in: project.path)
        #expect(run.status == 0, "\(run.errors)")
        let recorded = try project.read("fclayer-costs.json")
        for name in ["a", "b", "c"] { #expect(recorded.contains("\"functions/\(name)\" : ")) }
        try project.write(
            "fclayer-costs.json",
            "{\"costs\": {\"functions/a\": 100, \"functions/b\": 9000, \"functions/c\": 200}, \"schemaVersion\": 1}")
        let parts = try (1...2).map { try ids(["--shard", "\($0)/2"], in: project.path) }
        #expect(Set(parts) == [["functions/a", "functions/c"], ["functions/b"]])
        try project.write("fclayer-costs.json", "{\"functions/a\": \"3s\"}")
        let wrong = try Program.fclayer(["build", "--shard", "1/2"], in: project.path)
        #expect(wrong.status == 2 && wrong.errors.contains("error[costs-unreadable]"), "\(wrong.errors)")
    }
}
