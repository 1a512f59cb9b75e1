import BuildModel
import FunctionCompute
import Testing

@Suite("Finding the manifest")
struct DiscoveryTests {
    private static let fc3 =
        "resources: { f: { component: fc3, props: { functionName: f, runtime: custom } } }\n"

    @Test func looksInOrder() {
        var files = [
            "s.yaml": Self.fc3, "s.yml": Self.fc3, "template.yml": FuncraftTests.manifest, "template.yaml": "x",
            "fclayer.yaml": "functions: { a: { runtime: custom } }\n",
        ]
        func file() -> String? { Fixture(files).read().project?.document?.file }
        #expect(file() == "/work/app/fclayer.yaml")
        files["fclayer.yaml"] = nil
        #expect(file() == "/work/app/s.yaml")
        files["s.yaml"] = nil
        #expect(file() == "/work/app/s.yml")
        files["s.yml"] = nil
        files["code/index.py"] = ""
        #expect(file() == "/work/app/template.yml")
    }

    @Test func nothingFoundSaysWhatWasLookedFor() {
        let outcome = Fixture(["README.md": "", "layers/x/readme.txt": ""]).read()
        #expect(
            outcome.findings.map(\.message) == [
                "no project in `/work/app`: looked for `fclayer.yaml`, `s.yaml`, `s.yml`, `template.yml`, `template.yaml` and `layers/*/layer.yaml`"
            ])
        #expect(outcome.rules == ["manifest-missing"])
        #expect(Fixture(["fclayer.yml": ""]).read().hints[0].contains("--project fclayer.yml"))
        #expect(
            Fixture(["s.yaml": ""]).read(folder: "/nowhere").findings[0].message
                == "the folder `/nowhere` does not exist")
    }

    @Test func namedManifest() {
        let fixture = Fixture(["deploy/s-prod.yaml": Self.fc3, "s.yaml": "broken: ["])
        #expect(fixture.read(project: "deploy/s-prod.yaml").project?.root == "/work/app/deploy")
        #expect(fixture.read(project: "/work/app/deploy/s-prod.yaml").project?.functions.count == 1)
        let absent = fixture.read(project: "deploy/s-pord.yaml")
        #expect(absent.rules == ["manifest-missing"])
        #expect(absent.hints == ["did you mean `s-prod.yaml`?"])
        #expect(Fixture(["deploy/s.yaml": Self.fc3]).read(project: "deploy").project?.root == "/work/app/deploy")
    }

    @Test func namedOwnManifestOfAnyName() {
        let outcome = Fixture(["my.yaml": "functions: { a: { runtime: custom } }\nupload: { route: api }\n"]).read(
            project: "my.yaml")
        #expect(outcome.lines == [])
        #expect(outcome.project?.document?.dialect == .fclayer)
        #expect(outcome.project?.upload.route == .api)
    }

    @Test func ownManifestWithoutFunctionsAddsUploadAndLimits() {
        let outcome = Fixture([
            "s.yaml": Self.fc3, "fclayer.yaml": "upload: { region: us-west-1 }\nlimits: { code: 1 MB }\n",
        ]).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.document?.dialect == .fc3)
        #expect(outcome.project?.upload == UploadTarget(region: "us-west-1", route: .oss))
        #expect(outcome.project?.limits == ["code": 1 << 20])
    }

    @Test func manifestWithoutFunctionsIsWarnedOf() {
        let outcome = Fixture(["s.yaml": "resources: { d: { component: fc3-domain, props: {} } }\n"]).read()
        #expect(outcome.rules == ["project-empty"])
        #expect(outcome.project != nil)
    }

    @Test func readsMixedEditions() {
        let outcome = Fixture([
            "s.yaml": """
            edition: 3.0.0
            resources:
              old:
                component: fc
                props: { service: { name: s }, function: { name: old, runtime: python3, handler: a.b, codeUri: ./ } }
            """
        ]).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.document?.dialect == .fc3)
        #expect(outcome.function("old")?.propertiesPath == ["resources", "old", "props", "function"])
    }
}
