import BuildModel
import FunctionCompute

/// How functions use the packages of a check, by the path of the zip.
struct PackageUses: Sendable {
    private var uses: [String: PackageUse] = [:]

    /// What functions ask of their packages, and the runtimes that packages name themselves.
    init(_ functions: [FunctionUnderTest], _ demands: [LayerDemand], _ packages: [Package]) {
        for (function, demand) in zip(functions, demands) {
            let description = function.plan.description
            for file in function.files { self[file].add(description) }
            for layer in function.layers {
                guard let file = layer.file else { continue }
                self[file].add(runtimes: layer.runtimes ?? [])
                self[file].wanted.formUnion(demand.wanted)
            }
            for start in demand.started {
                if let file = function.file(at: start.layer) { self[file].started.insert(start.path) }
            }
            for missing in demand.missing {
                if let file = function.file(at: missing.layer) { self[file].add(missing.library, in: description.name) }
            }
        }
        for package in packages { self[package.file].add(runtimes: package.runtimes) }
    }

    subscript(file: String) -> PackageUse {
        get { uses[file] ?? PackageUse() }
        _modify { yield &uses[file, default: PackageUse()] }
    }
}

/// How functions use a package.
struct PackageUse: Sendable {
    private var runtimes: [String] = []
    /// Environments of the functions that use it.
    private(set) var environments: [[String: String]] = []
    /// Paths in it that a custom runtime starts.
    var started: Set<String> = []
    /// Modules that functions import and that are nowhere where their runtime looks.
    var wanted: Set<String> = []
    private var missing: [MissingLibrary: [String]] = [:]

    mutating func add(_ function: FunctionDescription) {
        runtimes.append(function.runtime)
        environments.append(function.environment)
    }

    mutating func add(runtimes names: [String]) { runtimes += names }

    mutating func add(_ library: MissingLibrary, in function: String) {
        missing[library, default: []].append(function)
    }

    /// The runtimes that it must run on, each once.
    var catalogueRuntimes: [Runtime] {
        var seen: Set<String> = []
        return runtimes.filter { seen.insert($0).inserted }.compactMap { RuntimeCatalogue.runtime($0) }
    }

    /// Libraries that its files do not find, with the names of the functions in whose instances that is so, in a fixed order.
    var missingLibraries: [MissingLibrary] {
        missing.map { library, functions in
            var library = library
            library.functions = functions
            return (order: library.order, library: library)
        }.sorted { $0.order < $1.order }.map(\.library)
    }

    private struct Text: Encodable {
        var kind: PackageID.Kind?
        var name: String?
        var limits: Limits
        var runtimes: [String]
        var environments: [[String: String]]
        var functions: Int
        var started: [String]
        var wanted: [String]
        var missing: [MissingLibrary]
    }

    /// All that findings of a package depend on.
    func question(_ file: String, _ opened: OpenedPackages, _ limits: Limits) -> CheckQuestion {
        var seen: Set<[String: String]> = []
        return CheckQuestion(
            files: [file],
            Text(
                kind: opened.kinds[file], name: opened.names[file], limits: limits,
                runtimes: catalogueRuntimes.map(\.id), environments: environments.filter { seen.insert($0).inserted },
                functions: environments.count, started: started.sorted(), wanted: wanted.sorted(),
                missing: missingLibraries))
    }
}

extension FunctionUnderTest {
    /// The zip of a layer by its place, or of the code.
    fileprivate func file(at layer: Int?) -> String? {
        guard let layer else { return code }
        return layers.indices.contains(layer) ? layers[layer].file : nil
    }
}
