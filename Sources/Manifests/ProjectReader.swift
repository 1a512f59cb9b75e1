import BuildModel
import FunctionCompute

/// Reads the manifests that were found to a project.
struct ProjectReader {
    let world: World
    let layerNames: [String]

    /// The project; `nil` where nothing of it can be told. Problems are in the diagnostics.
    func read(_ found: Discovery.Found) -> Project? {
        let layers = layerNames.compactMap { LayerReader(world: world).read($0) }
        let own = found.own.flatMap { path in
            world.document(at: path).map { OwnManifest(world: world, field: Field($0)) }
        }
        LayerReader(world: world).checkFileNames()
        own?.checkKeys()
        var project = Project(
            root: world.root, document: nil, functions: [], layers: layers, upload: UploadTarget(),
            limits: own?.limits() ?? [:], choices: own?.choices() ?? FindingChoices(), cache: own?.cache())
        var regions: [String] = []
        if let path = found.platform, found.isNamed || own?.describesFunctions != true {
            guard let written = world.document(at: path) else { return nil }
            if Field(written)["functions"] != nil, Self.platformKeys.allSatisfy({ written.entry($0) == nil }) {
                return read(Discovery.Found(root: found.root, own: path))
            }
            guard let root = ExtendedDocument(world: world).merged(written, path: path) else { return nil }
            if let own, own.describesFunctions {
                world.diagnostics.note(
                    "manifest-ignored", "describes functions of its own and is not read beside the manifest named",
                    at: own.field.location)
            }
            let isAdding = own?.describesFunctions == false
            let (dialect, inputs) = platform(Field(root), path: path)
            guard let dialect else { return nil }
            project.document = ManifestDocument(file: path, dialect: dialect, value: root.manifestValue)
            project.functions = functions(inputs, own: isAdding ? own : nil)
            regions = inputs.compactMap(\.region)
        } else if let own, let path = found.own {
            project.document = ManifestDocument(file: path, dialect: .fclayer, value: own.field.node.manifestValue)
            project.functions = functions(own.inputs(), own: nil)
        }
        project.upload = upload(own, regions: regions)
        if project.functions.isEmpty, layers.isEmpty, world.diagnostics.errorCount == 0 {
            world.diagnostics.warning(
                "project-empty", "the manifest describes no function and no layer that fclayer builds",
                at: .init(file: project.document.map { world.display($0.file) }))
        }
        return project
    }

    /// Keys at the top that tell the platform's manifests from our own.
    private static let platformKeys = ["resources", "services", "edition", "ROSTemplateFormatVersion", "Resources"]

    private func platform(_ field: Field, path: String) -> (ManifestDocument.Dialect?, [FunctionInput]) {
        if field.node["ROSTemplateFormatVersion"] != nil || field.node["Resources"] != nil {
            return (.funcraft, FuncraftManifest(world: world, field: field).inputs())
        }
        if Self.platformKeys.contains(where: { field.node.entry($0) != nil }) {
            let manifest = ServerlessDevsManifest(world: world, field: field)
            return (manifest.dialect, manifest.inputs())
        }
        world.diagnostics.error(
            "manifest-unknown",
            "is no manifest that fclayer knows: it has none of `resources` (Serverless Devs 3), `services` "
                + "(Serverless Devs 1), `Resources` (Funcraft) and `functions` (fclayer)",
            at: field.location,
            hint: field.node.keys.lazy.compactMap {
                Phrase.didYouMean($0, among: ["resources", "services", "functions"])
            }
            .first)
        return (nil, [])
    }

    private func functions(_ inputs: [FunctionInput], own: OwnManifest?) -> [FunctionDescription] {
        var inputs = inputs
        let options = own?.optionsByName() ?? [:]
        for index in inputs.indices {
            let name = inputs[index].name?.node.text ?? inputs[index].defaultName
            if let found = options[name] ?? options[inputs[index].key] { inputs[index].options = found.options }
        }
        let known = inputs.map { $0.name?.node.text ?? $0.defaultName }
        for (name, option) in options.sorted(by: { $0.key < $1.key })
        where !known.contains(name) && !inputs.contains(where: { $0.key == name }) {
            world.diagnostics.error(
                "unknown-function", "the manifest beside has no function `\(Phrase.short(name))`",
                at: option.field.keyLocation,
                hint: Phrase.didYouMean(name, among: known)
                    ?? (known.isEmpty ? "it describes none" : "its functions are \(Phrase.list(known))"))
        }
        let reader = FunctionReader(world: world, layers: LayerCatalogue(names: layerNames))
        return UniqueNames(diagnostics: world.diagnostics).descriptions(inputs.compactMap(reader.read))
    }

    /// The region of `fclayer.yaml`, else that of the functions; of several the one with the smaller limit for code.
    private func upload(_ own: OwnManifest?, regions: [String]) -> UploadTarget {
        let stated = own?.upload()
        let region = stated?.region ?? regions.min { Self.codeLimit($0) < Self.codeLimit($1) }
        return UploadTarget(region: region, route: stated?.route ?? .oss)
    }

    private static func codeLimit(_ region: String) -> Int64 { Limits.limits(region: region, route: .oss).code }
}
