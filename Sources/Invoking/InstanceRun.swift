import BuildModel
import Downloads
import Processes
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One life of an instance.
struct InstanceRun: Sendable {
    let instance: InstanceDescription
    let settings: InvokeSettings
    let runner: ToolRunner
    let record: InvocationRecord
    let kind: Sandbox.Kind
    let root: InstanceRoot
    let hasNetwork: Bool
    /// The folders of `/code` and `/opt`.
    let trees: (String, String?)
    let sink: FindingSink
    let events: @Sendable (InvocationEvent) -> Void

    /// How long a function may take to end after SIGTERM.
    private static let patience = Duration.seconds(5)

    /// Starts it and carries everything out; `nil` if there is no sandbox to be had here.
    func run(_ calls: [InvocationCall]) async throws(StageFailure) -> InvocationRecord? {
        // On the host a function could write into what is kept, so it gets a copy of its own.
        let copy = kind == .host ? try HostCopy(of: instance, in: settings.scratch) : nil
        let sandbox = Sandbox(
            kind: kind, root: root, hasNetwork: hasNetwork, code: copy?.code ?? trees.0,
            layers: copy == nil ? trees.1 : copy?.layers, temporary: instance.diskSize << 20)
        let log = LastLines()
        let command = sandbox.invocation(
            instance.command, variables: InstanceEnvironment.variables(of: instance, settings: settings))
        let began = ContinuousClock.now
        let outcome: RunningOutcome<InvocationRecord?>
        do throws(ToolError) {
            outcome = try await runner.withRunning(
                command,
                lines: { line in
                    log.append(line.content.text)
                    events(.line(line.content.bytes))
                },
                body: { tool in await self.attend(tool, began: began, calls: calls, log: log) })
        } catch {
            if error.code == .cancelled || Task.isCancelled { throw StageFailure(.environment) }
            return try notStarted(error)
        }
        withExtendedLifetime(copy) {}
        guard var done = outcome.value else {
            // What bubblewrap said is the only sign that it could not do its work.
            if sandbox.isSandboxed, log.isOnlySandbox { return nil }
            var done = record
            done.lastLines = log.lines
            done.end = outcome.status.description
            sink.emit(CallProblems(instance: instance).endedAtStart(outcome.status, lastLines: log.lines))
            return done
        }
        done.end = outcome.status.description
        done.lastLines = log.lines
        return done
    }

    /// On the host the kernel's refusals come as errors.
    private func notStarted(_ error: ToolError) throws(StageFailure) -> InvocationRecord {
        let status: ToolResult.Status =
            switch error.code {
            case .missing: .exited(2)
            case .notExecutable: .exited(error.errno == ENOEXEC ? 8 : 13)
            default:
                throw StageFailure(.environment, [Finding(rule: "start-exited", severity: .error, message: "\(error)")])
            }
        sink.emit(CallProblems(instance: instance).endedAtStart(status, lastLines: ["\(error)"]))
        var record = record
        record.end = status.description
        return record
    }

    /// Everything between the start and the end; `nil` if the function ended before its port was open.
    private func attend(
        _ tool: RunningTool, began: ContinuousClock.Instant, calls: [InvocationCall], log: LastLines
    ) async -> InvocationRecord? {
        let memory = MemoryWatch(limit: Int64(instance.memory) << 20)
        let watch = StartWatch(
            tool: tool, port: instance.port, limit: settings.startTimeout, isSandboxed: kind != .host, memory: memory,
            note: { events(.note($0)) })
        return await withTaskGroup(of: InvocationRecord??.self) { tasks in
            tasks.addTask {
                await memory.run({ watch.tree }, tool: tool)
                return nil
            }
            tasks.addTask {
                .some(await self.live(tool, watch: watch, memory: memory, began: began, calls: calls))
            }
            var result: InvocationRecord?
            for await value in tasks {
                guard let value else { continue }
                result = value
                tasks.cancelAll()
            }
            result?.peakMemory = memory.peak
            if memory.isExceeded { sink.emit(CallProblems(instance: instance).outOfMemory(memory.limit)) }
            return result
        }
    }

    private func live(
        _ tool: RunningTool, watch: StartWatch, memory: MemoryWatch, began: ContinuousClock.Instant,
        calls: [InvocationCall]
    ) async -> InvocationRecord? {
        let problems = CallProblems(instance: instance)
        var record = record
        switch await watch.wait() {
        case .ready: record.start = (ContinuousClock.now - began).inMilliseconds
        case .ended: return nil
        case .onLoopback(let socket): sink.emit(problems.onLoopback(socket))
        case .closed(let others):
            sink.emit(problems.neverListens(others, after: settings.startTimeout.components.seconds))
        case .outOfMemory, .cancelled: break
        }
        guard record.start != nil, let tree = watch.tree else { return record }
        let caller = InstanceCaller(
            instance: instance, settings: settings, tool: tool, memory: memory, sink: sink, events: events,
            network: hasNetwork ? nil : NetworkNamespace(of: tree.root))
        await caller.carryOut(calls, into: &record)
        memory.look(at: tree, ending: tool)
        await end(tool, tree)
        return record
    }

    /// SIGTERM, and SIGKILL for what does not end. The first process of a sandbox does not hear of signals that it has no
    /// handler for, so there is no waiting for it.
    private func end(_ tool: RunningTool, _ tree: ProcessTree) async {
        guard tool.status == nil else { return }
        guard kind == .host || tree.handles(SIGTERM) != false else { return tool.signal(SIGKILL, toGroup: true) }
        if kind == .host { tool.signal(SIGTERM, toGroup: true) } else { tree.signal(SIGTERM) }
        if await tool.end(within: Self.patience) == nil, !Task.isCancelled {
            events(.note("it did not end within \(Self.patience) after SIGTERM and was killed"))
        }
    }
}

/// Keeps the last lines that a function printed.
final class LastLines: Sendable {
    private static let count = 20
    private let kept = Mutex<(lines: [String], total: Int)>(([], 0))

    /// The last lines in their order.
    var lines: [String] { kept.withLock(\.lines) }

    /// Whether there was one line and it is bubblewrap's, about itself and not about the program.
    var isOnlySandbox: Bool {
        kept.withLock { kept in
            guard kept.total == 1, let line = kept.lines.first else { return false }
            return line.hasPrefix("bwrap: ") && !line.hasPrefix("bwrap: execvp ")
        }
    }

    func append(_ line: String) {
        kept.withLock { kept in
            kept.total += 1
            kept.lines.append(line)
            if kept.lines.count > Self.count { kept.lines.removeFirst() }
        }
    }
}

extension Duration {
    /// Milliseconds with their fraction.
    var inMilliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1_000_000_000_000_000
    }
}
