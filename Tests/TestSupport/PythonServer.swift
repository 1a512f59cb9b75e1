import Foundation

/// A real web server on the loopback interface: a script for Python that prints its port on the first line, and ends when its
/// standard input does, should the test process die. It ends with its owner.
public final class PythonServer: Sendable {
    struct NoPort: Error {}

    /// Where it listens.
    public let port: Int
    private let process = Process()
    private let input = Pipe()

    /// Starts a script, by the interpreter of that path or the one on `PATH`.
    public init(_ script: String, arguments: [String] = [], python: String = "/usr/bin/env") throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = (python == "/usr/bin/env" ? ["python3"] : []) + ["-c", script] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else { throw NoPort() }
            line += String(decoding: byte, as: UTF8.self)
        }
        guard let port = Int(line.dropLast()) else { throw NoPort() }
        self.port = port
    }

    deinit {
        // Threads of Dispatch block SIGTERM, and children inherit that. Waiting for the end can hang.
        kill(process.processIdentifier, SIGKILL)
    }
}
