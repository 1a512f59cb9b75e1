import Foundation

/// Compilers and interpreters of this machine, which make the inputs of tests and judge the answers.
enum ForeignTool {
    static func path(_ name: String) -> String? {
        let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"] + search {
            let path = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        return nil
    }

    struct Failed: Error, CustomStringConvertible { let description: String }

    /// Standard output of a program; throws with what it said if it fails.
    @discardableResult
    static func run(_ name: String, _ arguments: [String], in folder: String? = nil) throws -> String {
        guard let path = path(name) else { throw Failed(description: "no \(name)") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory()]
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: "\(name): \(text.suffix(2000))") }
        return text
    }

    /// Writes files into a folder.
    static func write(_ files: [String: [UInt8]], to folder: String) throws {
        for (name, bytes) in files {
            let url = URL(fileURLWithPath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
    }

    /// Files below a folder by their path inside it.
    static func files(in folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder), isFolder.boolValue {
                continue
            }
            files[name] = Array(data)
        }
        return files
    }
}
