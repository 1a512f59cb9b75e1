import BuildModel
import FunctionCompute
import Invoking
import Testing

/// Functions that do what they should, each in a sandbox of its own.
@Suite(.enabled(if: Fixture.canServe), .timeLimit(.minutes(30)))
struct InvokeTests {
    @Test func givesTheEventAndTakesTheAnswer() async throws {
        let fixture = try Fixture.server("self.answer(200, self.body[::-1])")
        let run = try await fixture.run(.event(Array("stressed".utf8)))
        #expect(run.findings == [])
        #expect(run.body == "desserts")
        #expect(run.record.calls.first?.request == "POST /invoke")
        #expect(run.record.calls.first?.isSuccess == true)
        #expect(run.record.place.isSandboxed)
        #expect(try #require(run.record.start) > 0)
        #expect(try #require(run.record.peakMemory) > 1 << 20)
    }

    @Test func sendsTheHeadersOfThePlatform() async throws {
        let fixture = try Fixture.server("self.answer(200, json.dumps(dict(self.headers.items())).encode())")
        fixture.function.memory = 1024
        let run = try await fixture.run(.event([]))
        for text in [
            "\"x-fc-control-path\": \"/invoke\"", "\"x-fc-function-name\": \"hello\"",
            "\"x-fc-function-memory\": \"1024\"", "\"Content-Type\": \"application/octet-stream\"",
            "\"x-fc-function-handler\": \"index.handler\"",
        ] { #expect(run.body.contains(text), "\(run.body)") }
        #expect(run.body.contains(try #require(run.record.calls.first?.requestID)))
        #expect(!run.body.contains("x-fc-access-key"))
        #expect(!run.body.contains("User-Agent"))
    }

    @Test func passesRequestsOfHTTPTriggersAsTheyAre() async throws {
        let fixture = try Fixture.server(
            "self.answer(418, (self.command + ' ' + self.path + ' ' + self.headers['x-a'] + ' ' + self.headers['x-fc-control-path']).encode() + self.body, X_Out='yes')"
        )
        let run = try await fixture.run(
            .http(.init(method: "PUT", target: "/a/../b%20c?d=e", headers: [.init("x-a", "1")], body: [0x21])))
        #expect(run.body == "PUT /a/../b%20c?d=e 1 /http-invoke!")
        #expect(run.record.calls.first?.status == 418)
        #expect(run.record.calls.first?.headers.contains { $0.name == "X-Out" && $0.value == "yes" } == true)
        #expect(run.findings == [])
    }

    @Test func callsInitializerBeforeAndPreStopAfter() async throws {
        let fixture = try Fixture.server(
            "print(self.command, self.path, len(self.body), flush=True); self.answer(200)",
            before: "signal.signal(signal.SIGTERM, lambda *_: (print('terminated', flush=True), os._exit(0)))")
        fixture.function.hooks = [
            HookDescription(kind: .initializer, handler: "x"), HookDescription(kind: .preStop, handler: "y"),
        ]
        let run = try await fixture.run(.event([1, 2]), .event([]))
        #expect(
            run.log == ["POST /initialize 0", "POST /invoke 2", "POST /invoke 0", "GET /pre-stop 0", "terminated"])
        #expect(run.record.initializer?.status == 200)
        #expect(run.record.preStop?.status == 200)
        #expect(run.record.end == "exit status 0")
        #expect(run.findings == [])
    }

    @Test func keepsOneConnection() async throws {
        let fixture = try Fixture.server("self.answer(200, str(self.client_address[1]).encode())")
        let run = try await fixture.run(.event([]), .event([]), .event([]))
        #expect(Set(run.record.calls.map(\.body)).count == 1)
    }

