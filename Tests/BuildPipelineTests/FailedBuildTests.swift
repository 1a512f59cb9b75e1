import BuildModel
import BuildPipeline
import FileTrees
import Foundation
import Synchronization
import TestSupport
import Testing

/// Builds that end badly leave the results of the last good one as they are.
struct FailedBuildTests {
    /// Builds, breaks the project, and answers how the second build ended.
    private func failure(
        after change: (ProjectFolder) throws -> Void, in project: ProjectFolder
    ) async throws -> StageFailure {
        try await project.build()
        let before = try project.results()
        try change(project)
        let failure = try #require(await #expect(throws: StageFailure.self) { try await project.build() })
        #expect(try project.results() == before)
        #expect(try !project.hasDebris())
        return failure
    }

    @Test func brokenHandlerIsNamedByItsRule() async throws {
        let project = try ProjectFolder.sample()
        let failure = try await failure(
            after: { try $0.write("hello/index.py", "def handle(event, context):\n    return 1\n") }, in: project)
        #expect(failure.kind == .project)
        let errors = failure.findings.filter { $0.severity == .error }
        #expect(errors.map(\.rule) == ["entry-symbol-missing"])
        #expect(errors.first?.message.contains("handle") == true)
        // Repaired, it is built again.
        try project.write("hello/index.py", "def handler(event, context):\n    return 2\n")
        try await project.build()
    }

    @Test func problemsOfAllPackagesAreToldAtOnce() async throws {
        let project = try ProjectFolder.sample()
        let failure = try await failure(
            after: {
                for name in ["hello", "other"] {
                    try Files.makeLink(at: $0.file(name + "/passwords"), to: "/etc/passwd")
                }
            }, in: project)
        #expect(failure.kind == .project)
        #expect(failure.findings.map(\.rule) == ["symlink-escape", "symlink-escape"])
        #expect(failure.findings.compactMap(\.location.package) == ["functions/hello", "functions/other"])
        #expect(failure.findings.first?.location.file == "hello/passwords")
    }

    @Test func manifestThatDoesNotParseIsAUsageError() async throws {
        let project = try ProjectFolder.sample()
        let failure = try await failure(after: { try $0.write("s.yaml", "resources: [") }, in: project)
        #expect(failure.kind == .usage && failure.findings.map(\.rule) == ["manifest-syntax"])
        #expect(failure.findings.first?.location.file == "s.yaml")
    }

    @Test func codeFolderThatIsGoneIsTold() async throws {
        let project = try ProjectFolder.sample()
        let failure = try await failure(after: { try Files.remove($0.file("hello")) }, in: project)
        #expect(failure.findings.contains { $0.rule == "code-dir-missing" && $0.severity == .error })
    }

    @Test func folderWithoutAProjectStaysAsItWas() async throws {
        let project = try ProjectFolder()
        let failure = try #require(await #expect(throws: StageFailure.self) { try await project.build() })
        #expect(failure.kind == .usage && failure.findings.map(\.rule) == ["manifest-missing"])
        #expect(try project.names("") == [])
        await #expect(throws: StageFailure.self) { try await project.build(in: "not/there") }
        #expect(try project.names("") == [])
    }

    @Test func unknownNameBuildsNothing() async throws {
        let project = try ProjectFolder.sample()
        let failure = try #require(await #expect(throws: StageFailure.self) { try await project.build("helo") })
        #expect(failure.kind == .usage && failure.findings.map(\.rule) == ["unknown-name"])
        #expect(failure.findings.first?.hint == "did you mean `hello`?")
    }

    @Test func waitsForALockAndCanBeCancelledThen() async throws {
        let project = try ProjectFolder.sample()
        try Files.makeFolders(project.file(".fclayer"))
        let lock = try FileLock(at: project.file(".fclayer/lock"))
        let task = Task { try await project.build() }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let result = await task.result
        withExtendedLifetime(lock) {}
        let failure = #expect(throws: StageFailure.self) { try result.get() }
        #expect(failure?.kind == .environment && failure?.findings.isEmpty == true)
        #expect(try project.names(".fclayer") == ["lock"])
    }

    @Test func cancelledBuildLeavesNoDebris() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        let before = try project.results()
        for index in 0..<50 {
            try project.write("hello/part\(index).txt", String(repeating: "\(index) of many lines\n", count: 20_000))
        }
        let running = Mutex<Task<BuildOutcome, any Error>?>(nil)
        var settings = project.settings()
        // In the middle of a package.
        settings.progress = { if $0.done > 0 { running.withLock { $0?.cancel() } } }
        let corridor = Corridor(settings)
        let task = running.withLock { running in
            let task = Task { try await corridor.build() }
            running = task
            return task
        }
        let result = await task.result
        let failure = #expect(throws: StageFailure.self) { try result.get() }
        #expect(failure?.kind == .environment && failure?.findings.isEmpty == true)
        #expect(try project.results() == before)
        #expect(try !project.hasDebris())
        try await project.build()
    }

    @Test(.enabled(if: geteuid() != 0, "root can write everywhere")) func unwritableFolderIsTold() async throws {
        let project = try ProjectFolder.sample()
        defer { try? Files.setMode(0o755, of: project.file(".fclayer")) }
        let failure = try await failure(
            after: {
                try $0.write("hello/new.txt", "new")
                try Files.setMode(0o555, of: $0.file(".fclayer"))
            }, in: project)
        #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["output-unwritable"])
    }

    #if os(Linux)
        @Test(.enabled(if: geteuid() == 0, "only root can make a disk")) func fullDiskIsTold() async throws {
            let project = try ProjectFolder.sample()
            try Files.makeFolders(project.file(".fclayer"))
            try #require(mount("tmpfs", project.file(".fclayer"), "tmpfs", 0, "size=256k") == 0)
            defer { umount2(project.file(".fclayer"), Int32(MNT_DETACH)) }
            let failure = try await failure(
                after: { folder in
                    var generator = SystemRandomNumberGenerator()
                    let noise = (0..<400_000).map { _ in UInt8.random(in: 33...126, using: &generator) }
                    try folder.write("hello/noise", String(decoding: noise, as: UTF8.self))
                }, in: project)
            #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["disk-full"])
        }

        @Test(.enabled(if: geteuid() == 0, "only root can make a disk")) func readOnlyFolderIsTold() async throws {
            let project = try ProjectFolder.sample()
            try Files.makeFolders(project.file(".fclayer"))
            try #require(mount("tmpfs", project.file(".fclayer"), "tmpfs", 0, "size=256k") == 0)
            defer { umount2(project.file(".fclayer"), Int32(MNT_DETACH)) }
            let failure = try await failure(
                after: {
                    try $0.write("hello/new.txt", "new")
                    #expect(SmallDisk.makeReadOnly($0.file(".fclayer")))
                }, in: project)
            #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["output-unwritable"])
        }
    #endif
}
