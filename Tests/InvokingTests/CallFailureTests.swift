import BuildModel
import FileTrees
import Invoking
import Testing

/// Functions that come up and then fail, and what the platform would have said of each.
@Suite(.enabled(if: Fixture.canServe), .timeLimit(.minutes(30)))
struct CallFailureTests {
    private func initializing(_ body: String, timeout: Int? = nil) throws -> Fixture {
        let fixture = try Fixture.server(body)
        fixture.function.hooks = [HookDescription(kind: .initializer, handler: "x", timeout: timeout)]
        return fixture
    }

    @Test func initializerThatAnswers500() async throws {
        let run = try await initializing("self.answer(500 if self.path == '/initialize' else 200)").run(.event([]))
        let finding = try #require(run.finding("initialize-failed"))
        #expect(finding.message == "the initializer answers with status 500")
        #expect(
            finding.hint == "the platform would say: InitializationError; the instance would be started again")
        #expect(run.record.calls == [])
        #expect(run.record.initializer?.isSuccess == false)
    }

    @Test func initializerThatIsNotServed() async throws {
        let run = try await initializing("self.answer(404 if self.path == '/initialize' else 200)").run(.event([]))
        #expect(run.finding("initialize-failed")?.hint?.contains("serve `POST /initialize`") == true)
    }

    @Test func initializerThatHangs() async throws {
        let run = try await initializing("time.sleep(60)", timeout: 1).run(.event([]))
        #expect(
            run.finding("initialize-timeout")?.message == "the initializer does not answer within 1 seconds")
    }

    @Test func initializerThatExits() async throws {
        let run = try await initializing("os._exit(7)").run(.event([]))
        #expect(
            run.finding("initialize-failed")?.message
                == "the initializer gives no answer: the process ended with exit status 7")
    }

    @Test func invokeThatAnswers500() async throws {
        let run = try await Fixture.server("self.answer(500, b'trace')").run(.event([]))
        #expect(run.finding("invoke-failed")?.message == "the function answers with status 500")
        #expect(run.body == "trace")
    }

    @Test func invokeThatReportsFailureInItsHeader() async throws {
        let run = try await Fixture.server("self.answer(200, b'{}', x_fc_status='404')").run(.event([]))
        #expect(run.finding("invoke-failed")?.hint?.contains("InvocationError") == true)
    }

    @Test func webServerThatIsCalledWithAnEvent() async throws {
        let run = try await Fixture.server("self.answer(404)").run(.event([]))
        #expect(run.finding("invoke-failed")?.hint?.contains("`--http`") == true)
    }

    @Test func statusOf404IsAnAnswerOverHTTP() async throws {
        let run = try await Fixture.server("self.answer(404)").run(.http(.init(method: "GET", target: "/nothing")))
        #expect(run.findings == [])
    }

    @Test func invokeThatHangs() async throws {
        let fixture = try Fixture.server("time.sleep(60)")
        fixture.function.timeout = 1
        let run = try await fixture.run(.event([]))
        #expect(run.finding("invoke-timeout")?.hint?.contains("timed out after 1 seconds") == true)
    }

    @Test func invokeThatExits() async throws {
        let run = try await Fixture.server("os._exit(9)").run(.event([]))
        #expect(
            run.finding("invoke-broken")?.message
                == "the function gives no whole answer: the process ended with exit status 9")
        #expect(run.record.end == "exit status 9")
    }

    @Test func invokeThatClosesTheConnection() async throws {
        let run = try await Fixture.server("self.connection.close(); self.close_connection = True").run(.event([]))
        #expect(
            run.finding("invoke-broken")?.hint
                == "the platform would say: Process exited unexpectedly before completing request")
    }

    @Test func answerThatIsCutOff() async throws {
        let run = try await Fixture.server(
            "self.wfile.write(b'HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nhalf'); self.wfile.flush(); self.connection.shutdown(2); self.close_connection = True"
        ).run(.event([]))
        #expect(run.rules == ["invoke-broken"])
        #expect(run.body == "half")
    }

    @Test func answerThatIsNotHTTP() async throws {
        let run = try await Fixture.server("self.wfile.write(b'hello\\r\\n'); self.close_connection = True")
            .run(.event([]))
        #expect(run.finding("invoke-broken")?.message.contains("not HTTP") == true)
    }

    @Test func answerWithoutEndIsCutAtTheLimit() async throws {
        let fixture = try Fixture.server(
            "self.send_response(200); self.end_headers()\nfor _ in range(40): self.wfile.write(bytes(1 << 20))\nself.close_connection = True"
        )
        fixture.function.timeout = 60
        let run = try await fixture.run(.event([]))
        #expect(run.finding("response-too-large")?.message == "the answer has more than \(32 << 20) bytes")
        #expect(run.record.calls.first?.body.count ?? 0 <= 32 << 20)
    }

    @Test func headersOfAnswerThatAreTooLong() async throws {
        let run = try await Fixture.server("self.answer(200, b'', x_long='a' * 9000)").run(.event([]))
        #expect(run.finding("response-too-large")?.hint?.contains("502 BadResponse") == true)
    }

    @Test func functionThatTakesTooMuchMemory() async throws {
        let fixture = try Fixture.server("x = bytearray(400 << 20)\ntime.sleep(30)\nself.answer(200)")
        fixture.function.memory = 128
        fixture.function.timeout = 30
        let run = try await fixture.run(.event([]))
        #expect(run.rules == ["memory-exceeded"])
        #expect(try #require(run.record.peakMemory) > 128 << 20)
    }

    @Test func preStopThatFailsIsAWarning() async throws {
        let fixture = try Fixture.server("self.answer(500 if self.path == '/pre-stop' else 200)")
        fixture.function.hooks = [HookDescription(kind: .preStop, handler: "x")]
        let run = try await fixture.run(.event([]))
        #expect(run.finding("pre-stop-failed")?.severity == .warning)
        #expect(run.rules == ["pre-stop-failed"])
    }

    @Test func eventThatThePlatformDoesNotTake() async throws {
        let fixture = try Fixture.server("self.answer(200)")
        await #expect(throws: StageFailure.self) {
            try await fixture.run(.event([UInt8](repeating: 0, count: (32 << 20) + 1)))
        }
        await #expect(throws: StageFailure.self) {
            try await fixture.run(
                .http(.init(method: "GET", target: "/", headers: [.init("X-Fc-Request-Id", "1")])))
        }
        await #expect(throws: StageFailure.self) {
            try await fixture.run(.http(.init(method: "GET", target: "/" + String(repeating: "a", count: 4096))))
        }
    }

    @Test func linesAreCutAndControlCharactersDoNotMatter() async throws {
        let fixture = try Fixture.server("print('x' * 100000, flush=True); self.answer(200)")
        let run = try await fixture.run(.event([]))
        #expect(run.log.map(\.utf8.count) == [32 << 10])
    }

    @Test func cancellingEndsEverything() async throws {
        let fixture = try Fixture.server("print('called', flush=True); time.sleep(60)")
        fixture.function.timeout = 60
        let marker = "fclayer-test-\(UInt32.random(in: 0 ... .max))"
        fixture.function.environment = ["MARKER": marker]
        let task = Task { try await fixture.run(.event([])) }
        try await Task.sleep(for: .seconds(1))
        task.cancel()
        await #expect(throws: StageFailure.self) { try await task.value }
        let left = try Files.names(inFolder: "/proc").filter { name in
            guard let bytes = try? Files.read("/proc/\(name)/environ") else { return false }
            return String(decoding: bytes, as: UTF8.self).contains(marker)
        }
        #expect(left == [])
    }
}
