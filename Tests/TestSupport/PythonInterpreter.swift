import Foundation

/// A Python interpreter of this machine, as an outside judge: from `PATH`, or one of pyenv's.
public struct PythonInterpreter: Sendable {
    /// The program.
    public let path: String
    /// Major and minor version, for example `3.10`.
    public let version: String

    /// One interpreter for each version that is here and starts, oldest first.
    public static let found: [PythonInterpreter] = {
        var byVersion: [String: PythonInterpreter] = [:]
        for folder in folders {
            let path = "\(folder)/python3"
            guard FileManager.default.isExecutableFile(atPath: path) else { continue }
            let script = "import sys; print('%d.%d' % sys.version_info[:2])"
            guard let answer = try? PythonInterpreter(path: path, version: "").run(["-c", script]) else { continue }
            let version = answer.trimmingCharacters(in: .whitespacesAndNewlines)
            if !version.isEmpty, byVersion[version] == nil {
                byVersion[version] = PythonInterpreter(path: path, version: version)
            }
        }
        return byVersion.values.sorted { $0.version.compare($1.version, options: .numeric) == .orderedAscending }
    }()

    /// The interpreter of a version, if it is here.
    public static func of(_ version: String) -> PythonInterpreter? { found.first { $0.version == version } }

    /// Standard output of the interpreter, which sees no variables of this process.
    public func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Folders of programs; pyenv's shims start whatever version is set, so its own folders are taken.
    private static var folders: [String] {
        let environment = ProcessInfo.processInfo.environment
        let path = (environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
        let versions = (environment["PYENV_ROOT"] ?? (environment["HOME"] ?? "") + "/.pyenv") + "/versions"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []).sorted()
        return path.filter { !$0.hasSuffix("/shims") } + names.map { "\(versions)/\($0)/bin" }
    }
}
