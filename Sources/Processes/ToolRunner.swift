import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs tools: empty standard input, output collected within bounds, no terminal (so no prompts), and nothing left
/// running when the task is cancelled.
public struct ToolRunner: Sendable {
    /// How long a tool may take to end after SIGTERM before SIGKILL.
    public let patience: Duration

    /// Makes a runner.
    public init(patience: Duration = .seconds(3)) { self.patience = patience }

    /// Runs a tool to its end. Cancellation and the timeout end the tool and all that it started: SIGTERM to its process
    /// group, then SIGKILL.
    public func run(
        _ invocation: ToolInvocation, outputLimit: Int = 64 << 20, errorLimit: Int = 1 << 20, timeout: Duration? = nil
    ) async throws(ToolError) -> ToolResult {
        guard !([invocation.executable] + invocation.arguments).contains(where: { $0.utf8.contains(0) }) else {
            throw ToolError(.failed, invocation, words: "an argument holds a NUL character")
        }
        let group = ProcessGroup()
        var (result, isTimedOut) = await race(invocation, outputLimit, errorLimit, timeout, group)
        let wasStopped = isTimedOut || Task.isCancelled
        if wasStopped { group.kill() }
        // A tool that was done before the signal reached it is done.
        if case .success(let done) = result, done.succeeded {
            isTimedOut = false
        } else if isTimedOut {
            throw ToolError(.timedOut, invocation, words: "\(timeout ?? .zero)")
        } else if wasStopped {
            throw ToolError(.cancelled, invocation)
        }
        return try result.get()
    }

    private enum Event: Sendable {
        case ended(Result<ToolResult, ToolError>)
        case timeIsUp
    }

    /// Runs the tool beside a clock; whichever is first stops the other.
    private func race(
        _ invocation: ToolInvocation, _ outputLimit: Int, _ errorLimit: Int, _ timeout: Duration?, _ group: ProcessGroup
    ) async -> (Result<ToolResult, ToolError>, isTimedOut: Bool) {
        await withTaskGroup(of: Event.self) { tasks in
            tasks.addTask {
                do throws(ToolError) {
                    return .ended(.success(try await runToEnd(invocation, outputLimit, errorLimit, group)))
                } catch {
                    return .ended(.failure(error))
                }
            }
            if let timeout {
                tasks.addTask {
                    try? await Task.sleep(for: timeout)
                    return .timeIsUp
                }
            }
            var result = Result<ToolResult, ToolError>.failure(ToolError(.cancelled, invocation))
            var hasEnded = false
            var isTimedOut = false
            for await event in tasks {
                switch event {
                case .ended(let end):
                    result = end
                    hasEnded = true
                case .timeIsUp:
                    // A sleep that was cancelled also comes here.
                    if !hasEnded, !Task.isCancelled { isTimedOut = true }
                }
                tasks.cancelAll()
            }
            return (result, isTimedOut)
        }
    }

    private func runToEnd(
        _ invocation: ToolInvocation, _ outputLimit: Int, _ errorLimit: Int, _ group: ProcessGroup
    ) async throws(ToolError) -> ToolResult {
        do {
            let result = try await Subprocess.run(
                configuration(invocation), input: .none, output: .sequence, error: .sequence
            ) { execution in
                group.begin(execution.processIdentifier.value)
                async let errors = collect(execution.standardError, limit: errorLimit)
                let output = try await collect(execution.standardOutput, limit: outputLimit)
                return try await (output, errors)
            }
            let ((output, droppedOutput), (errors, droppedErrors)) = result.closureResult
            let status: ToolResult.Status =
                switch result.terminationStatus {
                case .exited(let code): .exited(code)
                case .signaled(let signal): .signalled(signal)
                }
            return ToolResult(
                status: status, output: output, errors: errors, droppedOutput: droppedOutput,
                droppedErrors: droppedErrors)
        } catch let error as SubprocessError {
            throw translated(error, invocation)
        } catch is CancellationError {
            throw ToolError(.cancelled, invocation)
        } catch {
            throw ToolError(.failed, invocation, words: "\(error)")
        }
    }

    func configuration(_ invocation: ToolInvocation) -> Configuration {
        var options = PlatformOptions()
        // A session of its own: signals reach all that the tool starts, and there is no terminal to prompt on.
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: patience)]
        var environment = invocation.environment.inherits ? Environment.inherit : .custom([:])
        for name in invocation.environment.remove {
            environment = environment.updating([.init(stringLiteral: name): nil])
        }
        for (name, value) in invocation.environment.set {
            environment = environment.updating([.init(stringLiteral: name): value])
        }
        let executable: Executable =
            invocation.executable.contains("/") ? .path(FilePath(invocation.executable)) : .name(invocation.executable)
        return Configuration(
            executable: executable, arguments: Arguments(invocation.arguments), environment: environment,
            workingDirectory: invocation.workingFolder.map { FilePath($0) }, platformOptions: options)
    }

    func translated(_ error: SubprocessError, _ invocation: ToolInvocation) -> ToolError {
        let number = error.underlyingError?.rawValue ?? 0
        switch error.code {
        case .failedToChangeWorkingDirectory:
            return ToolError(.workingFolderMissing, invocation, errno: number)
        case .executableNotFound, .spawnFailed:
            guard invocation.executable.contains("/"), access(invocation.executable, F_OK) == 0 else {
                if error.code == .executableNotFound { return ToolError(.missing, invocation, errno: number) }
                return ToolError(.failed, invocation, errno: number, words: error.description)
            }
            if access(invocation.executable, X_OK) != 0 {
                return ToolError(.notExecutable, invocation, errno: number, words: "permission denied")
            }
            let words = "it is no program for this machine, or the interpreter that its first line names is missing"
            return ToolError(.notExecutable, invocation, errno: number, words: words)
        default:
            return ToolError(.failed, invocation, errno: number, words: error.description)
        }
    }
}

/// Reads a stream to its end and keeps the last `limit` bytes.
private func collect(_ stream: SubprocessOutputSequence, limit: Int) async throws -> (bytes: [UInt8], dropped: Int) {
    var tail = TailBuffer(limit: limit)
    for try await buffer in stream { buffer.withUnsafeBytes { tail.append($0) } }
    return tail.finish()
}

/// The processes that a tool has started, known by the number of the tool itself.
private final class ProcessGroup: Sendable {
    private let number = Mutex<pid_t?>(nil)

    func begin(_ pid: pid_t) { number.withLock { $0 = pid } }

    /// Ends what the tool left behind. The number stays reserved as long as the group has a member.
    func kill() {
        guard let pid = number.withLock({ $0 }), pid > 1 else { return }
        #if canImport(Darwin)
            _ = Darwin.kill(-pid, SIGKILL)
        #elseif canImport(Musl)
            _ = Musl.kill(-pid, SIGKILL)
        #else
            _ = Glibc.kill(-pid, SIGKILL)
        #endif
    }
}
