import Foundation

/// Programs of the machine that make keys and unpack zips.
enum HygieneJudge {
    static func has(_ name: String) -> Bool { place(of: name) != nil }

    /// What a program writes to its output.
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        guard let path = place(of: name) else { return "" }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The exit status of a program that is silenced.
    static func status(_ name: String, _ arguments: [String]) throws -> Int32 {
        guard let path = place(of: name) else { return -1 }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func place(of name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first(where: FileManager.default.isExecutableFile)
    }
}