    @Test func looksLikeAnInstance() async throws {
        let script = """
            #!/usr/bin/python3
            import os, sys
            print("cwd", os.getcwd()); print("uid", os.getuid()); print("pid", os.getpid())
            print("top", sorted(os.listdir("/opt"))); print("a", open("/opt/a").read())
            print("env", sorted(n for n in os.environ if n != "LC_CTYPE"))
            print("path", os.environ["PATH"]); print("user", os.environ["GREETING"])
            for folder in ["/code", "/opt"]:
                try: open(folder + "/x", "w")
                except OSError as e: print(folder, e.strerror)
            open("/tmp/x", "w").write("x"); s = os.statvfs("/tmp"); print("tmp", s.f_blocks * s.f_frsize >> 20)
            print("home", os.listdir("/home"), os.path.exists("/etc/shadow")); open("/root/x", "w")
            """
        let fixture = try Fixture([.init("bootstrap", script, isExecutable: true)], runtime: "custom.debian10")
        fixture.layers = [[.init("a", "first"), .init("b", "b")], [.init("a", "second"), .init("c", "c")]]
        fixture.function.environment = ["GREETING": "hello world", "HIDDEN": "${config('x')}"]
        let run = try await fixture.run()
        #expect(
            run.log == [
                "cwd /code", "uid 0", "pid 1", "top ['a', 'b', 'c']", "a first",
                "env ['FC_ACCOUNT_ID', 'FC_CUSTOM_LISTEN_PORT', 'FC_FUNCTION_HANDLER', 'FC_FUNCTION_MEMORY_SIZE', 'FC_FUNCTION_NAME', 'FC_FUNC_CODE_PATH', 'FC_INSTANCE_ID', 'FC_REGION', 'FC_SERVER_PORT', 'FC_VER_ID', 'GREETING', 'HOME', 'LD_LIBRARY_PATH', 'PATH', 'PWD', 'PYTHONPATH']",
                "path \(CustomRuntimeEnvironment.defaultPath)", "user hello world",
                "/code Read-only file system", "/opt Read-only file system", "tmp 512", "home [] False",
            ])
        #expect(run.rules == ["variables-unresolved", "start-exited"])
    }

    @Test func passesCredentialsOnlyWhereTheyAreGiven() async throws {
        let body =
            "self.answer(200, (os.environ.get('ALIBABA_CLOUD_ACCESS_KEY_ID', '-') + ' ' + self.headers.get('x-fc-access-key-id', '-')).encode())"
        for (runtime, expected) in [("custom.debian10", "id id"), ("custom.debian11", "id -")] {
            let fixture = try Fixture(
                [
                    .init(
                        "bootstrap", Fixture.python(body, before: "", address: "0.0.0.0", port: "9000"),
                        isExecutable: true)
                ],
                runtime: runtime)
            fixture.settings.credentials = .init(accessKeyID: "id", accessKeySecret: "secret", securityToken: nil)
            #expect(try await fixture.run(.event([])).body == expected)
        }
    }

    @Test func takesCommandArgumentsAndPortOfTheManifest() async throws {
        let server = Fixture.python(
            "self.answer(200, repr(sys.argv[1:]).encode())", before: "", address: "0.0.0.0",
            port: "int(os.environ['FC_SERVER_PORT'])")
        let fixture = try Fixture([.init("app.py", server)])
        fixture.function.command = ["python3", "app.py", "--mode", "a b"]
        fixture.function.port = 8080
        #expect(try await fixture.run(.event([])).body == "['--mode', 'a b']")
    }

    @Test func severalAtOnceDoNotMeet() async throws {
        let home = try Fixture([])
        let cache = home.settings.cache
        try await withThrowingTaskGroup(of: String.self) { tasks in
            for number in 0..<4 {
                tasks.addTask {
                    let fixture = try Fixture.server("self.answer(200, b'\(number)')")
                    // One of them may get this machine's network, if the port is free.
                    fixture.settings.network = .automatic
                    fixture.settings.cache = cache
                    return try await fixture.run(.event([])).body
                }
            }
            var bodies: Set<String> = []
            for try await body in tasks { bodies.insert(body) }
            #expect(bodies == ["0", "1", "2", "3"])
            withExtendedLifetime(home) {}
        }
    }

    @Test func runsOnThisMachineWithoutSandbox() async throws {
        let fixture = try Fixture.server(
            "self.answer(200, (os.getcwd() + ' ' + os.environ['FC_FUNC_CODE_PATH']).encode())",
            port: "int(os.environ['FC_SERVER_PORT'])")
        fixture.settings.isolation = .none
        fixture.function.port = 39_417
        let run = try await fixture.run(.event([]))
        let parts = run.body.split(separator: " ")
        #expect(parts.count == 2 && parts[0] == parts[1] && parts[0].hasSuffix("/code"))
        #expect(run.rules == ["sandbox-missing"])
        #expect(!run.record.place.isSandboxed)
    }
}
