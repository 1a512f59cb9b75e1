import BuildModel
import Foundation
import Testing

@testable import Compiling

/// What becomes of results that no build has any more.
@Suite struct BuildSweepTests {
    private let project: BuildProject
    private let first: ToolBuild
    private let second: ToolBuild

    init() throws {
        project = try BuildProject()
        project.settings.manifest = "fclayer.yaml"
        try project.write("fclayer.yaml", "")
        try project.write("other.yaml", "")
        try project.write("code/a.txt", "a")
        first = project.shell("cp a.txt \"$ARTIFACTS_DIR/first\"")
        second = project.shell("cp a.txt \"$ARTIFACTS_DIR/second\"")
    }

    private func sweep(keeping builds: ToolBuild...) { BuildSweep(settings: project.settings).sweep(keeping: builds) }

    private var count: Int {
        project.names(in: ".fclayer/builds/command").filter { $0.hasSuffix("/record.json") }.count
    }

    @Test func removesWhatNoBuildHasAndNothingElse() async throws {
        try await project.make(first)
        try await project.make(second)
        // What a run left that was killed.
        try project.write(".fclayer/builds/command/code-123/work/tree/x", "x")
        sweep(keeping: first)
        #expect(count == 1)
        #expect(!project.names(in: ".fclayer/builds/command").contains { $0.hasPrefix("code-123") })
        let runs = project.runs
        try await project.make(first)
        #expect(project.runs == runs)
        sweep()
        #expect(count == 0)
    }

    /// Two manifests beside each other share the folder: each keeps its own, until neither has a build.
    @Test func keepsWhatAnotherManifestHas() async throws {
        try await project.make(first)
        project.settings.manifest = "other.yaml"
        try await project.make(first)
        try await project.make(second)
        #expect(project.runs == 2)
        project.settings.manifest = "fclayer.yaml"
        sweep()
        #expect(count == 2)
        project.settings.manifest = "other.yaml"
        sweep(keeping: second)
        #expect(count == 1)
        // A manifest that is gone has nothing.
        try FileManager.default.removeItem(atPath: project.path + "/other.yaml")
        project.settings.manifest = "fclayer.yaml"
        sweep()
        #expect(count == 0)
    }
}
