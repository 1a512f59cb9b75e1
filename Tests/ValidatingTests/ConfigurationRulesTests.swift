import BuildModel
import FunctionCompute
import Testing
import Validating

@Suite struct ConfigurationRulesTests {
    private func findings(
        _ function: FunctionPlan, layers: [PackagePlan] = [], region: String? = nil, today: String = "2026-11-21"
    ) -> [Finding] {
        let plan = BuildPlan(
            packages: layers, functions: [function], limits: .limits(region: region, route: .oss))
        let sink = FindingSink()
        ConfigurationCheck().check(plan, region: region, today: today, into: sink)
        return sink.findings
    }

    @Test func saysNothingOfAGoodFunction() {
        var function = plan(layers: [.local(name: "deps", arn: nil)])
        function.description.memory = 512
        function.description.timeout = 60
        function.description.hooks = [
            HookDescription(kind: .initializer, handler: "index.initialize", timeout: 300),
            HookDescription(kind: .preStop, handler: "index.pre_stop", timeout: 90),
        ]
        function.description.environment = ["DB_HOST": "rm-1.mysql.rds.aliyuncs.com", "_x": "1"]
        let layer = PackagePlan(id: PackageID(.layer, "deps"), runtimes: ["python3.9", "python3.10"], ingredients: [])
        #expect(findings(function, layers: [layer]).isEmpty)
    }

    @Test(arguments: [
        ("python3.11", "unknown-runtime", "did you mean `python3.1"), ("pyton3.9", "unknown-runtime", "python3.9"),
        ("nodejs22", "unknown-runtime", "layers"), ("", "unknown-runtime", "no runtime"),
        ("python2.7", "runtime-retired", "cannot be uploaded since 2024-09-25"),
        ("nodejs8", "runtime-retired", "cannot be uploaded since 2024-12-15"),
    ])
    func refusesRuntime(_ runtime: String, _ rule: String, _ words: String) throws {
        let handler = "index.handler"
        let finding = try #require(findings(plan(runtime: runtime, handler: handler)).of(rule))
        #expect(finding.severity == .error)
        #expect(finding.message.contains(words))
    }

    @Test func warnsBetweenTheTwoDatesOfARetirement() throws {
        let between = try #require(findings(plan(runtime: "nodejs10"), today: "2024-11-01").of("runtime-retired"))
        #expect(between.severity == .warning)
        #expect(between.hint?.contains("nodejs20") == true)
        #expect(findings(plan(runtime: "nodejs10"), today: "2024-10-01").of("runtime-retired") == nil)
    }

