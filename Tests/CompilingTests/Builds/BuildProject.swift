import BuildModel
import Foundation
import FunctionCompute
import Testing

@testable import Compiling

/// A project in a folder of its own whose builds are done by real tools.
final class BuildProject {
    let folder: TestFolder
    var settings: CompilerSettings

    init() throws {
        folder = try TestFolder()
        let path = try #require(URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path as String?)
        settings = CompilerSettings(
            projectRoot: path, workFolder: path + "/.fclayer", environment: ProcessInfo.processInfo.environment
        ) { _, _ throws(StageFailure) in nil }
    }

    var path: String { settings.projectRoot }

    func write(_ name: String, _ text: String, mode: Int = 0o644) throws { try folder.write(name, text, mode: mode) }

    func read(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    func names(in name: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: path + "/" + name)) ?? []).sorted()
    }

    /// A build of the folder `code` by a shell script, which counts its runs in `runs` outside of it.
    func shell(
        _ script: String, output: String? = nil, inputs: [String] = [], exclude: [String] = []
    ) -> ToolBuild {
        let count = "echo run >> '\(path)/runs'\n"
        return build(
            BuildChoice(
                kind: .command, folder: path + "/code", arguments: ["sh", "-ec", count + script],
                inputs: inputs.map { path + "/" + $0 }, output: output, exclude: exclude,
                location: .init(file: "fclayer.yaml", line: 3)))
    }

    func build(_ choice: BuildChoice, runtime: String = "custom.debian12") -> ToolBuild {
        ToolBuild(choice: choice, runtime: runtime, destination: "")
    }

    /// How often a script of `shell` ran.
    var runs: Int { read("runs")?.split(separator: "\n").count ?? 0 }

    @discardableResult
    func make(_ build: ToolBuild) async throws(StageFailure) -> ToolWorkshop.Made {
        try await ToolWorkshop(settings: settings, parts: []).make(build)
    }

    /// The findings of a build that must fail.
    func failure(of build: ToolBuild) async -> StageFailure {
        do throws(StageFailure) {
            try await make(build)
            Issue.record("the build did not fail")
            return StageFailure(.project)
        } catch {
            return error
        }
    }

    /// Names and contents of what was built.
    static func files(_ made: ToolWorkshop.Made) throws -> [String: String] {
        var files: [String: String] = [:]
        for file in made.staged.contents.files {
            files[file.to] = try String(contentsOfFile: file.from, encoding: .utf8)
        }
        return files
    }
}
