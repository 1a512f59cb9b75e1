import Processes
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(30))) struct ToolRunnerTests {
    let runner = ToolRunner(patience: .milliseconds(200))

    private func shell(_ script: String, _ arguments: String...) -> ToolInvocation {
        ToolInvocation("/bin/sh", ["-c", script, "sh"] + arguments)
    }

    @Test func collectsBothStreamsAndStatus() async throws {
        let result = try await runner.run(shell("echo out; echo err >&2; exit 7"))
        #expect(result.status == .exited(7) && !result.succeeded)
        #expect(result.outputText == "out\n" && result.errorText == "err\n")
        #expect(result.lastWords() == "err")
    }

    @Test func passesArgumentsUntouched() async throws {
        let arguments = ["", " a b ", "'", "\"", "$HOME", "é", "*", "\n"]
        let result = try await runner.run(ToolInvocation("/bin/sh", ["-c", #"printf '%s\0' "$@""#, "sh"] + arguments))
        #expect(result.outputText == arguments.map { $0 + "\0" }.joined())
    }

    @Test func standardInputIsEmpty() async throws {
        let result = try await runner.run(ToolInvocation("cat"), timeout: .seconds(20))
        #expect(result.succeeded && result.output.isEmpty)
    }

    @Test func keepsTheEndOfLongOutput() async throws {
        let result = try await runner.run(
            shell("yes 1234567 | head -c 3000000; echo end; yes x | head -c 300000 >&2"), outputLimit: 1000,
            errorLimit: 10)
        #expect(result.output.count == 1000 && result.droppedOutput == 3_000_004 - 1000)
        #expect(result.outputText.hasSuffix("\nend\n"))
        #expect(result.errors.count == 10 && result.droppedErrors == 299_990)
    }

    @Test func reportsSignal() async throws {
        #expect(try await runner.run(shell("kill -9 $$")).status == .signalled(9))
    }

    @Test func environmentIsWhatTheInvocationSays() async throws {
        var invocation = ToolInvocation("/usr/bin/env", environment: .empty.setting("A", "b c"))
        #expect(try await runner.run(invocation).outputText == "A=b c\n")
        setenv("FCLAYER_TEST_GIVEN", "1", 1)
        invocation.environment = .inherited
        #expect(try await runner.run(invocation).outputText.contains("FCLAYER_TEST_GIVEN=1"))
        invocation.environment = .inherited.removing("FCLAYER_TEST_GIVEN")
        #expect(try await !runner.run(invocation).outputText.contains("FCLAYER_TEST_GIVEN"))
    }

    @Test func runsInItsFolder() async throws {
        #expect(try await runner.run(ToolInvocation("pwd", workingFolder: "/usr")).outputText == "/usr\n")
    }

    private func code(_ invocation: ToolInvocation, timeout: Duration? = nil) async -> ToolError.Code? {
        do { _ = try await runner.run(invocation, timeout: timeout) } catch { return error.code }
        return nil
    }

    @Test func tellsWhatKeepsToolFromRunning() async throws {
        #expect(await code(ToolInvocation("no-such-tool-here")) == .missing)
        #expect(await code(ToolInvocation("/no/such/tool")) == .missing)
        #expect(await code(ToolInvocation("/etc/passwd")) == .notExecutable)
        #expect(
            await code(ToolInvocation("/bin/sh", ["-c", "true"], workingFolder: "/no/such")) == .workingFolderMissing)
        #expect(await code(ToolInvocation("/bin/echo", ["a\0b"])) == .failed)
        let script = "/tmp/fclayer-test-\(UInt64.random(in: .min ... .max))"
        defer { unlink(script) }
        let made = try await runner.run(
            shell("printf '#!/no/such/interpreter\\n' > \"$1\" && chmod 755 \"$1\"", script))
        #expect(made.succeeded)
        #expect(await code(ToolInvocation(script)) == .notExecutable)
    }

    @Test func stopsToolThatTakesTooLong() async throws {
        #expect(await code(shell("sleep 600"), timeout: .milliseconds(100)) == .timedOut)
    }

    @Test func stopsToolThatIgnoresSIGTERM() async throws {
        #expect(await code(shell("trap '' TERM; while :; do sleep 1; done"), timeout: .milliseconds(100)) == .timedOut)
    }

    @Test(.enabled(if: access("/bin/ps", X_OK) == 0)) func cancellationEndsEverythingThatTheToolStarted() async throws {
        let file = "/tmp/fclayer-test-\(UInt64.random(in: .min ... .max))"
        defer { unlink(file) }
        // The grandchild ignores SIGTERM, its parent does not.
        let script =
            #"sh -c 'trap "" TERM; echo $$ > "$0.part"; mv "$0.part" "$0"; while :; do sleep 1; done' "$1" & wait"#
        let invocation = shell(script, file)
        let task = Task { try await runner.run(invocation) }
        while access(file, R_OK) != 0 { try await Task.sleep(for: .milliseconds(10)) }
        let text = try await runner.run(ToolInvocation("cat", [file])).outputText
        let pid = try #require(pid_t(text.filter(\.isNumber)))
        #expect(kill(pid, 0) == 0)
        task.cancel()
        let result = await task.result
        #expect { try result.get() } throws: { ($0 as? ToolError)?.code == .cancelled }
        // The dead child stays as a zombie until its new parent collects it; it runs no more.
        var alive = true
        for _ in 0..<200 where alive {
            try await Task.sleep(for: .milliseconds(10))
            let state = try await runner.run(ToolInvocation("ps", ["-o", "stat=", "-p", "\(pid)"])).outputText
            alive = !(state.isEmpty || state.hasPrefix("Z"))
        }
        #expect(!alive)
    }

    @Test func doesNotWaitForBackgroundProcessThatHoldsThePipe() async throws {
        let result = try await runner.run(shell("sleep 600 & echo $!"))
        let pid = try #require(pid_t(result.outputText.filter(\.isNumber)))
        #expect(result.succeeded && kill(pid, 0) == 0)
        kill(pid, SIGKILL)
    }

    @Test func runsManyAtOnce() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let result = try await runner.run(ToolInvocation("echo", ["\(number)"]))
                    #expect(result.outputText == "\(number)\n")
                }
            }
            try await group.waitForAll()
        }
    }
}
