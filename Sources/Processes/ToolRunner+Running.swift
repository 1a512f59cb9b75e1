import Subprocess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A tool's end and what the body made of it.
public struct RunningOutcome<Value: Sendable>: Sendable {
    /// What the body returned.
    public let value: Value
    /// How the tool ended.
    public let status: ToolResult.Status
}

extension ToolRunner {
    /// Starts a tool, hands it to a body while it runs, and ends it with all that it started when the body is done, throws or
    /// is cancelled. Lines go to `lines` as they are printed, each cut at `lineLimit` bytes; it may be called on any thread.
    ///
    /// What still runs after the body gets SIGKILL: a graceful end is the body's business.
    public func withRunning<Value: Sendable>(
        _ invocation: ToolInvocation, lineLimit: Int = 32 << 10, lines: @escaping @Sendable (ToolLine) -> Void,
        body: @escaping @Sendable (RunningTool) async -> Value
    ) async throws(ToolError) -> RunningOutcome<Value> {
        guard !([invocation.executable] + invocation.arguments).contains(where: { $0.utf8.contains(0) }) else {
            throw ToolError(.failed, invocation, words: "an argument holds a NUL character")
        }
        guard !Task.isCancelled else { throw ToolError(.cancelled, invocation) }
        do {
            let result = try await Subprocess.run(
                configuration(invocation), input: .none, output: .sequence, error: .sequence
            ) { execution in
                let tool = RunningTool(execution.processIdentifier.value)
                // The number stays ours until this closure ends: only then is the process reaped.
                return await withTaskCancellationHandler {
                    await Self.attend(tool, execution.standardOutput, execution.standardError, lineLimit, lines, body)
                } onCancel: {
                    tool.signal(SIGKILL, toGroup: true)
                }
            }
            guard !Task.isCancelled else { throw ToolError(.cancelled, invocation) }
            let (value, status) = result.closureResult
            return RunningOutcome(value: value, status: status)
        } catch let error as SubprocessError {
            throw Task.isCancelled ? ToolError(.cancelled, invocation) : translated(error, invocation)
        } catch let error as ToolError {
            throw error
        } catch {
            throw Task.isCancelled
                ? ToolError(.cancelled, invocation) : ToolError(.failed, invocation, words: "\(error)")
        }
    }

    /// Reads both streams beside the body; ends the group after it.
    private static func attend<Value: Sendable>(
        _ tool: RunningTool, _ output: SubprocessOutputSequence, _ errors: SubprocessOutputSequence, _ limit: Int,
        _ lines: @escaping @Sendable (ToolLine) -> Void, _ body: @escaping @Sendable (RunningTool) async -> Value
    ) async -> (Value, ToolResult.Status) {
        await withTaskGroup(of: Void.self) { readers in
            for (stream, kind) in [(output, ToolLine.Stream.output), (errors, .errors)] {
                readers.addTask {
                    var splitter = LineSplitter(limit: limit)
                    // A stream that breaks has ended.
                    do {
                        for try await buffer in stream {
                            buffer.withUnsafeBytes { bytes in
                                splitter.append(bytes) { lines(ToolLine(stream: kind, content: $0)) }
                            }
                        }
                    } catch {}
                    splitter.finish { lines(ToolLine(stream: kind, content: $0)) }
                }
            }
            let value = await body(tool)
            // Before the group is ended: an end of its own is not to look like one by our signal.
            let own = tool.status
            tool.signal(SIGKILL, toGroup: true)
            // A process that left the group may hold the streams open; there is no waiting for it.
            readers.addTask {
                while tool.status == nil { try? await Task.sleep(for: .milliseconds(1)) }
                try? await Task.sleep(for: .seconds(1))
            }
            for _ in 0..<2 { await readers.next() }
            readers.cancelAll()
            return (value, own ?? .signalled(SIGKILL))
        }
    }
}
