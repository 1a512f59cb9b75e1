import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

/// When an earlier answer still holds.
struct RunStateTests {
    private func built(_ change: (inout BuildSettings) -> Void = { _ in }) async throws -> (
        ProjectFolder, RunState, BuildSettings
    ) {
        let project = try ProjectFolder.sample()
        var settings = project.settings()
        change(&settings)
        _ = try await Corridor(settings).build()
        let file = RunState.file(for: settings, in: OutputFolder(root: project.path))
        return (project, try #require(RunState.load(file)), settings)
    }

    @Test func holdsForTheSameQuestion() async throws {
        let (project, state, settings) = try await built()
        #expect(state.isCurrent(for: settings))
        withExtendedLifetime(project) {}
    }

    @Test func doesNotHoldForAnotherQuestion() async throws {
        let (project, state, settings) = try await built()
        let others: [(inout BuildSettings) -> Void] = [
            { $0.names = ["hello"] }, { $0.today = "2025-06-02" }, { $0.lockPolicy = .upgrade },
            { $0.lockPolicy = .locked }, { $0.folder += "/other" }, { $0.environment = ["RUNTIME": "python3.9"] },
        ]
        for (index, change) in others.enumerated() {
            var other = settings
            change(&other)
            #expect(!state.isCurrent(for: other), "\(index)")
        }
        var irrelevant = settings
        irrelevant.environment = ["HOME": "/elsewhere"]
        irrelevant.isOffline.toggle()
        #expect(state.isCurrent(for: irrelevant))
        withExtendedLifetime(project) {}
    }

    @Test func whatHeldForLockedHoldsWithout() async throws {
        let (project, state, settings) = try await built { $0.lockPolicy = .locked }
        var other = settings
        #expect(state.isCurrent(for: settings))
        other.lockPolicy = .useOrCreate
        #expect(state.isCurrent(for: other))
        withExtendedLifetime(project) {}
    }

    @Test func eachChoiceOfNamesHasItsOwnFile() throws {
        let project = try ProjectFolder()
        let output = OutputFolder(root: project.path)
        let files = [[], ["a"], ["b"], ["a", "b"], ["a b"]].map {
            RunState.file(for: project.settings($0), in: output)
        }
        #expect(Set(files).count == files.count)
    }

    @Test func programItselfIsAnInput() async throws {
        let project = try ProjectFolder.sample()
        try project.write("program", "one")
        var settings = project.settings()
        settings.programFile = project.file("program")
        _ = try await Corridor(settings).build()
        let file = RunState.file(for: settings, in: OutputFolder(root: project.path))
        var state = try #require(RunState.load(file))
        #expect(state.isCurrent(for: settings))
        // A state that comes with a project and looks at nothing is not believed.
        (state.stamps, state.outputs, state.folders, state.listings) = ([], [], [], [])
        #expect(!state.isCurrent(for: settings))
        try project.write("program", "two")
        #expect(RunState.load(file)?.isCurrent(for: settings) == false)
    }
}
