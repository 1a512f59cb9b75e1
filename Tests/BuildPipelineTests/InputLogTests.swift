import FileTrees
import Manifests
import Testing

@testable import BuildPipeline

/// What a run looked at.
struct InputLogTests {
    @Test func recordsFilesFoldersAndWhatIsMissing() throws {
        let project = try ProjectFolder()
        try project.write("s.yaml", "x: ${env('A')}${env(B)}")
        let log = InputLog(environment: ["A": "1", "C": "3"])
        #expect(log.files.contents(project.file("s.yaml")) != nil)
        #expect(log.files.contents(project.file("gone")) == nil)
        #expect(log.files.kind(project.path) == .folder)
        #expect(log.files.names(project.path) == ["s.yaml"])
        #expect(log.stamps.map(\.path) == [project.path, project.file("gone"), project.file("s.yaml")])
        #expect(log.stamps.map { $0.mark.map { $0.mode >> 16 } } == [2, nil, 1])
        #expect(log.listings.map(\.names) == [["s.yaml"]])
        #expect(log.variables == ["A": "1", "B": ""])
    }

    @Test func firstRecordStaysUntilRenewed() throws {
        let project = try ProjectFolder()
        let path = project.file("file")
        let log = InputLog(environment: [:])
        #expect(log.record(path) == nil)
        try project.write("file", "made meanwhile")
        #expect(log.record(path)?.kind == .file)
        #expect(log.stamps.map { $0.mark == nil } == [true])
        log.renew([path])
        #expect(log.stamps.map(\.mark) == [FileMark.now(path)])
        try project.write("other", "")
        #expect(log.recordNames(in: project.path) == ["file", "other"])
        try project.write("third", "")
        log.recordNames(in: project.path)
        #expect(log.listings.map(\.names) == [["file", "other"]])
    }

    @Test func markOfAFolderIsItsKindAlone() throws {
        let project = try ProjectFolder()
        let before = FileMark.now(project.path)
        try project.write("file", "x")
        #expect(FileMark.now(project.path) == before)
        #expect(FileMark.now(project.file("file")) != before)
        #expect(FileMark.now(project.file("missing")) == nil)
    }

    @Test func waitsOnlyForFreshFiles() {
        let now = ClockTick.now()
        #expect(ClockTick.wait(after: now - 1_000_000_000) == nil)
        #expect(ClockTick.wait(after: now + 1_000_000_000) == nil)
        let wait = ClockTick.wait(after: now)
        #expect(wait.map { $0 > 0 && $0 <= ClockTick.length } ?? true)
    }
}
