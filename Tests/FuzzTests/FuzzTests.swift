import Foundation
import Testing

/// Changed inputs for every reader of files that somebody else made: no crash, no hang, no memory without bounds. The readers
/// run in a process of their own, so that a crash is a failed test that names its input. `FCLAYER_FUZZ_ROUNDS` multiplies
/// the rounds.
@Suite(.serialized, .timeLimit(.minutes(60))) struct FuzzTests {
    @Test(arguments: [
        ("zip", 1500), ("package", 150), ("elf", 4000), ("swift", 4000), ("javaClass", 3000), ("assembly", 2000),
        ("python", 400),
        ("javaScript", 400), ("packageFile", 1000), ("php", 400), ("script", 1000),
    ])
    func survivesChangedInputs(_ reader: String, _ rounds: Int) throws {
        let factor = ProcessInfo.processInfo.environment["FCLAYER_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1
        let note = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-note-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: note) }
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("fuzz-readers")
        process.arguments = [
            reader, "--seed", "20240601", "--rounds", String(rounds * factor), "--note", note.path,
        ]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let last = (try? String(contentsOf: note, encoding: .utf8)) ?? ""
        try #require(
            process.terminationReason == .exit && process.terminationStatus == 0,
            "\(said)repeat with: fuzz-readers \(last)")
        let peak = said.split(separator: " ").reversed().dropFirst().first.flatMap { Int($0) }
        #expect(try #require(peak, "\(said)") < 400, "\(said)")
    }

    @Test func givesTheSameInputsAgain() throws {
        let files = ["a", "b"].map {
            FileManager.default.temporaryDirectory.path + "/fuzz-kept-\($0)-" + UUID().uuidString
        }
        defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
        for file in files {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
                .appendingPathComponent("fuzz-readers")
            process.arguments = ["zip", "--seed", "3", "--round", "17", "--keep", file]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let contents = try files.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        #expect(contents[0] == contents[1] && contents[0].count > 100)
    }
}
