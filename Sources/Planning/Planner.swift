public import BuildModel
import FunctionCompute

/// The second room: what the user described becomes a list of packages and what goes into each. Pure; it touches nothing.
public struct Planner: Sendable {
    /// Names of functions, layers or manifest keys to build; empty means all.
    public var names: [String]
    /// The functions and layers among them that are built, with the layers that such functions need; `nil` is all.
    public var only: Set<PackageID>?

    /// A planner for a choice of names, or of some of them.
    public init(names: [String] = [], only: Set<PackageID>? = nil) { (self.names, self.only) = (names, only) }

    /// Plans the packages of a project. Emits `unknown-name` for a name that the project lacks and `duplicate-layer` where a
    /// dependency layer's name is taken; throws `StageFailure(.usage)` after such a finding.
    public func plan(_ project: Project, into sink: FindingSink) throws(StageFailure) -> BuildPlan {
        var project = project
        project.functions = LockName.labelled(project.functions)
        var chosen = try choose(from: project, into: sink)
        if let only {
            chosen.functions = chosen.functions.filter { only.contains(PackageID(.function, $0.name)) }
            chosen.layers = Set(only.filter { $0.kind == .layer }.map(\.name))
        }
        let wanted = wantedLayers(of: project, functions: chosen.functions, named: chosen.layers)
        var packages = project.layers.filter { wanted.contains($0.name) }.map(layerPackage)
        var functions: [FunctionPlan] = []
        var failed = false
        for function in chosen.functions {
            var layers = function.layers
            if let dependencies = dependencyLayer(of: function) {
                if project.layers.contains(where: { $0.name == dependencies.id.name }) {
                    sink.emit(nameTaken(by: dependencies, of: function))
                    failed = true
                }
                packages.append(dependencies)
                layers.append(.local(name: dependencies.id.name, arn: nil))
            }
            let code = codePackage(of: function, layers: project.layers)
            if let code { packages.append(code) }
            functions.append(FunctionPlan(description: function, code: code?.id, layers: layers))
        }
        guard !failed else { throw StageFailure(.usage) }
        packages = packages.filter { $0.id.kind == .layer } + packages.filter { $0.id.kind == .function }
        let limits = LimitOverrides.apply(
            project.limits, to: .limits(region: project.upload.region, route: project.upload.route))
        return BuildPlan(packages: packages, functions: functions, limits: limits)
    }

    private func choose(
        from project: Project, into sink: FindingSink
    ) throws(StageFailure) -> (functions: [FunctionDescription], layers: Set<String>?) {
        guard !names.isEmpty else { return (project.functions, nil) }
        let functions = project.functions.filter { names.contains($0.name) || names.contains($0.key) }
        let layers = project.layers.filter { names.contains($0.name) }
        let known = Set(functions.flatMap { [$0.name, $0.key] } + layers.map(\.name))
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            let all = project.functions.map(\.name) + project.layers.map(\.name)
            for name in unknown {
                let near = NearestName.nearest(to: name, among: all).map { "did you mean `\($0)`?" }
                sink.emit(
                    Finding(
                        rule: "unknown-name", severity: .error,
                        message: "no function or layer is named `\(name)`; this project has "
                            + (all.isEmpty ? "none" : all.map { "`\($0)`" }.joined(separator: ", ")),
                        hint: near))
            }
            throw StageFailure(.usage)
        }
        return (functions, Set(layers.map(\.name)))
    }

    /// The layers to build: all of them, or those named and those of the functions named.
    private func wantedLayers(
        of project: Project, functions: [FunctionDescription], named: Set<String>?
    ) -> Set<String> {
        guard var wanted = named else { return Set(project.layers.map(\.name)) }
        for function in functions {
            for case .local(let name, _) in function.layers { wanted.insert(name) }
        }
        return wanted
    }

    private func layerPackage(_ layer: LayerDescription) -> PackagePlan {
        var ingredients: [Ingredient] = []
        if let source = layer.python, let runtime = layer.runtimes.first {
            ingredients.append(
                .python(
                    PythonDependencies(
                        source: source, lock: LockName.path(beside: source, runtime: runtime), runtime: runtime,
                        destination: "python", location: layer.location(of: "python"))))
        }
        if !layer.swift.isEmpty, let runtime = layer.runtimes.first {
            ingredients.append(
                .swiftRuntime(
                    SwiftRuntimeLibraries(
                        libraries: layer.swift, runtime: runtime, location: layer.location(of: "swift"))))
        }
        ingredients += OtherEcosystems.ingredients(of: layer)
        for file in layer.files {
            let name = file.from.split(separator: "/").last.map(String.init) ?? file.from
            ingredients.append(
                file.isFolder
                    ? .folder(SourceFolder(path: file.from, destination: file.to))
                    : .file(from: file.from, to: file.to.isEmpty ? name : file.to + "/" + name))
        }
        return PackagePlan(
            id: PackageID(.layer, layer.name), runtimes: layer.runtimes, ingredients: ingredients,
            location: layer.location(of: ""))
    }

    private func codePackage(of function: FunctionDescription, layers: [LayerDescription]) -> PackagePlan? {
        var ingredients: [Ingredient] = []
        switch function.code {
        case .remote, .none: return nil
        case .archive(let path): ingredients.append(.archive(path))
        case .file(let path):
            ingredients.append(.file(from: path, to: path.split(separator: "/").last.map(String.init) ?? path))
        case .folder(let path) where function.swift != nil:
            let choice = function.swift ?? SwiftChoice()
            ingredients.append(
                .swift(
                    SwiftProduct(
                        package: path, name: choice.product, runtime: function.runtime, linking: choice.linking,
                        location: choice.location)))
            if function.dependencies == .bundle {
                ingredients += OtherEcosystems.dependencies(of: function, inLayer: false)
            }
        case .folder(let path):
            ingredients += OtherEcosystems.ingredients(of: function, folder: path, layers: layers)
            if function.dependencies == .bundle, let python = pythonDependencies(of: function, destination: "") {
                ingredients.append(.python(python))
            }
        }
        return PackagePlan(
            id: PackageID(.function, function.name), runtimes: [function.runtime], ingredients: ingredients,
            location: function.location(of: "code"))
    }

    private func dependencyLayer(of function: FunctionDescription) -> PackagePlan? {
        guard function.dependencies == .layer else { return nil }
        var ingredients = OtherEcosystems.dependencies(of: function, inLayer: true)
        if let python = pythonDependencies(of: function, destination: "python") { ingredients.append(.python(python)) }
        guard !ingredients.isEmpty else { return nil }
        return PackagePlan(
            id: PackageID(.layer, function.name + "-deps"), runtimes: [function.runtime], ingredients: ingredients,
            location: function.location(of: "dependencies"))
    }

    private func pythonDependencies(of function: FunctionDescription, destination: String) -> PythonDependencies? {
        guard let source = function.dependencyFile else { return nil }
        return PythonDependencies(
            source: source, lock: LockName.path(beside: source, runtime: function.runtime),
            runtime: function.runtime, destination: destination,
            location: Finding.Location(file: source.path))
    }

    private func nameTaken(by package: PackagePlan, of function: FunctionDescription) -> Finding {
        Finding(
            rule: "duplicate-layer", severity: .error,
            message: "rename the layer `\(package.id.name)`: the dependencies of `\(function.name)` become a layer of "
                + "that name (`dependencies: layer`)",
            location: package.location)
    }
}
