import BuildModel
import Invoking
import Testing

/// Functions that do not come up, and what the platform would have said of each.
@Suite(.enabled(if: Fixture.canServe), .timeLimit(.minutes(30)))
struct StartFailureTests {
    @Test func bootstrapThatExits() async throws {
        let fixture = try Fixture([.init("bootstrap", "#!/bin/sh\necho no config >&2\nexit 3\n", isExecutable: true)])
        let run = try await fixture.run(.event([]))
        let finding = try #require(run.finding("start-exited"))
        #expect(finding.severity == .error)
        #expect(finding.message == "the function ends at its start with exit status 3; it last printed: no config")
        #expect(finding.hint?.contains("Function instance exited unexpectedly(code 3)") == true)
        #expect(run.record.start == nil)
    }

    @Test func bootstrapThatCrashes() async throws {
        let fixture = try Fixture([.init("bootstrap", "#!/bin/sh\nkill -SEGV $$\n", isExecutable: true)])
        fixture.function.command = ["/bin/sh", "-c", "/code/bootstrap; exit $?"]
        let run = try await fixture.run(.event([]))
        #expect(run.finding("start-exited")?.hint?.contains("code 139") == true)
    }

    @Test func bootstrapThatNeverListens() async throws {
        let fixture = try Fixture([.init("bootstrap", "#!/bin/sh\nexec sleep 60\n", isExecutable: true)])
        fixture.settings.startTimeout = .seconds(1)
        let run = try await fixture.run(.event([]))
        #expect(
            run.finding("start-no-port")?.hint
                == "the platform would say: Function instance health check failed on port 9000 in 120 seconds")
        #expect(run.finding("start-no-port")?.message == "the function does not listen on port 9000 after 1 seconds")
    }

    @Test(arguments: ["127.0.0.1", "127.1.2.3"]) func serverOnTheLoopbackOnly(_ address: String) async throws {
        let fixture = try Fixture.server("self.answer(200)", address: address)
        let run = try await fixture.run(.event([]))
        let finding = try #require(run.finding("start-on-loopback"))
        #expect(finding.message.contains("`") == false && finding.message.contains("\(address):9000"))
        #expect(finding.hint?.hasSuffix("listen on 0.0.0.0 instead") == true)
        #expect(run.record.calls == [])
    }

    @Test func serverOnAnotherPort() async throws {
        let fixture = try Fixture.server("self.answer(200)", port: "8080")
        fixture.settings.startTimeout = .seconds(2)
        let run = try await fixture.run(.event([]))
        #expect(
            run.finding("start-other-port")?.message
                == "the function listens at 0.0.0.0:8080, the platform calls port 9000")
    }

    @Test func serverThatTakesItsTimeIsWaitedFor() async throws {
        let fixture = try Fixture.server("self.answer(200, b'late')", before: "time.sleep(1.5)")
        let run = try await fixture.run(.event([]))
        #expect(run.body == "late")
        #expect(try #require(run.record.start) > 1400)
    }

    @Test func bootstrapMissing() async throws {
        let run = try await Fixture([.init("app", "#!/bin/sh\n", isExecutable: true)]).run(.event([]))
        #expect(run.finding("bootstrap-missing")?.hint?.contains("the file /code/bootstrap is not exist") == true)
    }

    @Test func bootstrapNotExecutable() async throws {
        let run = try await Fixture([.init("bootstrap", "#!/bin/sh\n")]).run(.event([]))
        #expect(run.finding("not-executable")?.hint?.contains("CAFilePermission") == true)
    }

    @Test func commandTargetMissingAndNotExecutable() async throws {
        let fixture = try Fixture([.init("app", "#!/bin/sh\n")])
        fixture.function.command = ["./server"]
        #expect(try await fixture.run().finding("command-target-missing")?.hint?.contains("code 2") == true)
        fixture.function.command = ["./app"]
        #expect(try await fixture.run().finding("not-executable")?.hint?.contains("code 13") == true)
    }

    @Test(arguments: ["echo hello\n", "", "\u{7F}ELF\u{2}\u{1}\u{1}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "MZ\u{0}\u{0}"])
    func bootstrapOfAnotherFormat(_ text: String) async throws {
        let run = try await Fixture([.init("bootstrap", text, isExecutable: true)]).run(.event([]))
        #expect(run.finding("exec-format")?.hint?.contains("code 8, message:exec format error") == true)
    }

    @Test func scriptWithWindowsLineEnds() async throws {
        let run = try await Fixture([.init("bootstrap", "#!/bin/sh\r\nexit 0\r\n", isExecutable: true)]).run()
        #expect(run.finding("script-crlf")?.hint?.contains("code 127") == true)
    }

    @Test func interpreterMissing() async throws {
        let run = try await Fixture([.init("bootstrap", "#!/usr/bin/ruby9\n", isExecutable: true)]).run()
        #expect(run.finding("start-exited")?.hint?.contains("code 2, message:no such file or directory") == true)
    }

    @Test func programThatFillsItsMemoryAtStart() async throws {
        let fixture = try Fixture([
            .init(
                "bootstrap", "#!/usr/bin/python3\nx = []\nwhile True: x.append(bytearray(4 << 20))\n",
                isExecutable: true)
        ])
        fixture.function.memory = 128
        let run = try await fixture.run(.event([]))
        #expect(run.finding("memory-exceeded")?.hint?.contains("exit 137") == true)
        #expect(run.finding("start-exited") == nil)
    }

    @Test func runtimeThatIsNotCustom() async throws {
        let fixture = try Fixture([.init("index.py", "")], runtime: "python3.10")
        await #expect(throws: StageFailure.self) { try await fixture.run(.event([])) }
        do { _ = try await fixture.run() } catch let failure as StageFailure {
            #expect(failure.kind == .usage)
            #expect(failure.findings.map(\.rule) == ["invoke-not-custom"])
        }
    }
}
