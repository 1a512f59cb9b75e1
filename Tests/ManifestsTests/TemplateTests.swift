import BuildModel
import Testing

@Suite("Templates, anchors and merge keys")
struct TemplateTests {
    @Test func extendMergesTemplateBelowProps() throws {
        let outcome = Fixture([
            "s.yaml": """
            edition: 3.0.0
            vars: { region: cn-beijing }
            template:
              base:
                region: ${vars.region}
                runtime: python3.10
                handler: index.handler
                code: ./code
                memorySize: 512
                layers: [acs:fc:cn-beijing:official:layers/Nginx/versions/1]
                environmentVariables: { A: "1", B: "2", NAME: "${this.name}" }
            resources:
              one:
                component: fc3
                extend: { name: base }
                props:
                  functionName: one
                  layers: []
                  environmentVariables: { B: own }
              two:
                component: fc3
                extend:
                  name: base
                  ignore: [memorySize, environmentVariables.A]
                props: { functionName: two, handler: two.handler }
              three:
                component: fc3
                extend: { name: base }
            """, "code/index.py": "",
        ]).read()
        #expect(outcome.rules == ["function-name"])
        let one = try #require(outcome.function("one"))
        #expect(one.environment == ["A": "1", "B": "own", "NAME": "one"])
        #expect(one.layers == [])
        #expect(one.memory == 512)
        #expect(one.location(of: "runtime").line == 6)
        #expect(one.location(of: "runtime").keyPath == "resources.one.props.runtime")
        let two = try #require(outcome.function("two"))
        #expect(two.handler == "two.handler")
        #expect(two.memory == nil)
        #expect(two.environment == ["B": "2", "NAME": "two"])
        #expect(outcome.function("three")?.handler == "index.handler")
    }

    @Test func unknownTemplateIsReported() {
        let outcome = Fixture([
            "s.yaml": """
            template: { base: { runtime: python3.10 } }
            resources:
              f: { component: fc3, extend: { name: bse }, props: { functionName: f, runtime: python3.10, handler: a.b } }
            """
        ]).read()
        #expect(
            outcome.lines == [
                "s.yaml:3:40: error[unknown-template]: there is no template `bse` (resources.f.extend.name)"
            ])
        #expect(outcome.hints == ["did you mean `base`?"])
    }

    @Test func anchorsAndMergeKeys() throws {
        let outcome = Fixture([
            "s.yaml": """
            x-base: &base { runtime: python3.10, handler: index.handler, memorySize: 256 }
            x-env: &env
              environmentVariables: &vars { A: "1" }
            resources:
              f:
                component: fc3
                props:
                  <<: [*base, *env]
                  functionName: f
                  memorySize: 512
              g:
                component: fc3
                props: { <<: *base, functionName: g, environmentVariables: *vars }
            """
        ]).read()
        #expect(outcome.lines == [])
        let f = try #require(outcome.function("f"))
        #expect(f.memory == 512)
        #expect(f.environment == ["A": "1"])
        #expect(f.location(of: "handler").line == 1)
        #expect(outcome.function("g")?.memory == 256)
        let value = outcome.project?.document?.value
        #expect(value?[path: ["resources", "g", "props", "runtime"]] == .string("python3.10"))
    }

    @Test func fileThatExtendsAnother() throws {
        let files = [
            "s.prod.yaml":
                "extend: ./s.yaml\nresources: { f: { props: { memorySize: 1024, functionName: f-prod } } }\n",
            "s.yaml": """
            edition: 3.0.0
            resources:
              f:
                component: fc3
                props: { functionName: f, runtime: pyton3.10, handler: a.b, memorySize: 128 }
            """,
        ]
        let outcome = Fixture(files).read(project: "s.prod.yaml")
        #expect(outcome.lines.count == 1)
        #expect(outcome.lines[0].hasPrefix("s.yaml:5:40: error[unknown-runtime]"))
        let good = Fixture(files.mapValues { $0.replacing("pyton", with: "python") }).read(project: "s.prod.yaml")
        let f = try #require(good.function("f-prod"))
        #expect(f.memory == 1024)
        #expect(f.location(of: "memorySize").file == "s.prod.yaml")
        #expect(f.location(of: "handler").file == "s.yaml")
        #expect(good.project?.document?.value["extend"] == nil)
        #expect(good.project?.document?.value["edition"] == .string("3.0.0"))
    }

    @Test func extendThatComesBackOrIsMissing() {
        #expect(Fixture(["s.yaml": "extend: s.yaml\n"]).read().rules == ["extend-cycle"])
        #expect(Fixture(["s.yaml": "extend: b.yaml\n", "b.yaml": "extend: s.yaml\n"]).read().rules == ["extend-cycle"])
        let missing = Fixture(["s.yaml": "extend: s.bas.yaml\n", "s.base.yaml": ""]).read()
        #expect(missing.rules == ["file-missing"])
        #expect(missing.hints == ["did you mean `s.base.yaml`?"])
    }
}
