import Foundation
import TestSupport
import Testing

/// Runs the built `fclayer` and other programs as a user would.
enum Program {
    /// What a program said and how it ended.
    struct Run {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The built program, beside the test bundle.
    static let fclayer = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("fclayer").path

    /// The root of this repository.
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Where tests keep what they fetched.
    static let cache: String = {
        let environment = ProcessInfo.processInfo.environment
        return environment["FCLAYER_TEST_CACHE"] ?? NSTemporaryDirectory() + "/fclayer-test-cache"
    }()

    /// A store that tests share, so that each wheel is fetched once.
    static let store = cache + "/store"

    /// Runs `fclayer` in a folder; `environment` changes this process's, `nil` removes a variable.
    static func fclayer(
        _ arguments: [String], in folder: String, environment: [String: String?] = [:]
    ) throws -> Run {
        var changes: [String: String?] = ["FCLAYER_CACHE": store, "FCLAYER_SWIFT_SDKS": cache + "/swift-sdks"]
        changes.merge(environment) { $1 }
        return try run(fclayer, arguments, in: folder, environment: changes)
    }

    /// Runs a program to its end. A path is taken as it is, a name is looked up by `env`.
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String?] = [:]
    ) throws -> Run {
        let child = try start(program, arguments, in: folder, environment: environment)
        return child.finish()
    }

    /// A program that was started.
    final class Child {
        let process = Process()
        private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

        fileprivate init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in ["out", "err"] {
                _ = FileManager.default.createFile(atPath: folder.appendingPathComponent(name).path, contents: nil)
            }
            process.standardOutput = try FileHandle(forWritingTo: folder.appendingPathComponent("out"))
            process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("err"))
            process.standardInput = FileHandle.nullDevice
        }

        /// Waits for the end.
        func finish() -> Run {
            process.waitUntilExit()
            defer { try? FileManager.default.removeItem(at: folder) }
            return Run(status: process.terminationStatus, output: said.output, errors: said.errors)
        }

        /// What it has written so far.
        var said: (output: String, errors: String) {
            func text(_ name: String) -> String {
                (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
            }
            return (text("out"), text("err"))
        }
    }

    /// Starts a program.
    static func start(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String?] = [:]
    ) throws -> Child {
        let child = try Child()
        var variables = ProcessInfo.processInfo.environment
        for (name, value) in environment { variables[name] = value }
        child.process.environment = variables
        child.process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : "/usr/bin/env")
        child.process.arguments = program.contains("/") ? arguments : [program] + arguments
        if let folder { child.process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        try child.process.run()
        return child
    }

    /// The path of a tool on `PATH`.
    static func find(_ tool: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(tool)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// An interpreter of a Python version that starts.
    static func python(_ version: String) -> String? { PythonInterpreter.of(version)?.path }
}

extension Trait where Self == ConditionTrait {
    /// The test fetches from package indexes.
    static var network: Self {
        .enabled(if: ProcessInfo.processInfo.environment["FCLAYER_TEST_NETWORK"] == "1", "needs FCLAYER_TEST_NETWORK=1")
    }

    /// The test runs these tools.
    static func tools(_ names: String...) -> Self {
        .enabled(if: names.allSatisfy { Program.find($0) != nil }, "needs \(names.joined(separator: ", "))")
    }

    /// The test runs an interpreter of these versions.
    static func python(_ versions: String...) -> Self {
        .enabled(
            if: versions.allSatisfy { Program.python($0) != nil }, "needs Python \(versions.joined(separator: ", "))")
    }
}
