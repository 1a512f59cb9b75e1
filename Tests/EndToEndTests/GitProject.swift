import Foundation
import Testing

/// A project in a git repository of its own.
final class GitProject {
    let project: TestProject
    /// The folder of the project in the repository; empty for the repository's own.
    let folder: String

    /// Three Python functions, two of which use a layer of files that lie beside the functions.
    init(in folder: String = "") throws {
        project = try TestProject()
        self.folder = folder.isEmpty ? "" : folder + "/"
        let functions = ["ingest", "report", "solo"].map { name in
            "  \(name):\n    runtime: python3.10\n    handler: index.handler\n    code: ./code/\(name)\n"
                + (name == "solo" ? "" : "    layers: [shared]\n")
        }
        try write("fclayer.yaml", "functions:\n" + functions.joined())
        for name in ["ingest", "report", "solo"] {
            try write("code/\(name)/index.py", "def handler(event, context): pass\n")
        }
        try write("code/solo/.fcignore", "*.md\n")
        try write("code/solo/README.md", "one\n")
        try write("layers/shared/layer.yaml", "runtimes: [python3.10]\nfiles:\n  - from: ../../lib\n    to: python\n")
        try write("lib/common.py", "x = 1\n")
        try git("init", "--quiet", "--initial-branch=main")
        try commit("first")
    }

    var path: String { folder.isEmpty ? project.path : project.path + "/" + folder.dropLast() }

    func write(_ name: String, _ text: String) throws { try project.write(folder + name, text) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    /// Runs git as its user would, without that user's own settings.
    @discardableResult
    func git(_ arguments: String..., in folder: String? = nil) throws -> String {
        let run = try Program.run(
            "git",
            ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"] + arguments,
            in: folder ?? project.path,
            environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_DIR": nil])
        #expect(run.status == 0, "git \(arguments): \(run.errors)")
        return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func commit(_ message: String) throws {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
    }

    func list(_ arguments: String..., environment: [String: String?] = [:]) throws -> Program.Run {
        try Program.fclayer(["list"] + arguments, in: path, environment: environment)
    }

    /// What changed, as `name: reason`.
    func changes(since revision: String, environment: [String: String?] = [:]) throws -> [String] {
        struct List: Decodable {
            struct Item: Decodable {
                var id: String
                var changed: String
            }
            var packages: [Item]
            var removed: [String]
        }
        let run = try list("--changed-since", revision, "--format", "json", environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        let list = try JSONDecoder().decode(List.self, from: Data(run.output.utf8))
        return list.packages.map { "\($0.id): \($0.changed)" } + list.removed.map { "\($0): removed" }
    }
}
