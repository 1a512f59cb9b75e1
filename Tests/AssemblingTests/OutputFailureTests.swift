import BuildModel
import FileTrees
import Foundation
import Synchronization
import Testing

@testable import Assembling

/// Zips that cannot be written: the earlier one stays and nothing is left lying about.
struct OutputFailureTests {
    /// Bytes as text that no compressor makes much smaller.
    private static func noise(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String(decoding: (0..<count).map { _ in UInt8.random(in: 33...126, using: &generator) }, as: UTF8.self)
    }

    @Test func reportsFolderThatIsNotThere() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        let target = folder.file("missing/out.zip")
        let failure = try #require(
            await #expect(throws: StageFailure.self) { try await assembly.build(to: target) })
        #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["output-unwritable"])
    }

    @Test(.enabled(if: geteuid() != 0, "root can write everywhere"))
    func reportsFolderThatIsNotWritable() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "")
        try folder.write("out/out.zip", "earlier")
        try Files.setMode(0o500, of: folder.file("out"))
        defer { try? Files.setMode(0o700, of: folder.file("out")) }
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        let failure = try #require(
            await #expect(throws: StageFailure.self) { try await assembly.build(to: folder.file("out/out.zip")) })
        #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["output-unwritable"])
        #expect(try folder.read("out/out.zip") == Array("earlier".utf8))
    }

    @Test func leavesTheEarlierZipWhenAWheelIsDamaged() async throws {
        let folder = try TemporaryFolder()
        var assembly = Assembly(folder)
        try assembly.add(SampleWheel("lib", ["lib.py": String(repeating: "some text\n", count: 500)]))
        try await assembly.build()
        let earlier = try folder.read("out.zip")
        let wheel = assembly.locked[0].distributions[0].wheel
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: wheel)))
        try Data(bytes.prefix(bytes.count - 30)).write(to: URL(fileURLWithPath: wheel))
        let names = try folder.names()
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.rule) == ["file-unreadable"])
        #expect(try folder.read("out.zip") == earlier)
        #expect(try folder.names() == names)
    }

    @Test func cancelledAssemblyLeavesTheEarlierZip() async throws {
        let folder = try TemporaryFolder()
        for index in 0..<40 { try folder.write("code/\(index)", Self.noise(1 << 16)) }
        try folder.write("out.zip", "earlier")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        let plan = PackagePlan(id: assembly.id, runtimes: ["python3.10"], ingredients: assembly.ingredients)
        let output = assembly.output
        let empty = assembly.staged
        let running = Mutex<Task<Package, any Error>?>(nil)
        // After the first entry, so that it is surely in the middle.
        let assembler = Assembler { _, _, _ in running.withLock { $0?.cancel() } }
        let task = running.withLock { running in
            let task = Task { try await assembler.assemble(plan, from: empty, to: output) }
            running = task
            return task
        }
        let result = await task.result
        #expect(throws: StageFailure.self) { try result.get() }
        if case .failure(let error) = result { #expect((error as? StageFailure)?.findings.isEmpty == true) }
        #expect(try folder.read("out.zip") == Array("earlier".utf8))
        #expect(try folder.names() == ["code", "out.zip"])
    }

    #if os(Linux)
        @Test(.enabled(if: SmallDisk.canBeMade, "only root can make a disk"))
        func fullDiskLeavesTheEarlierZip() async throws {
            let disk = try SmallDisk(megabytes: 1)
            try disk.folder.write("disk/out.zip", "earlier")
            for index in 0..<40 { try disk.folder.write("code/\(index)", Self.noise(1 << 16)) }
            var assembly = Assembly(disk.folder)
            assembly.add(source: "code")
            let failure = try #require(
                await #expect(throws: StageFailure.self) {
                    try await assembly.build(to: disk.folder.file("disk/out.zip"))
                })
            #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["disk-full"])
            #expect(failure.findings[0].hint == "results of earlier builds are untouched")
            #expect(try disk.folder.read("disk/out.zip") == Array("earlier".utf8))
            #expect(try disk.folder.names("disk") == ["out.zip"])
        }

        @Test(.enabled(if: SmallDisk.canBeMade, "only root can make a disk"))
        func readOnlyDiskIsReported() async throws {
            let disk = try SmallDisk(megabytes: 1)
            try disk.folder.write("disk/out.zip", "earlier")
            try disk.folder.write("code/index.py", "")
            #expect(disk.makeReadOnly())
            var assembly = Assembly(disk.folder)
            assembly.add(source: "code")
            let failure = try #require(
                await #expect(throws: StageFailure.self) {
                    try await assembly.build(to: disk.folder.file("disk/out.zip"))
                })
            #expect(failure.kind == .environment && failure.findings.map(\.rule) == ["output-unwritable"])
            #expect(try disk.folder.read("disk/out.zip") == Array("earlier".utf8))
        }
    #endif
}
