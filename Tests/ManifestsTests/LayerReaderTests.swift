import BuildModel
import Testing

@Suite("layer.yaml")
struct LayerReaderTests {
    private func read(_ text: String, more: [String: String] = [:]) -> Fixture.Outcome {
        var files = more
        files["layers/deps/layer.yaml"] = text
        return Fixture(files).read()
    }

    @Test func makesProjectOfLayersOnly() throws {
        let outcome = read(
            """
            description: DataHub and MySQL clients, 数据
            runtimes: [python3.10, custom.debian12]
            python: requirements.txt
            files:
              - { from: assets/, to: share/assets/ }
              - from: ../../shared/logo.png
            """,
            more: [
                "layers/deps/requirements.txt": "", "layers/deps/assets/a.txt": "", "shared/logo.png": "",
                "layers/notes.txt": "",
            ])
        #expect(outcome.lines == [])
        let project = try #require(outcome.project)
        #expect(project.document == nil)
        #expect(project.functions == [])
        let layer = try #require(project.layers.first)
        #expect(layer.name == "deps")
        #expect(layer.folder == "/work/app/layers/deps")
        #expect(layer.description == "DataHub and MySQL clients, 数据")
        #expect(layer.runtimes == ["python3.10", "custom.debian12"])
        #expect(layer.python == DependencyFile(kind: .requirements, path: "/work/app/layers/deps/requirements.txt"))
        #expect(
            layer.files == [
                LayerFile(from: "/work/app/layers/deps/assets", to: "share/assets"),
                LayerFile(from: "/work/app/shared/logo.png", to: ""),
            ])
        #expect(
            layer.location(of: "python")
                == .init(file: "layers/deps/layer.yaml", line: 3, column: 9, keyPath: "python"))
    }

    @Test func reportsAllProblemsAtOnce() {
        let outcome = read(
            """
            runtimes: [pyhton3.10]
            python: requirments.txt
            go: x
            fles: []
            files:
              - { from: /etc/passwd }
              - { from: assets, to: ../up }
              - { to: x }
              - { from: absent.txt, too: y }
            """, more: ["layers/deps/requirements.txt": "", "layers/deps/assets/a": ""])
        #expect(
            outcome.rules == [
                "unsupported-key", "unknown-key", "unknown-runtime", "file-missing", "path-outside-project",
                "value-type", "value-type", "unknown-key", "file-missing",
            ])
        #expect(outcome.findings.allSatisfy { $0.location.file == "layers/deps/layer.yaml" && $0.location.line != nil })
        #expect(outcome.hints.contains("did you mean `requirements.txt`?"))
        #expect(outcome.hints.contains { $0.hasPrefix("did you mean `python3.10`?") })
    }

    @Test(arguments: ["", "runtimes:\n", "runtimes: []\n", "description: x\n"])
    func wantsRuntimes(text: String) {
        #expect(read(text).rules.first == "runtime-missing")
    }

    @Test func wantsRuntimeWithPythonFirst() {
        let outcome = read(
            "runtimes: [nodejs18, python3.10]\npython: requirements.txt\n", more: ["layers/deps/requirements.txt": ""])
        #expect(outcome.rules == ["layer-runtime"])
    }

    @Test(arguments: ["/abs", "a/../b", "a//b", "..", "C:/x", "a\\\\b"])
    func refusesDestinationThatIsNoPackagePath(to: String) {
        let outcome = read(
            "runtimes: [python3.10]\nfiles: [{ from: a.txt, to: \"\(to)\" }]\n", more: ["layers/deps/a.txt": ""])
        #expect(outcome.rules == ["value-type"])
    }

    @Test(arguments: [".", "./", "", "./."])
    func takesRootAsDestination(to: String) {
        let outcome = read(
            "runtimes: [python3.10]\nfiles: [{ from: a.txt, to: '\(to)' }]\n", more: ["layers/deps/a.txt": ""])
        #expect(outcome.project?.layers.first?.files.first?.to == "")
    }

    @Test func refusesFolderNameThatIsNoLayerName() {
        let outcome = Fixture(["layers/my layer/layer.yaml": "runtimes: [python3.10]\nfiles: []\n"]).read()
        #expect(outcome.rules == ["layer-name"])
    }

    @Test func fileOfOtherNameIsWarnedOf() {
        let outcome = Fixture([
            "layers/a/layer.yml": "runtimes: [python3.10]\n",
            "layers/b/layer.yaml": "runtimes: [python3.10]\nfiles: []\n",
        ]).read()
        #expect(outcome.rules == ["layer-file-name"])
        #expect(outcome.project?.layers.map(\.name) == ["b"])
    }

    @Test func layerWithNothingInItIsWarnedOf() {
        #expect(read("runtimes: [python3.10]\n").rules == ["layer-empty"])
    }

    @Test func wantsPythonFileOfKnownKind() {
        let outcome = read("runtimes: [python3.10]\npython: Pipfile\n", more: ["layers/deps/Pipfile": ""])
        #expect(outcome.rules == ["value-type"])
        let folder = read("runtimes: [python3.10]\npython: x.txt\n", more: ["layers/deps/x.txt/a": ""])
        #expect(folder.rules == ["file-missing"])
    }
}
