import Foundation

/// The Python interpreter as an outside judge of what fclayer writes.
public enum PythonJudge {
    /// Whether Python is here with a module.
    public static func has(_ module: String) -> Bool { (try? run("import \(module)"))?.status == 0 }

    /// Runs a script with text on its standard input.
    public static func run(_ script: String, input: String = "", arguments: [String] = []) throws -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        // The input may be longer than a pipe holds, so it goes through a file.
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("judge-\(UUID().uuidString)")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
