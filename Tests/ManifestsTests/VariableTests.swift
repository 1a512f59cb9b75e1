import BuildModel
import Testing

@Suite("Variables")
struct VariableTests {
    /// The environment variables of a function of which only they matter.
    private func environment(
        _ variables: String, vars: String = "", more: [String: String] = [:], environment: [String: String] = [:]
    ) -> (values: [String: String], outcome: Fixture.Outcome) {
        var files = more
        files["s.yaml"] = """
            edition: 3.0.0
            access: default
            vars:
              one: 1
              text: hello
              nested: { list: [a, b], deep: { x: "y" } }
            \(vars)
            resources:
              f:
                component: fc3
                props:
                  functionName: f
                  runtime: python3.10
                  handler: index.handler
                  region: cn-hangzhou
                  environmentVariables:
                    X: \(variables)
              g:
                component: fc3
                props: { functionName: gee, runtime: python3.10, handler: a.b, description: "of ${resources.f.props.region}" }
            """
        let outcome = Fixture(files, environment: environment).read()
        return (outcome.function("f")?.environment ?? [:], outcome)
    }

    @Test(arguments: [
        ("${vars.text}", "hello"), ("${ vars.text }", "hello"), ("${vars.one}", "1"),
        ("a-${vars.text}-${vars.one}", "a-hello-1"),
        ("${vars.nested.deep.x}", "y"), ("${vars.nested.list[1]}", "b"), ("${this.props.region}", "cn-hangzhou"),
        ("${this.name}", "f"), ("${this.access}", "default"), ("${resources.g.props.functionName}", "gee"),
        ("${resources.g.props.description}", "of cn-hangzhou"), ("${g.props.functionName}", "gee"),
        ("${env('SET')}", "from env"), ("${env(SET)}", "from env"), ("${env.SET}", "from env"),
        ("${env(\"SET\")}", "from env"),
        ("${env('UNSET', 'default, with comma')}", "default, with comma"), ("${env('UNSET', vars.text)}", "hello"),
        ("${env('UNSET', 3)}", "3"), ("${env('DOTTED')}", "dot"), ("${path('./code')}", "/work/app/code"),
        ("${file('./note.txt')}", "content\n"), ("${json(file('./a.json')).x}", "${json(file('./a.json')).x}"),
        ("${config('AccountID')}", "${config('AccountID')}"),
        ("${resources.g.output.arn}", "${resources.g.output.arn}"),
        ("$HOME ${HOME}", "$HOME ${HOME}"), ("${vars.a || 'x'}", "${vars.a || 'x'}"), ("${unclosed", "${unclosed"),
        ("${}", "${}"),
    ])
    func resolves(written: String, expected: String) {
        let (values, outcome) = environment(
            "'" + written.replacing("'", with: "''") + "'",
            more: ["note.txt": "content\n", "a.json": "{\"x\": 1}", ".env": "DOTTED=dot\n"],
            environment: ["SET": "from env"])
        #expect(outcome.lines == [])
        #expect(values["X"] == expected)
    }

    @Test func wholeValueKeepsItsType() throws {
        let manifest = """
            vars:
              layers: [acs:fc:cn-hangzhou:official:layers/Nginx/versions/1]
              memory: 1024
              props: { A: "1" }
              lifecycle: { initializer: { handler: index.init, timeout: 3 } }
            resources:
              f:
                component: fc3
                props:
                  functionName: f
                  runtime: python3.10
                  handler: index.handler
                  memorySize: ${vars.memory}
                  layers: ${vars.layers}
                  environmentVariables: ${json(file('env.json'))}
                  instanceLifecycleConfig: ${vars.lifecycle}
              g:
                component: fc3
                props: { functionName: g, runtime: python3.10, handler: a.b, environmentVariables: "${json('{\\"K\\": 2}')}" }
            """
        let outcome = Fixture(["s.yaml": manifest, "env.json": "{\"A\": \"1\", \"B\": 2}"]).read()
        #expect(outcome.lines == [])
        let f = try #require(outcome.function("f"))
        #expect(f.memory == 1024)
        #expect(f.layers == [.external(arn: "acs:fc:cn-hangzhou:official:layers/Nginx/versions/1")])
        #expect(f.environment == ["A": "1", "B": "2"])
        #expect(f.hooks == [HookDescription(kind: .initializer, handler: "index.init", timeout: 3)])
        #expect(outcome.function("g")?.environment == ["K": "2"])
    }

