import BuildModel
import Planning
import Testing

/// From a project to its packages.
struct PlannerTests {
    private let sink = FindingSink()

    private func plan(_ names: String..., for project: Project = SampleProject.project()) throws -> BuildPlan {
        try Planner(names: names).plan(project, into: sink)
    }

    @Test func plansEverythingLayersFirst() throws {
        let plan = try plan()
        #expect(
            plan.packages.map(\.id) == [
                PackageID(.layer, "data-deps"), PackageID(.layer, "unused"), PackageID(.function, "ingest"),
            ])
        #expect(plan.functions.map(\.code) == [PackageID(.function, "ingest")])
        #expect(sink.findings.isEmpty)
    }

    @Test func layerHasPythonThenFilesInTheirPlaces() throws {
        let layer = try #require(try plan().packages.first)
        #expect(layer.runtimes == ["python3.10", "python3.9"])
        guard case .python(let python) = layer.ingredients.first else {
            Issue.record("no Python dependencies")
            return
        }
        #expect(python.lock == "/p/layers/data-deps/pylock.python3-10.toml")
        #expect(python.runtime == "python3.10" && python.destination == "python")
        #expect(
            Array(layer.ingredients.dropFirst()) == [
                .folder(SourceFolder(path: "/p/assets", destination: "share/assets")),
                .file(from: "/p/libx.so", to: "lib/libx.so"), .file(from: "/p/top.txt", to: "top.txt"),
            ])
    }

    @Test func bundlesDependenciesIntoCode() throws {
        let plan = try plan("ingest")
        let code = try #require(plan.packages.last)
        #expect(code.ingredients.first == .folder(SourceFolder(path: "/p/ingest", exclude: ["tests/**"])))
        guard case .python(let python) = code.ingredients.last else {
            Issue.record("no Python dependencies")
            return
        }
        #expect(python.destination == "" && python.source == SampleProject.requirements)
        #expect(code.location.line == 9)
        #expect(plan.functions[0].layers == SampleProject.ingest().layers)
    }

    @Test func putsDependenciesIntoALayerOfTheirOwn() throws {
        let plan = try plan("ingest", for: SampleProject.project([SampleProject.ingest(.layer)]))
        #expect(plan.packages.map(\.id.description) == ["layers/data-deps", "layers/ingest-deps", "functions/ingest"])
        #expect(plan.packages[2].ingredients.count == 1)
        guard case .python(let python) = plan.packages[1].ingredients.first else {
            Issue.record("no Python dependencies")
            return
        }
        #expect(python.destination == "python")
        #expect(plan.functions[0].layers.last == .local(name: "ingest-deps", arn: nil))
        #expect(plan.functions[0].layers.count == 3)
    }

    @Test func leavesDependenciesAlone() throws {
        let plan = try plan("ingest", for: SampleProject.project([SampleProject.ingest(.none)]))
        #expect(plan.packages.map(\.id.name) == ["data-deps", "ingest"])
        #expect(plan.packages[1].ingredients.count == 1)
    }

    @Test func dependencyLayerNeedsSomethingToHold() throws {
        var function = SampleProject.ingest(.layer)
        function.dependencyFile = nil
        let plan = try plan("ingest", for: SampleProject.project([function]))
        #expect(plan.packages.map(\.id.name) == ["data-deps", "ingest"])
    }

    @Test func refusesDependencyLayerWhoseNameIsTaken() throws {
        var project = SampleProject.project([SampleProject.ingest(.layer)])
        project.layers[1].name = "ingest-deps"
        let failure = #expect(throws: StageFailure.self) { try plan(for: project) }
        #expect(failure?.kind == .usage)
        #expect(sink.findings.map(\.rule) == ["duplicate-layer"])
        #expect(sink.findings[0].message.contains("`ingest-deps`") && sink.findings[0].message.contains("`ingest`"))
    }

    @Test func namedFunctionBringsItsLayersOnly() throws {
        #expect(try plan("ingest").packages.map(\.id.name) == ["data-deps", "ingest"])
        #expect(try plan("ingest-key").packages.map(\.id.name) == ["data-deps", "ingest"])
    }

    @Test func namedLayerComesAlone() throws {
        let plan = try plan("unused")
        #expect(plan.packages.map(\.id.name) == ["unused"])
        #expect(plan.functions.isEmpty)
    }

    @Test func unknownNamesAreToldAllWithTheNearest() throws {
        let failure = #expect(throws: StageFailure.self) { try plan("ingset", "xyz", "unused") }
        #expect(failure?.kind == .usage)
        #expect(sink.findings.map(\.rule) == ["unknown-name", "unknown-name"])
        #expect(
            sink.findings[0].message
                == "no function or layer is named `ingset`; this project has `ingest`, `data-deps`, `unused`")
        #expect(sink.findings.map(\.hint) == ["did you mean `ingest`?", nil])
    }

    @Test func codeThatIsElsewhereMakesNoPackage() throws {
        for code in [CodeLocation.remote("oss://b/k"), .none] {
            var function = SampleProject.ingest()
            function.code = code
            let plan = try plan("ingest", for: SampleProject.project([function]))
            #expect(plan.packages.map(\.id.name) == ["data-deps"])
            #expect(plan.functions.map(\.code) == [nil])
        }
    }

    @Test func archivesAndSingleFilesAreTakenAlone() throws {
        var function = SampleProject.ingest()
        function.code = .archive("/p/ready.jar")
        #expect(
            try plan("ingest", for: SampleProject.project([function])).packages.last?.ingredients
                == [.archive("/p/ready.jar")])
        function.code = .file("/p/src/index.py")
        #expect(
            try plan("ingest", for: SampleProject.project([function])).packages.last?.ingredients
                == [.file(from: "/p/src/index.py", to: "index.py")])
    }

    @Test func equalProjectsHaveEqualPlans() throws {
        #expect(try plan() == plan())
    }
}

/// Swift packages in a plan.
struct SwiftPlanTests {
    @Test func packageHoldsNothingButWhatIsCompiled() throws {
        var project = SampleProject.project()
        var function = SampleProject.ingest()
        function.runtime = "custom.debian12"
        function.swift = SwiftChoice(product: "App", linking: .shared, location: .init(file: "fclayer.yaml", line: 4))
        function.dependencyFile = nil
        project.functions = [function]
        project.layers = [
            LayerDescription(
                name: "swift-runtime", folder: "/p/layers/swift-runtime", runtimes: ["custom.debian12"],
                swift: [.core, .dispatch])
        ]
        let plan = try Planner().plan(project, into: FindingSink())
        let product = SwiftProduct(
            package: "/p/ingest", name: "App", runtime: "custom.debian12", linking: .shared,
            location: .init(file: "fclayer.yaml", line: 4))
        let libraries = SwiftRuntimeLibraries(libraries: [.core, .dispatch], runtime: "custom.debian12")
        #expect(plan.packages.map(\.ingredients) == [[.swiftRuntime(libraries)], [.swift(product)]])
    }
}
