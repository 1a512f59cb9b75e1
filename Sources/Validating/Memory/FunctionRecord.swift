import BuildModel

/// What a check found of functions that share their code.
struct FunctionRecord: Sendable, Codable {
    /// Findings of the code package.
    var code: [Finding] = []
    /// The functions, in their order.
    var functions: [Part] = []

    /// What was found of a function.
    struct Part: Sendable, Codable {
        var findings: [Finding]
        var demand: LayerDemand
    }
}

/// What a function asks of its packages; findings of layers depend on it.
struct LayerDemand: Sendable, Codable {
    /// A file that the function starts.
    struct Start: Sendable, Codable {
        /// The place of the layer in the function's list; `nil` is the code.
        var layer: Int?
        var path: String
    }

    /// A library that a file does not find in the function's instances.
    struct Missing: Sendable, Codable {
        /// The place of the layer in the function's list; `nil` is the code.
        var layer: Int?
        var library: MissingLibrary
    }

    /// Modules that the function imports and that are nowhere where its runtime looks.
    var wanted: [String] = []
    private(set) var started: [Start] = []
    private(set) var missing: [Missing] = []

    init() {}

    /// What facts of a function say; libraries are not among them.
    init(_ facts: FunctionFacts, of function: FunctionUnderTest, _ opened: OpenedPackages) {
        wanted = facts.wantedModules.sorted()
        started = (facts.start?.executed ?? []).compactMap { file in
            if function.code.flatMap({ opened.contents[$0] }) === file.package { return Start(path: file.path) }
            let layer = function.layers.firstIndex { $0.file.flatMap { opened.contents[$0] } === file.package }
            return layer.map { Start(layer: $0, path: file.path) }
        }
    }

    /// Takes in what is known of the function's layers.
    mutating func add(_ known: [Missing]) { missing += known }

    /// Takes in the libraries that files of packages do not find, with the path of the zip.
    mutating func add(_ items: [(file: String, missing: MissingLibrary)], of function: FunctionUnderTest) {
        missing += items.map { file, library in
            Missing(
                layer: file == function.code ? nil : function.layers.firstIndex { $0.file == file }, library: library)
        }
    }
}
