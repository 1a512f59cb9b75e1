import BuildModel
import Testing

@Suite("Checks of functions")
struct FunctionCheckTests {
    private func read(_ properties: String, more: [String: String] = [:], extra: String = "") -> Fixture.Outcome {
        var files = more
        files["s.yaml"] = """
            edition: 3.0.0
            resources:
              f:
                component: fc3
            \(extra)
                props:
                  functionName: f
            \(properties.split(separator: "\n", omittingEmptySubsequences: false).map { "      " + $0 }.joined(separator: "\n"))
            """
        return Fixture(files).read()
    }

    @Test func misspeltRuntime() {
        let outcome = read("runtime: pyhton3.10\nhandler: index.handler")
        #expect(
            outcome.lines == [
                "s.yaml:8:16: error[unknown-runtime]: Function Compute has no runtime `pyhton3.10` (resources.f.props.runtime)"
            ])
        #expect(outcome.hints[0].hasPrefix("did you mean `python3.10`? known are "))
        #expect(read("runtime: python3.11\nhandler: a.b").hints[0].contains("`python3.12`, `python3.10`"))
        #expect(read("runtime: cobol\nhandler: a.b").hints[0].hasPrefix("known are "))
    }

    @Test func missingRuntimeAndHandler() {
        #expect(read("handler: index.handler").rules == ["runtime-missing"])
        #expect(read("runtime:\nhandler: index.handler").rules == ["runtime-missing"])
        #expect(
            read("runtime: python3.10").lines == [
                "s.yaml:3:3: error[handler-missing]: the function `f` has no `handler` (resources.f)"
            ])
        #expect(read("runtime: python3.10\nhandler: ''").rules == ["handler-missing"])
        #expect(read("runtime: custom\nhandler: ''").function("f")?.handler == "handler")
        #expect(read("runtime: custom-container").function("f")?.handler == "handler")
    }

    @Test func missingCodeFolderSaysWhereItLookedAndWhatIsNear() {
        let outcome = read(
            "runtime: python3.10\nhandler: index.handler\ncode: ./scr/app", more: ["src/app/index.py": ""])
        #expect(
            outcome.lines == [
                "s.yaml:10:13: error[code-dir-missing]: the code `./scr/app` of the function `f` does not exist: looked for `/work/app/scr/app` (resources.f.props.code)"
            ])
        #expect(outcome.hints == ["did you mean `src`?"])
        let made = read(
            "runtime: python3.10\nhandler: a.b\ncode: ./target", extra: "    actions: { pre-deploy: [{ run: make }] }")
        #expect(made.hints == ["if the `actions` of the manifest make it before deployment, run them first"])
    }

    @Test func kindsOfCode() {
        let more = ["code/index.py": "", "one.py": "", "app.zip": "PK", "app.JAR": "PK", "app.war": "PK"]
        func code(_ text: String) -> CodeLocation? {
            let outcome = read("runtime: python3.10\nhandler: a.b\n" + text, more: more)
            #expect(outcome.lines == [])
            return outcome.function("f")?.code
        }
        #expect(code("code: ./code") == .folder("/work/app/code"))
        #expect(code("code: code/") == .folder("/work/app/code"))
        #expect(code("code: /work/app/code/../code/.") == .folder("/work/app/code"))
        #expect(code("code: ./one.py") == .file("/work/app/one.py"))
        #expect(code("code: { src: ./app.zip }") == .archive("/work/app/app.zip"))
        #expect(code("code: app.JAR") == .archive("/work/app/app.JAR"))
        #expect(code("code: app.war") == .archive("/work/app/app.war"))
        #expect(code("description: none") == .folder("/work/app"))
        #expect(code("code: { ossBucketName: b, ossObjectName: k }") == .remote("oss://b/k"))
        #expect(code("code: oss://b/k") == .remote("oss://b/k"))
        #expect(read("runtime: python3.10\nhandler: a.b\ncode: { path: x }").rules == ["value-type"])
    }

    @Test func twoFunctionsOfOneName() {
        let manifest = """
            resources:
              a:
                component: fc3
                props: { functionName: ingest, runtime: python3.10, handler: a.b }
              b:
                component: fc3
                props: { functionName: ingest, runtime: python3.10, handler: a.b }
            """
        #expect(
            Fixture(["s.yaml": manifest]).read().lines == [
                "s.yaml:7:28: error[duplicate-function]: two functions have the name `ingest`: the first is `a` at s.yaml:4:28 (resources.b.props.functionName)"
            ])
        let regions = manifest.replacing(
            "a:\n    component: fc3\n    props: {", with: "a:\n    component: fc3\n    props: { region: cn-hangzhou,"
        )
        .replacing(
            "b:\n    component: fc3\n    props: {", with: "b:\n    component: fc3\n    props: { region: cn-chengdu,")
        let outcome = Fixture(["s.yaml": regions]).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.functions.map(\.name) == ["a", "b"])
        #expect(outcome.project?.upload.region == "cn-chengdu")
    }

    @Test(arguments: ["1st", "-a", "a b", "名", "a.b", String(repeating: "x", count: 129)])
    func functionNamesThatThePlatformRefuses(name: String) {
        let outcome = Fixture(["fclayer.yaml": "functions:\n  \(name): { runtime: custom }\n"]).read()
        #expect(outcome.rules == ["function-name"])
    }

    @Test(arguments: ["_a", "a-b_C9", "service$function", String(repeating: "x", count: 64)])
    func functionNamesThatThePlatformTakes(name: String) {
        #expect(Fixture(["fclayer.yaml": "functions:\n  \(name): { runtime: custom }\n"]).read().lines == [])
    }

    @Test func layers() {
        let local = ["layers/data-deps/layer.yaml": "runtimes: [python3.10]\nfiles: []\n"]
        let outcome = read(
            """
            runtime: python3.10
            handler: a.b
            layers:
              - data-dep
              - data-deps
              - acs:fc:cn-hangzhou:123:layers/other/versions/1
              - acs:fc:cn-hangzhou:official:layers/data-deps/versions/1
              - ${resources.layer.output.arn}
            """, more: local, extra: "")
        #expect(outcome.rules == ["unknown-variable", "unknown-layer"])
        #expect(outcome.lines[1].contains("`data-dep` is no local layer and no ARN: local layers are `data-deps`"))
        #expect(outcome.hints.last == "did you mean `data-deps`?")
        let good = read(
            "runtime: python3.10\nhandler: a.b\nlayers: [data-deps, 'acs:fc:r:official:layers/data-deps/versions/1']",
            more: local)
        #expect(
            good.function("f")?.layers == [
                .local(name: "data-deps", arn: nil), .external(arn: "acs:fc:r:official:layers/data-deps/versions/1"),
            ])
    }

    @Test func valuesOfWrongTypeAreAllReported() {
        let outcome = read(
            """
            runtime: 3.10
            handler: [index.handler]
            memorySize: much
            timeout: 1.5
            layers: data-deps
            environmentVariables: [A]
            customRuntimeConfig: { command: python3, port: "9000" }
            instanceLifecycleConfig: { initializer: { handler: { a: b }, timeout: x } }
            """)
        #expect(outcome.rules == Array(repeating: "value-type", count: 9))
        #expect(
            outcome.lines.first
                == "s.yaml:8:16: error[value-type]: `runtime` must be text, not a number (resources.f.props.runtime)")
        #expect(outcome.project == nil)
    }

    @Test func misspeltKeysAreWarnedOf() {
        let outcome = read(
            """
            runtime: python3.10
            handler: a.b
            handlr: a.c
            enviromentVariables: {}
            memorysize: 1
            somethingNew: 1
            logConfg: auto
            codeUri: ./
            instanceLifecycleConfig: { initialiser: { handler: a.c } }
            customRuntimeConfig: { prot: 1 }
            """)
        #expect(outcome.project != nil)
        #expect(outcome.findings.allSatisfy { $0.severity == .warning && $0.rule == "unknown-key" })
        #expect(
            outcome.hints == [
                "did you mean `environmentVariables`?", "did you mean `memorySize`?", "did you mean `logConfig`?",
                "did you mean `initializer`?", "did you mean `port`?", "write `code`",
            ])
        #expect(read("runtme: python3.10\nhandlr: a.b").rules == ["unknown-key", "unknown-key", "runtime-missing"])
    }

    @Test func hooksKeepHandlerAndCommand() {
        let outcome = read(
            "runtime: python3.10\nhandler: a.b\ninstanceLifecycleConfig: { initializer: { handler: a.c, command: [x] }, preStop: { command: [y] } }"
        )
        #expect(
            outcome.function("f")?.hooks == [
                HookDescription(kind: .initializer, handler: "a.c", hasCommand: true),
                HookDescription(kind: .preStop, handler: nil, hasCommand: true),
            ])
    }

    @Test func hookWithEmptyHandlerIsNotSet() {
        let outcome = read(
            "runtime: python3.10\nhandler: a.b\ninstanceLifecycleConfig: { initializer: { handler: '', timeout: 3 } }")
        #expect(outcome.lines == [])
        #expect(outcome.function("f")?.hooks == [])
    }

    @Test func argumentsMayBeNumbers() {
        let outcome = read(
            "runtime: custom\ncustomRuntimeConfig: { command: [python3, -m, http.server], args: [9000] }")
        #expect(outcome.function("f")?.command == ["python3", "-m", "http.server", "9000"])
    }

    @Test func keyNeverLeadsOutOfTheOutputFolder() {
        let manifest =
            "resources: { '../../x y': { component: fc3, props: { functionName: '${env(N)}', runtime: custom } } }\n"
        #expect(Fixture(["s.yaml": manifest]).read().project?.functions.map(\.name) == ["------x-y"])
    }

    @Test func namesMadeOfKeysStayApart() {
        let manifest = """
            resources:
              one: { component: fc3, props: { region: cn-hangzhou, functionName: two, runtime: custom } }
              two: { component: fc3, props: { region: cn-beijing, functionName: two, runtime: custom } }
              three: { component: fc3, props: { region: cn-beijing, functionName: one, runtime: custom } }
            """
        let outcome = Fixture(["s.yaml": manifest]).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.functions.map(\.name) == ["one", "two", "one-2"])
    }

    @Test func thousandsOfProblemsAreCutShort() {
        let keys = (0..<3000).map { "  f\($0): { component: fc3, props: {} }" }.joined(separator: "\n")
        let outcome = Fixture(["s.yaml": "resources:\n" + keys + "\n"]).read()
        #expect(outcome.findings.count == 201)
        #expect(outcome.rules.last == "more-findings")
        #expect(outcome.project == nil)
    }

    @Test func dependencyFileIsTheFirstOfItsKinds() {
        func kind(_ names: [String], runtime: String = "python3.10") -> DependencyFile.Kind? {
            var more: [String: String] = [:]
            for name in names { more["code/" + name] = name == "pyproject.toml" ? "[tool.ruff]\n" : "" }
            if names.contains("project") { more["code/pyproject.toml"] = "# x\n[project]  # name\nname = 'x'\n" }
            return read("runtime: \(runtime)\nhandler: a.b\ncode: ./code", more: more).function("f")?.dependencyFile?
                .kind
        }
        #expect(kind(["requirements.txt", "uv.lock", "pylock.toml", "project"]) == .uvLock)
        #expect(kind(["requirements.txt", "pylock.toml", "project"]) == .pylock)
        #expect(kind(["requirements.txt", "project"]) == .requirements)
        #expect(kind(["project"]) == .pyproject)
        #expect(kind(["pyproject.toml"]) == nil)
        #expect(kind(["requirements.txt"], runtime: "custom.debian10") == .requirements)
        #expect(kind(["requirements.txt"], runtime: "nodejs18") == nil)
    }

    @Test func allProblemsOfAllFilesAtOnce() {
        let outcome = Fixture([
            "fclayer.yaml": "functions: { a: { dependencies: all } }\nlimit: {}\n",
            "layers/one/layer.yaml": "runtimes: [python]\n",
            "layers/two/layer.yaml": "runtimes: [\n",
            "s.yaml": """
            resources:
              a: { component: fc3, props: { functionName: a, runtime: python3.1O, handler: a.b, code: ./a } }
              b: { component: fc3, props: { functionName: b, runtime: nodejs18, layers: [three] } }
            """,
        ]).read()
        #expect(
            outcome.lines == [
                "layers/one/layer.yaml:1:12: error[unknown-runtime]: Function Compute has no runtime `python` (runtimes[0])",
                "layers/one/layer.yaml: warning[layer-empty]: nothing would be in the layer `one`: it has no key that brings something",
                "layers/two/layer.yaml:2:1: error[manifest-syntax]: not YAML: expected a value or a closing bracket here",
                "fclayer.yaml:2:1: error[unknown-key]: `limit` is not a key that fclayer knows here (limit)",
                "fclayer.yaml:1:33: error[value-type]: `dependencies` is `all`, not one of `bundle`, `layer`, `none` (functions.a.dependencies)",
                "s.yaml:2:59: error[unknown-runtime]: Function Compute has no runtime `python3.1O` (resources.a.props.runtime)",
                "s.yaml:2:91: error[code-dir-missing]: the code `./a` of the function `a` does not exist: looked for `/work/app/a` (resources.a.props.code)",
                "s.yaml:3:3: error[handler-missing]: the function `b` has no `handler` (resources.b)",
                "s.yaml:3:78: error[unknown-layer]: `three` is no local layer and no ARN: local layers are `one`, `two` (resources.b.props.layers[0])",
            ])
    }
}
