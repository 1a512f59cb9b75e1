import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

/// What is remembered of checks, on disk.
struct CheckStateTests {
    private let project: ProjectFolder
    private let records = [FileDigest.sha256(of: [1]): [UInt8]("[]".utf8)]
    private var file: String { project.file("checks") }

    init() throws {
        project = try ProjectFolder()
        for name in ["program", "other"] { try project.write(name, "a program") }
    }

    @Test func comesBackToTheProgramThatWroteIt() {
        CheckState.save(records, to: file, program: project.file("program"))
        #expect(CheckState.load(file, program: project.file("program")) == records)
    }

    /// A project from a stranger may bring records along that hide what is wrong.
    @Test func isNotBelievedOfAnotherProgram() throws {
        CheckState.save(records, to: file, program: project.file("other"))
        #expect(CheckState.load(file, program: project.file("program")).isEmpty)
        #expect(CheckState.load(file, program: nil).isEmpty)
        // The same name and contents, another file.
        CheckState.save(records, to: file, program: project.file("program"))
        try Files.remove(project.file("program"))
        try project.write("program", "a program")
        #expect(CheckState.load(file, program: project.file("program")).isEmpty)
    }

    @Test func isNotKeptWithoutAProgram() {
        CheckState.save(records, to: file, program: nil)
        #expect(!Files.exists(file))
    }
}
