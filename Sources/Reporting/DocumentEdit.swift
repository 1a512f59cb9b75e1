import BuildModel

/// The user's own Serverless Devs document with code, layers and environment of its functions changed for `.fclayer/out/`;
/// everything else is passed on, variables as they were written.
struct DocumentEdit {
    /// The changed document.
    private(set) var document: ManifestValue
    /// What could not be changed.
    private(set) var findings: [Finding] = []

    private let project: Project
    private let dialect: ManifestDocument.Dialect

    /// Changes the document of a project; `environment` is what to add, by function name.
    init(project: Project, plan: BuildPlan, environment: [String: [String: String]]) {
        self.project = project
        dialect = project.document?.dialect ?? .fc3
        document = RelativePaths.moved(
            project.document?.value ?? .mapping([]), functions: project.functions.map(\.propertiesPath))
        let plans = Dictionary(
            plan.functions.map { ($0.description.name, $0) }, uniquingKeysWith: { first, _ in first })
        for function in project.functions {
            let path = propertiesPath(of: function)
            // A function may get all its properties from a template, so that its own mapping is made here.
            guard !path.isEmpty else { continue }
            setCode(of: function, package: plans[function.name]?.code, path: path)
            guard let plan = plans[function.name] else { continue }
            setLayers(of: plan, path: path)
            if let added = environment[function.name] { addEnvironment(added, function: function, path: path) }
        }
        warnOfVariables()
    }

    /// FC 2 keeps the function's own keys in `props.function`.
    private func propertiesPath(of function: FunctionDescription) -> [String] {
        let path = function.propertiesPath
        guard dialect == .fc, path.last == "props", case .mapping = document[path: path + ["function"]] else {
            return path
        }
        return path + ["function"]
    }

    /// The built zip; code that was not built this time stays where it is, told from the new place.
    private mutating func setCode(of function: FunctionDescription, package: PackageID?, path: [String]) {
        let key = dialect == .fc ? "codeUri" : "code"
        if let package {
            document[path: path + [key]] = .string(package.pathInOutFolder)
            return
        }
        switch function.code {
        case .folder(let source), .file(let source), .archive(let source):
            let relative = ProjectPaths(root: project.root).relative(source)
            document[path: path + [key]] = .string(RelativePaths.moved(relative))
        case .remote, .none: break
        }
    }

    private mutating func setLayers(of function: FunctionPlan, path: [String]) {
        let written = document[path: path + ["layers"]]
        guard !function.layers.isEmpty || written != nil else { return }
        // A variable that stands for the whole list is kept while nothing has to be added to it.
        if written?.text != nil, function.layers == function.description.layers,
            function.layers.allSatisfy(\.isPublished)
        {
            return
        }
        var list: [ManifestValue] = []
        if case .sequence(let values) = written { list = values }
        let region = region(of: function.description)
        // Entries keep the user's own words (they may hold variables) where the document is where they come from.
        let ownCount = function.description.layers.count
        let isFromDocument = list.count == ownCount && list.allSatisfy { $0.text != nil }
        let layers = function.layers.enumerated().map { index, layer in
            if isFromDocument, index < ownCount, layer == function.description.layers[index], layer.isPublished {
                return list[index]
            }
            return .string(layer.deployableARN(region: region, dialect: dialect))
        }
        document[path: path + ["layers"]] = .sequence(layers)
    }

    /// As written for the function, else as known; the manifest is read by Serverless Devs, which refuses an empty one.
    private func region(of function: FunctionDescription) -> String {
        let path = function.propertiesPath
        let services = path.last == "function" ? Array(path.dropLast()) : path
        return document[path: services + ["region"]]?.text ?? project.upload.region ?? "cn-hangzhou"
    }

    private mutating func addEnvironment(
        _ added: [String: String], function: FunctionDescription, path: [String]
    ) {
        let path = path + ["environmentVariables"]
        var variables = document[path: path] ?? .mapping([])
        if variables == .null { variables = .mapping([]) }
        guard case .mapping = variables else {
            let list = added.sorted { $0.key < $1.key }.map { "`\($0.key)=\($0.value)`" }.joined(separator: ", ")
            findings.append(
                Finding(
                    rule: "environment-not-written", severity: .warning,
                    message:
                        "`environmentVariables` of `\(function.name)` is not a list of names and values here, so the "
                        + "variables that its layers need cannot be added",
                    location: function.location(of: "environmentVariables"), hint: "set \(list)"))
            return
        }
        for (name, value) in added.sorted(by: { $0.key < $1.key }) { variables[name] = .string(value) }
        document[path: path] = variables
    }

    /// A relative path in `vars` may be anything, so it is passed on; where it is still used, that is worth a word.
    private mutating func warnOfVariables() {
        guard case .mapping(let pairs) = document["vars"] else { return }
        for pair in pairs {
            guard let text = pair.value.text, text.hasPrefix("./") || text.hasPrefix("../"),
                document.mentions("vars.\(pair.key)")
            else { continue }
            findings.append(
                Finding(
                    rule: "relative-variable", severity: .note,
                    message: "`vars.\(pair.key)` is the relative path `\(text)` and is used beside code; in "
                        + "`.fclayer/out/s.yaml` it starts from that folder",
                    location: .init(
                        file: project.document.map { ProjectPaths(root: project.root).relative($0.file) },
                        keyPath: "vars.\(pair.key)"),
                    hint: "where it names a local file, write `${path('\(text)')}` in its place"))
        }
    }
}

extension LayerReference {
    /// Whether the manifest names a published version.
    var isPublished: Bool {
        switch self {
        case .external, .local(_, .some): true
        case .local(_, nil): false
        }
    }
}

extension ManifestValue {
    /// Whether a text stands in any string or key.
    fileprivate func mentions(_ text: String) -> Bool {
        switch self {
        case .string(let string): string.contains(text)
        case .sequence(let values): values.contains { $0.mentions(text) }
        case .mapping(let pairs): pairs.contains { $0.key.contains(text) || $0.value.mentions(text) }
        case .null, .boolean, .integer, .number: false
        }
    }
}
