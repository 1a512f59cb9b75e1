import Synchronization
import Testing

@testable import Processes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(30))) struct RunningToolTests {
    private final class Lines: Sendable {
        private let kept = Mutex<[ToolLine]>([])

        var all: [ToolLine] { kept.withLock { $0 } }
        func append(_ line: ToolLine) { kept.withLock { $0.append(line) } }
        func texts(_ stream: ToolLine.Stream) -> [String] {
            all.filter { $0.stream == stream }.map(\.content.text)
        }
    }

    private func shell(_ script: String) -> ToolInvocation { ToolInvocation("/bin/sh", ["-c", script]) }

    @Test func handsOutLinesAsTheyAreAndTheStatus() async throws {
        let lines = Lines()
        let outcome = try await ToolRunner().withRunning(
            shell("printf 'one\\ntwo\\r\\n\\nlast'; echo bad >&2; exit 3"), lines: { lines.append($0) },
            body: { await $0.end(within: .seconds(60)) })
        #expect(lines.texts(.output) == ["one", "two", "", "last"])
        #expect(lines.texts(.errors) == ["bad"])
        #expect(outcome.value == .exited(3))
        #expect(outcome.status == .exited(3))
    }

    @Test func cutsLongLines() async throws {
        let lines = Lines()
        _ = try await ToolRunner().withRunning(
            shell("head -c 100000 /dev/zero | tr '\\0' x; echo; echo short"), lineLimit: 10,
            lines: { lines.append($0) }, body: { await $0.end(within: .seconds(60)) })
        #expect(lines.texts(.output) == ["xxxxxxxxxx", "short"])
        #expect(lines.all.first?.content.dropped == 99_990)
    }

    @Test func endsWhatStillRunsAfterTheBody() async throws {
        let lines = Lines()
        let outcome = try await ToolRunner().withRunning(
            shell("sleep 1000 & echo $!; wait"), lines: { lines.append($0) },
            body: { tool in
                while lines.all.isEmpty { try? await Task.sleep(for: .milliseconds(5)) }
                return tool.processIdentifier
            })
        #expect(outcome.status == .signalled(SIGKILL))
        let child = try #require(Int32(lines.texts(.output).first ?? ""))
        await Self.waitForEnd(of: child)
        #expect(kill(child, 0) != 0)
    }

    @Test func cancellationEndsTheGroup() async throws {
        let lines = Lines()
        let task = Task {
            try await ToolRunner().withRunning(
                shell("trap '' TERM; sleep 1000 & echo $!; wait"), lines: { lines.append($0) },
                body: { _ = await $0.end(within: .seconds(600)) })
        }
        while lines.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: ToolError.self) { try await task.value }
        let child = try #require(Int32(lines.texts(.output).first ?? ""))
        await Self.waitForEnd(of: child)
        #expect(kill(child, 0) != 0)
    }

    @Test func passesSignalsOn() async throws {
        let lines = Lines()
        let outcome = try await ToolRunner().withRunning(
            shell("trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.01; done"),
            lines: { lines.append($0) },
            body: { tool in
                while lines.all.isEmpty { try? await Task.sleep(for: .milliseconds(5)) }
                tool.signal(SIGTERM)
                return await tool.end(within: .seconds(60))
            })
        #expect(outcome.value == .exited(5))
        #expect(lines.texts(.output) == ["ready", "bye"])
    }

    @Test func missingToolIsSaid() async throws {
        do {
            _ = try await ToolRunner().withRunning(ToolInvocation("/no/such/tool"), lines: { _ in }, body: { _ in })
            Issue.record("it ran")
        } catch { #expect(error.code == .missing) }
    }

    /// A killed process is gone once its new parent has taken note of it.
    private static func waitForEnd(of process: Int32) async {
        for _ in 0..<1000 where kill(process, 0) == 0 { try? await Task.sleep(for: .milliseconds(5)) }
    }
}