    @Test(arguments: [
        ("python3.10", "index", "no `.function`"), ("python3.10", "index.py.handler", "extension"),
        ("nodejs16", "index.js.handler", "extension"), ("python3.10", "src\\index.handler", "backslash"),
        ("python3.10", "example.App::handleRequest", "form of python3.10"),
        ("java11", "index.handler", "form of java11"),
        ("dotnetcore3.1", "Example.App::Handle", "form of dotnetcore3.1"),
        ("python3.10", "../index.handler", "inside the code"), ("python3.10", "index handler.x", "white space"),
        ("python3.10", "a\u{0}b.handler", "control character"),
        ("python3.10", String(repeating: "a", count: 10_000) + ".handler", "longer than 1024"),
    ])
    func refusesHandler(_ runtime: String, _ handler: String, _ words: String) throws {
        let finding = try #require(findings(plan(runtime: runtime, handler: handler)).of("handler-format"))
        #expect(finding.severity == .error)
        #expect(finding.message.contains(words))
        #expect(finding.message.utf8.count < 400)
        #expect(!finding.message.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(arguments: [
        ("python3.10", "index.handler"), ("python3.10", "src/main.handler"), ("python3.10", "app.main.handler"),
        ("python3.10", "./index.handler"), ("nodejs20", "build/index.handler"), ("java8", "example.App::handleRequest"),
        ("dotnetcore3.1", "App::Example.App::Handle"), ("go1", "main"), ("custom.debian12", "not-used"),
        ("custom.debian12", ""), ("custom-container", ""),
    ])
    func takesHandler(_ runtime: String, _ handler: String) {
        #expect(findings(plan(runtime: runtime, handler: handler)).rules.isEmpty)
    }

    @Test func namesAMissingHandler() {
        #expect(findings(plan(handler: "")).rules == ["handler-empty"])
        var function = plan()
        function.description.hooks = [HookDescription(kind: .initializer, handler: nil)]
        #expect(findings(function).rules == ["handler-empty"])
    }

    @Test func judgesHooks() {
        var function = plan()
        function.description.hooks = [
            HookDescription(kind: .initializer, handler: "index.init", hasCommand: true, timeout: 301),
            HookDescription(kind: .preStop, handler: "index", timeout: 91),
        ]
        let found = findings(function)
        #expect(
            found.rules.sorted() == ["handler-format", "hook-handler-and-command", "hook-timeout", "hook-timeout"])
        #expect(found.filter { $0.rule == "hook-timeout" }.allSatisfy { $0.severity == .warning })
    }

    @Test func refusesPreFreezeOnFC3Only() {
        var function = plan()
        function.description.hooks = [HookDescription(kind: .preFreeze, handler: "index.freeze")]
        function.description.propertiesPath = ["resources", "ingest", "props"]
        #expect(findings(function).rules == ["prefreeze-on-fc3"])
        function.description.propertiesPath = ["services", "ingest", "props"]
        #expect(findings(function).rules.isEmpty)
    }

    @Test(arguments: [(64, "outside 128 to 32768"), (32_832, "outside"), (500, "multiple of 64")])
    func refusesMemory(_ memory: Int, _ words: String) throws {
        var function = plan()
        function.description.memory = memory
        let finding = try #require(findings(function).of("memory-range"))
        #expect(finding.message.contains(words))
    }

    @Test(arguments: [0, -1, 86_401])
    func refusesTimeout(_ timeout: Int) {
        var function = plan()
        function.description.timeout = timeout
        #expect(findings(function).rules == ["timeout-range"])
    }

    @Test func countsTheEnvironment() throws {
        var function = plan()
        function.description.environment = ["KEY": String(repeating: "x", count: 4093)]
        #expect(findings(function).isEmpty)
        function.description.environment["A"] = ""
        let finding = try #require(findings(function).of("environment-size"))
        #expect(finding.message.contains("4097 bytes") && finding.message.contains("`KEY`"))
        function.description.environment = ["KEY": "${env('LONG')}" + String(repeating: "x", count: 5000)]
        #expect(findings(function).isEmpty)
    }

    @Test func warnsOfReservedVariables() {
        var function = plan()
        function.description.environment = ["FC_REGION": "x", "2nd": "y", "GOOD_1": "z"]
        #expect(findings(function).rules == ["environment-name", "environment-name"])
    }

    @Test(arguments: [0, -1, 65_536, 90_000]) func refusesPort(_ port: Int) {
        var function = plan(runtime: "custom.debian12", handler: "x")
        function.description.port = port
        #expect(findings(function).rules == ["port-range"])
        function.description.port = 9000
        #expect(findings(function).rules.isEmpty)
    }

    @Test(arguments: [
        ("/code/bin", true), ("/code/bin:/opt/bin/", true), ("/usr/local/bin:/usr/bin:/bin", false),
        ("/code/bin:/usr/bin/", false), ("/code/bin:${PATH}", false), ("$PATH:/opt/bin", false), ("", true),
    ])
    func warnsOfAPathWithoutTheImage(_ path: String, _ isWarned: Bool) {
        var function = plan(runtime: "custom.debian10", handler: "x")
        function.description.environment = ["PATH": path]
        #expect(findings(function).rules == (isWarned ? ["path-replaced"] : []))
        #expect(findings(function).of("path-replaced")?.hint?.contains("/usr/local/bin:/usr/sbin") ?? true)
    }

    @Test func judgesLayers() throws {
        let arn = "acs:fc:cn-shanghai:123:layers/other/versions/1"
        let six: [LayerReference] = (1...5).map { .local(name: "deps\($0)", arn: nil) } + [.external(arn: arn)]
        let layers = (1...5).map {
            PackagePlan(
                id: PackageID(.layer, "deps\($0)"), runtimes: [$0 == 2 ? "python3.9" : "python3.10"], ingredients: [])
        }
        let found = findings(plan(layers: six), layers: layers, region: "cn-hangzhou")
        #expect(found.rules == ["layer-count", "layer-mismatch", "layer-mismatch"])
        #expect(found.of("layer-mismatch")?.message.contains("`deps2` is for `python3.9`") == true)
        #expect(try #require(found.last { $0.rule == "layer-mismatch" }).message.contains("cn-shanghai"))
        #expect(found.of("external-layer")?.severity == .note)
    }

    @Test func saysWhatCannotBeChecked() {
        var remote = plan()
        remote.description.code = .remote("oss://bucket/key.zip")
        #expect(findings(remote).of("unverified")?.message.contains("oss://bucket/key.zip") == true)
        #expect(findings(plan(runtime: "custom-container", handler: "")).of("unverified") != nil)
    }
}