    @Test func unknownVariableIsReportedWhereItStands() {
        let (_, outcome) = environment("${vars.tetx}")
        #expect(
            outcome.lines == [
                "s.yaml:17:12: error[unknown-variable]: nothing defines `vars.tetx`: `vars` has no `tetx` (resources.f.props.environmentVariables.X)"
            ])
        #expect(outcome.hints == ["did you mean `text`?"])
    }

    @Test(arguments: ["${resources.h.props.x}", "${this.props.nope}", "${h.props.x}", "${vars.nested.list[7]}"])
    func unknownPartIsReported(written: String) {
        #expect(environment("'\(written)'").outcome.rules == ["unknown-variable"])
    }

    @Test func missingFileOfVariableIsReported() {
        let (_, outcome) = environment("${file('./nota.txt')}", more: ["note.txt": ""])
        #expect(outcome.rules == ["file-missing"])
        #expect(outcome.hints == ["did you mean `note.txt`?"])
    }

    @Test func cyclesAreReported() {
        let (_, outcome) = environment("${vars.a}", vars: "  a: ${vars.b}\n  b: x${vars.c}\n  c: ${vars.a}")
        #expect(outcome.rules == ["variable-cycle"])
        #expect(outcome.findings[0].message.hasSuffix("vars.a → vars.b → vars.c → vars.a"))
        let own = environment("${this.props.environmentVariables.X}").outcome
        #expect(own.rules == ["variable-cycle"])
    }

    @Test(.timeLimit(.minutes(30)))
    func doublingVariablesAreBounded() {
        let vars =
            (0..<30).map { "  v\($0): ${vars.v\($0 + 1)}${vars.v\($0 + 1)}" }.joined(separator: "\n")
            + "\n  v30: xxxxxxxx"
        let (_, outcome) = environment("${vars.v0}", vars: vars)
        #expect(outcome.rules.contains("manifest-too-large"))
    }

    @Test func valuesThatAreNeededMustBeKnown() {
        let manifest = """
            resources:
              f:
                component: fc3
                props:
                  functionName: ${env('NAME')}
                  region: ${env('REGION')}
                  runtime: ${env('RUNTIME')}
                  handler: ${config('handler')}
                  code: ${resources.f.output.code}
            """
        let outcome = Fixture(["s.yaml": manifest]).read()
        #expect(outcome.rules == ["variable-unresolved", "variable-unresolved", "variable-unresolved"])
        #expect(outcome.hints.first == "set the environment variable `RUNTIME`")
        #expect(
            outcome.lines.first
                == "s.yaml:7:16: error[variable-unresolved]: `runtime` is `${env('RUNTIME')}`, whose value is not known here but is needed to build the function (resources.f.props.runtime)"
        )
        let known = Fixture(
            [
                "s.yaml": manifest.replacing("${config('handler')}", with: "a.b").replacing(
                    "${resources.f.output.code}", with: "./")
            ],
            environment: ["RUNTIME": "python3.10"]
        ).read()
        #expect(known.lines == [])
        #expect(known.project?.upload.region == nil)
        #expect(known.project?.functions.map(\.name) == ["f"])
    }

    @Test func handlerOfCustomRuntimeNeedNotBeKnown() {
        let manifest =
            "resources: { f: { component: fc3, props: { functionName: f, runtime: custom, handler: \"${env('H')}\" } } }\n"
        let outcome = Fixture(["s.yaml": manifest]).read()
        #expect(outcome.lines == [])
        #expect(outcome.function("f")?.handler == "handler")
    }

    @Test func componentBehindVariableIsPassedThrough() {
        let manifest = """
            vars: { component: fc3 }
            resources:
              f:
                component: ${vars.component}
                props: { functionName: f, runtime: python3.10, handler: a.b }
              own:
                component: ${path('./fc.js')}
                props: { runtime: nonsense }
              other: { component: oss, props: { codeUri: x } }
            """
        let outcome = Fixture(["s.yaml": manifest]).read()
        #expect(outcome.rules == ["component-unknown"])
        #expect(outcome.findings[0].severity == .note)
        #expect(outcome.project?.functions.map(\.name) == ["f"])
    }
}
