import BuildModel
import FileTrees
import Foundation
import TestSupport
import Testing

@testable import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whatever stands in `.fclayer/state`: the next build gives what a clean one gives.
struct DamagedStateTests {
    /// A built project with all that a run can remember.
    private static func built() async throws -> ProjectFolder {
        let project = try ProjectFolder.sample()
        try project.write("program", "fclayer")
        try await build(project)
        return project
    }

    @discardableResult
    private static func build(_ project: ProjectFolder) async throws -> BuildOutcome {
        var settings = project.settings()
        settings.programFile = project.file("program")
        let corridor = Corridor(settings)
        let outcome = try await corridor.build()
        let question = Answer.Question(
            folder: project.path, arguments: ["build"], today: settings.today, display: "",
            program: settings.programFile)
        corridor.keep([.init(descriptor: 1, bytes: Array("printed\n".utf8))], of: outcome, for: question)
        return outcome
    }

    private static func files(_ project: ProjectFolder) throws -> [String] {
        try FileTree.walk(project.file(".fclayer/state")).entries.map { ".fclayer/state/" + $0.path }
    }

    private static func results(_ project: ProjectFolder) throws -> [String: [UInt8]] {
        var results: [String: [UInt8]] = [:]
        for entry in try FileTree.walk(project.file(".fclayer/out")).entries {
            results[entry.path] = try Files.read(project.file(".fclayer/out/" + entry.path))
        }
        return results
    }

    @Test func fileThatIsCutShortAtAnyLengthIsNotRead() async throws {
        let project = try await Self.built()
        let files = try Self.files(project)
        #expect(files.count >= 6, "\(files)")
        let place = project.file("cut")
        for file in files {
            let bytes = try Files.read(project.file(file))
            try Data(bytes).write(to: URL(fileURLWithPath: place))
            #expect(StateFile.read(place) != nil, "\(file)")
            for length in 0..<bytes.count {
                try AtomicFile.write(Array(bytes[..<length]), to: place)
                try #require(StateFile.read(place) == nil, "\(file) cut at \(length)")
            }
        }
    }

    @Test func fileWithAnyChangedByteIsNotRead() async throws {
        let project = try await Self.built()
        var random = SeededGenerator(seed: 6)
        let place = project.file("changed")
        for file in try Self.files(project) {
            let bytes = try Files.read(project.file(file))
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= UInt8.random(in: 1...255, using: &random)
                try AtomicFile.write(changed, to: place)
                try #require(StateFile.read(place) == nil, "\(file) changed at \(index)")
            }
        }
    }

    @Test func fileOfANewerVersionIsNotRead() throws {
        let project = try ProjectFolder()
        let output = OutputFolder(root: project.path)
        for text in ["9.0.0/catalogue 99/state 99", "", "fclayer run"] {
            var writer = StateWriter()
            writer.append(text)
            writer.append(UInt64.max)
            try StateFile.write(writer, to: output.state + "/packages")
            #expect(PackageCache.load(from: output).items.isEmpty)
            #expect(RunState.load(output.state + "/packages") == nil)
            #expect(CheckState.load(output.state + "/packages", program: output.state + "/packages").isEmpty)
            #expect(FolderContents.load(output.state + "/packages").isEmpty)
        }
    }

    static let replacements: [(String, @Sendable (String) throws -> Void)] = [
        ("nothing", { _ in }),
        ("an empty file", { try Data().write(to: URL(fileURLWithPath: $0)) }),
        ("noise", { try Data(repeating: 0xFF, count: 100_000).write(to: URL(fileURLWithPath: $0)) }),
        (
            "a folder",
            {
                try Files.makeFolders($0 + "/sub")
                try AtomicFile.write([1], to: $0 + "/sub/file")
            }
        ),
        ("a pipe", { #expect(mkfifo($0, 0o644) == 0) }),
        ("a link to a file of the system", { try Files.makeLink(at: $0, to: "/etc/passwd") }),
        ("a link to nothing", { try Files.makeLink(at: $0, to: "nowhere/at/all") }),
        (
            "a file that nobody may read",
            {
                try AtomicFile.write([1, 2, 3], to: $0)
                try Files.setMode(0, of: $0)
            }
        ),
    ]

    /// Each file in turn, the folders between, and all of it.
    @Test(.timeLimit(.minutes(10)), arguments: replacements.indices) func whateverStandsInItsPlace(index: Int)
        async throws
    {
        let (what, replace) = Self.replacements[index]
        let project = try await Self.built()
        let passwords = try? Files.read("/etc/passwd")
        let files = try Self.files(project)
        let places =
            files + [
                ".fclayer/state/contents", ".fclayer/state/contents/functions", ".fclayer/state",
            ]
        for (number, place) in places.enumerated() {
            try Files.remove(project.file(place))
            try replace(project.file(place))
            // Once with nothing to do, once with something.
            if number % 2 == 0 || !files.contains(place) { try project.write("hello/data.txt", "\(what) \(number)\n") }
            try await Self.build(project)
            let (incremental, folder) = (try Self.results(project), project.file(".fclayer"))
            // What it keeps now is kept again: nothing is left to be done.
            var settings = project.settings()
            settings.programFile = project.file("program")
            let state = RunState.load(RunState.file(for: settings, in: OutputFolder(root: project.path)))
            #expect(state?.isCurrent(for: settings) == true, "\(what) at \(place)")
            try Files.move(folder, to: project.file("aside"))
            try await Self.build(project)
            #expect(try incremental == Self.results(project), "\(what) at \(place)")
            try Files.remove(folder)
            try Files.move(project.file("aside"), to: folder)
        }
        #expect((try? Files.read("/etc/passwd")) == passwords)
    }

    /// Times in whole seconds tell nothing of a change within the second.
    @Test func wholeSecondsAreACoarseClock() throws {
        let now = ClockTick.now() / 1_000_000_000 * 1_000_000_000
        #expect(!ClockTick.isOver(now) && (ClockTick.wait(after: now) ?? 0) > 1_000_000_000)
        #expect(!ClockTick.isOver(now - 2_000_000_000 + 1_000_000_000))
        #expect(ClockTick.isOver(now - 4_000_000_000) && ClockTick.wait(after: now - 4_000_000_000) == nil)
        #expect(ClockTick.isOver(now - 100_000_001))
        #expect(!ClockTick.isOver(now + 3_600_000_000_000) && ClockTick.wait(after: now + 3_600_000_000_000) == nil)
    }
}
