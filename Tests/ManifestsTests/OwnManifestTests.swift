import BuildModel
import FunctionCompute
import Testing

@Suite("fclayer.yaml")
struct OwnManifestTests {
    static let manifest = """
        functions:
          ingest:
            runtime: python3.10
            handler: index.handler
            initializer: index.initialize
            preStop: { handler: index.stop, timeout: 20 }
            code: ./ingest
            layers: [data-deps]
            dependencies: layer
            exclude: ["tests/**"]
            environment: { TZ: Asia/Shanghai, RETRIES: 3, DEBUG: true }
            memory: 1024
            timeout: 120
          web:
            runtime: custom.debian12
            code: ./web
            command: [python3, app.py]
            port: 8080
            dependencies: none
        upload: { region: cn-hangzhou, route: api }
        limits: { code: 80 MB, layers-total: 3 GiB, layers-per-function: 6, layer: 1000 }
        """

    static let files = [
        "fclayer.yaml": manifest, "ingest/index.py": "", "ingest/uv.lock": "", "ingest/requirements.txt": "",
        "web/app.py": "", "web/requirements.txt": "",
        "layers/data-deps/layer.yaml": "runtimes: [python3.10]\nfiles: []\n",
    ]

    @Test func describesFunctionsAlone() throws {
        let outcome = Fixture(Self.files).read()
        #expect(outcome.lines == [])
        let project = try #require(outcome.project)
        #expect(project.document?.dialect == .fclayer)
        #expect(project.upload == UploadTarget(region: "cn-hangzhou", route: .api))
        #expect(
            project.limits
                == ["code": 80 << 20, "layers-total": 3 << 30, "layers-per-function": 6, "layer": 1000])
        let ingest = try #require(outcome.function("ingest"))
        #expect(
            ingest.hooks == [
                HookDescription(kind: .initializer, handler: "index.initialize"),
                HookDescription(kind: .preStop, handler: "index.stop", timeout: 20),
            ])
        #expect(ingest.layers == [.local(name: "data-deps", arn: nil)])
        #expect(ingest.dependencies == .layer)
        #expect(ingest.dependencyFile?.kind == .uvLock)
        #expect(ingest.exclude == ["tests/**"])
        #expect(ingest.environment == ["TZ": "Asia/Shanghai", "RETRIES": "3", "DEBUG": "true"])
        #expect(ingest.memory == 1024)
        #expect(ingest.timeout == 120)
        let web = try #require(outcome.function("web"))
        #expect(web.command == ["python3", "app.py"])
        #expect(web.port == 8080)
        #expect(web.dependencies == .none)
        #expect(web.dependencyFile == nil)
        #expect(web.handler == "handler")
    }

    @Test func addsBuildOptionsBesideOtherManifest() throws {
        var files = ServerlessDevs3Tests.fixture.files
        files["fclayer.yaml"] = Array(
            """
            functions:
              ingest: { dependencies: layer, exclude: ["*.md"], layers: [data-deps] }
              report: { dependencies: none, layers: [data-deps] }
            upload: { route: api }
            """.utf8)
        var fixture = Fixture([:])
        fixture.files = files
        let outcome = fixture.read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.document?.dialect == .fc3)
        #expect(outcome.project?.upload == UploadTarget(region: "cn-shanghai", route: .api))
        #expect(outcome.function("ingest")?.dependencies == .layer)
        #expect(outcome.function("ingest")?.exclude == ["*.md"])
        #expect(outcome.function("ingest")?.layers.map(\.text).filter { $0 == "data-deps" }.count == 1)
        #expect(outcome.function("report-ingest")?.dependencies == DependencyPlacement.none)
        #expect(outcome.function("report-ingest")?.layers == [.local(name: "data-deps", arn: nil)])
        #expect(outcome.function("report-ingest")?.dependencyFile == nil)
    }

    @Test func describingFunctionsItComesBeforeOtherManifest() {
        var files = Self.files
        files["s.yaml"] = ServerlessDevs3Tests.manifest
        #expect(Fixture(files).read().project?.document?.dialect == .fclayer)
        let named = Fixture(files).read(project: "s.yaml")
        #expect(named.rules.contains("manifest-ignored"))
    }

    @Test func refusesUnknownKeysWithNearest() {
        let outcome = Fixture([
            "fclayer.yaml": """
            functions:
              a:
                runtime: python3.10
                handlr: index.handler
                handler: index.handler
                make: { product: A }
            uplod: {}
            upload: { rute: oss, route: ftp }
            limits: { codes: 1, layer: lots }
            severity: {}
            """, "index.py": "",
        ]).read()
        #expect(
            outcome.lines == [
                "fclayer.yaml:7:1: error[unknown-key]: `uplod` is not a key that fclayer knows here (uplod)",
                "fclayer.yaml:10:1: error[unknown-key]: `severity` is not a key that fclayer knows here (severity)",
                "fclayer.yaml:9:11: error[unknown-key]: `codes` is not a key that fclayer knows here (limits.codes)",
                "fclayer.yaml:9:28: error[value-type]: `layer` must be a size (limits.layer)",
                "fclayer.yaml:4:5: error[unknown-key]: `handlr` is not a key that fclayer knows here (functions.a.handlr)",
                "fclayer.yaml:6:5: error[unknown-key]: `make` is not a key that fclayer knows here (functions.a.make)",
                "fclayer.yaml:8:11: error[unknown-key]: `rute` is not a key that fclayer knows here (upload.rute)",
                "fclayer.yaml:8:29: error[value-type]: `route` is `ftp`, not one of `oss`, `api` (upload.route)",
            ])
        #expect(outcome.project == nil)
        #expect(outcome.hints.contains("did you mean `handler`?"))
        #expect(outcome.hints.contains("did you mean `upload`?"))
        #expect(outcome.hints.contains("write it under `validate:`"))
    }

    @Test func readsTheSharedCache() {
        var files = Self.files
        files["fclayer.yaml"] = "cache: { url: \"https://host/x\", mode: read-write }\n" + Self.manifest
        let outcome = Fixture(files).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.cache == SharedCacheChoice(url: "https://host/x", mode: .readWrite))
    }

    @Test(arguments: [
        ("lots", "8: error[value-type]: `cache` must be a mapping with `url` and `mode`, not text (cache)"),
        ("{ mode: read }", "1: error[value-type]: `cache` needs a `url` (cache)"),
        ("{ url: cache.example.com }", "15: error[value-type]: `url` must be an http or https address (cache.url)"),
        ("{ url: \"ftp://host/x\" }", "15: error[value-type]: `url` must be an http or https address (cache.url)"),
        ("{ url: \"https://\" }", "15: error[value-type]: `url` must be an http or https address (cache.url)"),
        ("{ url: [a] }", "10: error[value-type]: `url` must be text, not a list (cache.url)"),
        (
            "{ url: \"https://me:hush@host/x\" }",
            "15: error[value-type]: `url` must be without user and password: manifests are read by many (cache.url)"
        ),
        (
            "{ url: \"https://host\", mode: write }",
            "37: error[value-type]: `mode` is `write`, not one of `read`, `read-write` (cache.mode)"
        ),
        (
            "{ url: \"https://host\", token: hush }",
            "31: error[unknown-key]: `token` is not a key that fclayer knows here (cache.token)"
        ),
    ]) func refusesASharedCacheThatIsNone(cache: String, line: String) {
        var files = Self.files
        files["fclayer.yaml"] = "cache: \(cache)\n" + Self.manifest
        let outcome = Fixture(files).read()
        #expect(outcome.lines == ["fclayer.yaml:1:" + line])
        #expect(!(outcome.lines + outcome.hints).joined().contains("hush"))
    }

    @Test func refusesOptionsForFunctionThatIsNotThere() {
        let outcome = Fixture([
            "s.yaml": ServerlessDevs3Tests.manifest, "code/index.py": "", "report/app.py": "",
            "fclayer.yaml": "functions:\n  ingst: { dependencies: bundel }\n  report: { handler: x.y }\n",
        ]).read()
        #expect(
            outcome.lines == [
                "fclayer.yaml:2:26: error[value-type]: `dependencies` is `bundel`, not one of `bundle`, `layer`, `none` (functions.ingst.dependencies)",
                "fclayer.yaml:3:13: error[unknown-key]: `handler` belongs to the manifest that describes the function (functions.report.handler)",
                "fclayer.yaml:2:3: error[unknown-function]: the manifest beside has no function `ingst` (functions.ingst)",
            ])
        #expect(outcome.hints.contains("did you mean `ingest`?"))
    }

    @Test(
        arguments: [
            ("500 MB", 500 << 20), ("1GiB", 1 << 30), ("1.5 GB", 3 << 29), ("10 kb", 10 << 10), ("64", 64), ("7 B", 7),
            ("0", 0),
            ("5 i", nil), ("5 ib", nil), ("MB", nil), ("", nil), ("-1 MB", nil), ("1e3", nil), ("1..5", nil),
            ("99999999999999 GB", nil),
            ("0.3 B", nil), ("5 TB", nil), ("٣ MB", nil),
        ] as [(String, Int64?)])
    func sizes(text: String, bytes: Int64?) {
        let outcome = Fixture(["s.yaml": "resources: {}\n", "fclayer.yaml": "limits: { code: '\(text)' }\n"]).read()
        #expect(outcome.project?.limits["code"] == bytes)
        #expect((outcome.project == nil) == (bytes == nil))
    }
}
