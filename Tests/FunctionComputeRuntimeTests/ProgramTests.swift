import Foundation
import Testing

@testable import FunctionComputeRuntime

/// The whole program, in a process of its own: signals, exits, standard output.
@Suite(.timeLimit(.minutes(30)), .serialized) struct ProgramTests {
    /// A process of the fixture's functions.
    struct Child {
        let process = Process()
        private let lines = RunningServer.Lines()
        private let output = Pipe()
        private let errors = Pipe()

        init(_ environment: [String: String]) throws {
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
                .appendingPathComponent("runtime-fixture")
            process.environment = environment
            process.standardOutput = output
            process.standardError = errors
            try process.run()
            let (file, lines) = (output.fileHandleForReading, lines)
            Thread.detachNewThread {
                while let line = Self.line(file) { lines.add(line) }
                lines.end()
            }
        }

        private static func line(_ file: FileHandle) -> String? {
            var bytes: [UInt8] = []
            while let byte = try? file.read(upToCount: 1)?.first {
                if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
                bytes.append(byte)
            }
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }

        /// Waits until the process has written the line.
        func hasWritten(_ line: String) async {
            while !lines.all.contains(line), !lines.isAtEnd { await Task.yield() }
        }

        /// Waits for its end, off the threads that tests share.
        func end() async -> (status: Int32, wasKilled: Bool, output: [String], errors: String) {
            let text = await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    process.waitUntilExit()
                    continuation.resume(returning: text)
                }
            }
            while !lines.isAtEnd { await Task.yield() }
            return (process.terminationStatus, process.terminationReason == .uncaughtSignal, lines.all, text)
        }
    }

    /// A port that was free a moment ago.
    private func freePort() async throws -> Int {
        try await RunningServer.run(FunctionChoiceTests.Resize.self) { $0.port }
    }

    private func start(_ handler: String, _ port: Int) async throws -> Child {
        let child = try Child(["FC_FUNCTION_HANDLER": handler, "FC_SERVER_PORT": "\(port)"])
        while child.process.isRunning, (try? await RawClient.connect(port) { _ in }) == nil { await Task.yield() }
        return child
    }

    @Test func finishesTheRequestInFlightAtSIGTERM() async throws {
        let port = try await freePort()
        let child = try await start("runtime_fixture.Slow", port)
        let body = try await RawClient.connect(port) { client in
            _ = try await client.request("POST", "/invoke", ["x-fc-request-id": "1-a"], "0")
            try await client.send(RawClient.text("POST", "/invoke", ["x-fc-request-id": "1-b"], "1500"))
            await child.hasWritten("FC Invoke Start RequestId: 1-b")
            child.process.terminate()
            let response = try await client.response()
            #expect(try await client.ends())
            return response.body
        }
        let (status, wasKilled, lines, errors) = await child.end()
        #expect(body == "slept 1500" && status == 0 && !wasKilled && errors.isEmpty)
        #expect(lines.first == "FC Initialize Start RequestId: 1-a")
        #expect(lines.contains("FC Invoke Start RequestId: 1-b") && lines.contains("FC Invoke End RequestId: 1-b"))
        #expect(lines.last?.hasPrefix("FC PreStop End RequestId: local-") == true)
        #expect(lines.contains { $0.hasSuffix("[INFO] stopping") })
    }

    @Test func endsAtOnceAtTheSecondSIGTERM() async throws {
        let port = try await freePort()
        let child = try await start("Slow", port)
        try? await RawClient.connect(port) { client in
            _ = try await client.request("POST", "/invoke", [:], "0")
            try await client.send(RawClient.text("POST", "/invoke", ["x-fc-request-id": "1-c"], "3600000"))
            await child.hasWritten("FC Invoke Start RequestId: 1-c")
            child.process.terminate()
            while (try? await RawClient.connect(port) { _ in }) != nil { await Task.yield() }
            child.process.terminate()
            _ = try await client.response()
        }
        let (status, wasKilled, _, _) = await child.end()
        #expect(status == 143 && !wasKilled)
    }

    @Test func writesMarkersAndLogLinesToStandardOutput() async throws {
        let port = try await freePort()
        let child = try await start("Echo", port)
        _ = try await RawClient.connect(port) {
            try await $0.request("POST", "/invoke", ["x-fc-request-id": "1-o"], "four")
        }
        child.process.terminate()
        let lines = await child.end().output
        #expect(lines.contains("FC Invoke Start RequestId: 1-o") && lines.contains("FC Invoke End RequestId: 1-o"))
        #expect(lines.contains { $0.hasSuffix("Z 1-o [INFO] echo bytes=4") })
    }

    @Test func saysThatTheHandlerNamesNoFunction() async throws {
        let end = await (try Child(["FC_FUNCTION_HANDLER": "Slaw"])).end()
        #expect(end.status == 1 && end.output.isEmpty)
        #expect(
            end.errors
                == "error: handler `Slaw` names no function of this program; found: `Echo`, `Slow`, `Failing`, `Pages`; "
                + "did you mean `Slow`?\n")
    }

    @Test func saysThatThePortIsTaken() async throws {
        try await RunningServer.run(FunctionChoiceTests.Resize.self) { server in
            let end = await (try Child(["FC_FUNCTION_HANDLER": "Echo", "FC_SERVER_PORT": "\(server.port)"])).end()
            #expect(end.status == 1)
            #expect(end.errors.hasPrefix("error: cannot listen on 0.0.0.0:\(server.port): "))
        }
    }

    @Test func saysThatThePortIsNone() async throws {
        let end = await (try Child(["FC_FUNCTION_HANDLER": "Echo", "FC_CUSTOM_LISTEN_PORT": "x"])).end()
        #expect(end.status == 1)
        #expect(end.errors == "error: `FC_CUSTOM_LISTEN_PORT` is `x`, which is no port: ports are 1 to 65535\n")
    }
}
