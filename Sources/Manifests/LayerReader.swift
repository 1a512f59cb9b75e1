import BuildModel
import FunctionCompute

/// Reads `layers/<name>/layer.yaml`.
struct LayerReader {
    let world: World
    static let keys = ["description", "runtimes", "python", "swift", "debian", "node", "java", "php", "build", "files"]
    /// Keys that design and documentation name for versions to come.
    static let laterKeys = ["go", "dotnet"]

    /// Folders below `layers` that hold a `layer.yaml`, sorted by name.
    static func folders(in root: String, files: ProjectFiles) -> [String] {
        let layers = PathText.join(root, "layers")
        return files.names(layers).filter { files.kind("\(layers)/\($0)/layer.yaml") == .file }
    }

    /// Warns of a `layer.yml`, which nothing reads.
    func checkFileNames() {
        let layers = PathText.join(world.root, "layers")
        for name in world.files.names(layers) where world.files.kind("\(layers)/\(name)/layer.yaml") == .missing {
            guard world.files.kind("\(layers)/\(name)/layer.yml") == .file else { continue }
            world.diagnostics.warning(
                "layer-file-name", "is not read: the file of a layer is called `layer.yaml`",
                at: .init(file: "layers/\(name)/layer.yml"), hint: "rename it")
        }
    }

    /// The layer; `nil` after saying what is wrong with it.
    func read(_ name: String) -> LayerDescription? {
        let folder = PathText.join(world.root, "layers/" + name)
        let path = folder + "/layer.yaml"
        checkName(name, at: .init(file: world.display(path)))
        guard let root = world.document(at: path) else { return nil }
        let field = Field(root)
        guard field.isMapping else {
            world.diagnostics.error(
                "value-type", "must be a mapping with `runtimes`, not \(root.kindInWords)", at: field.location)
            return nil
        }
        world.refuseUnknownKeys(field, known: Self.keys, later: Self.laterKeys)
        var layer = LayerDescription(name: name, folder: folder, runtimes: runtimes(field))
        layer.description = world.text(field["description"]) ?? ""
        layer.python = python(field["python"], folder: folder)
        layer.swift = LayerSwiftReader(world: world).read(field["swift"], runtimes: layer.runtimes)
        layer.node = NodeReader(world: world).read(field["node"], layer: layer)
        if let build = BuildReader(world: world).read(field["build"], folder: folder, names: [name]) {
            layer.builds.append(build)
        }
        if let java = LayerJavaReader(world: world).read(field["java"], folder: folder) { layer.builds.append(java) }
        layer.debian = debian(field["debian"], layer)
        if let php = PHPReader(world: world).layer(field["php"], folder: folder, runtimes: layer.runtimes) {
            layer.builds.append(php)
        }
        layer.files = files(field["files"], folder: folder)
        layer.locations[""] = .init(file: world.display(path))
        for (key, value) in field.entries { layer.locations[key] = value.location }
        checkPython(layer)
        let contents = Self.keys.filter { $0 != "description" && $0 != "runtimes" }
        if contents.allSatisfy({ field[$0] == nil }), !field.node.keys.contains(where: Self.laterKeys.contains) {
            world.diagnostics.warning(
                "layer-empty", "nothing would be in the layer `\(name)`: it has no key that brings something",
                at: layer.location(of: ""), hint: "those that do are \(Phrase.list(contents))")
        }
        return layer
    }

    /// Letters, digits, `_`, `-` and `.`: the platform states a length only (SDK2), and the name stands in ARNs, paths and
    /// the names of zips.
    private func checkName(_ name: String, at location: Finding.Location) {
        let isPlain = name.unicodeScalars.allSatisfy {
            ($0.value < 0x80 && ($0.properties.isAlphabetic || ("0"..."9").contains($0)))
                || "_-.".unicodeScalars.contains($0)
        }
        guard !isPlain || name.hasPrefix(".") || name.hasPrefix("-") else { return }
        world.diagnostics.error(
            "layer-name", "the folder name `\(Phrase.short(name))` cannot name a layer", at: location,
            hint: "rename the folder: letters, digits, `_`, `-` and `.`, beginning with a letter or digit")
    }

    private func runtimes(_ field: Field) -> [String] {
        let value = field["runtimes"]
        let texts = world.texts(value)
        let known = texts.filter { text, item in
            RuntimeNames.runtime(text, at: item.location, diagnostics: world.diagnostics) != nil
        }
        if value == nil || value?.items?.isEmpty == true {
            world.diagnostics.error(
                "runtime-missing", "`runtimes` must name the runtimes that the layer is for",
                at: value?.location ?? field.location,
                hint: "for example `runtimes: [python3.10]`; the first decides interpreter and platform")
        }
        return known.map(\.text)
    }

    private func debian(_ field: Field?, _ layer: LayerDescription) -> DebianSource? {
        let reader = DebianReader(world: world)
        if let field, let first = layer.runtimes.first, !reader.checkRuntime(first, at: field.location) { return nil }
        return reader.read(field, folder: layer.folder)
    }

    private func python(_ field: Field?, folder: String) -> DependencyFile? {
        guard let field, let text = world.text(field) else { return nil }
        let path = PathText.join(folder, text)
        guard let kind = DependencyFile.kind(ofFileNamed: PathText.name(path)) else {
            world.diagnostics.error(
                "value-type", "`python` is `\(Phrase.short(text))`, whose name says no format that fclayer reads",
                at: field.location,
                hint: "name a `requirements.txt`, `uv.lock`, `pylock.toml` or `pyproject.toml`")
            return nil
        }
        guard isThere(path, text: text, field: field) == .file else { return nil }
        return DependencyFile(kind: kind, path: path)
    }

    private func checkPython(_ layer: LayerDescription) {
        guard layer.python != nil, let first = layer.runtimes.first, let runtime = RuntimeCatalogue.runtime(first),
            runtime.pythonVersion == nil
        else { return }
        world.diagnostics.error(
            "layer-runtime", "`python` needs a runtime with a Python, and the first of `runtimes` is `\(first)`",
            at: layer.location(of: "runtimes"), hint: "put a Python runtime first, for example `python3.10`")
    }

    private func files(_ field: Field?, folder: String) -> [LayerFile] {
        guard let field else { return [] }
        guard let items = field.items else {
            world.wrongType(field, expected: "a list of `{from, to}`")
            return []
        }
        return items.compactMap { item in
            guard item.isMapping else {
                world.wrongType(item, expected: "a mapping with `from` and `to`")
                return nil
            }
            world.refuseUnknownKeys(item, known: ["from", "to"])
            let to = destination(item["to"])
            guard let from = source(item, folder: folder), let to else { return nil }
            return LayerFile(from: from, to: to)
        }
    }

    private func source(_ item: Field, folder: String) -> String? {
        guard let field = item["from"] else {
            world.diagnostics.error("value-type", "an item of `files` has no `from`", at: item.location)
            return nil
        }
        guard let text = world.text(field) else { return nil }
        let path = PathText.join(folder, text)
        guard PathText.isInside(path, folder: world.root) else {
            world.diagnostics.error(
                "path-outside-project", "`from` is `\(Phrase.short(text))`, outside of the project", at: field.location,
                hint: "copy it below `\(world.root)`")
            return nil
        }
        return isThere(path, text: text, field: field) == .missing ? nil : path
    }

    /// The folder in the package; the root for `.` and nothing.
    private func destination(_ field: Field?) -> String? {
        guard let field else { return "" }
        guard var text = world.text(field) else { return nil }
        while text.hasPrefix("./") { text.removeFirst(2) }
        if text.isEmpty || text == "." { return "" }
        do {
            return try PackagePath(text).text
        } catch {
            world.diagnostics.error(
                "value-type", "`to` is `\(Phrase.short(text))`, which \(error)", at: field.location,
                hint: "name a folder relative to `/opt`, for example `share/assets`")
            return nil
        }
    }

    private func isThere(_ path: String, text: String, field: Field) -> PathKind {
        let kind = world.files.kind(path)
        if kind == .missing || (kind == .folder && field.name == "python") {
            world.diagnostics.error(
                "file-missing",
                kind == .folder
                    ? "`\(Phrase.short(text))` is a folder: name the file"
                    : "`\(Phrase.short(text))` does not exist: looked for `\(path)`",
                at: field.location,
                hint: Phrase.didYouMean(PathText.name(path), among: world.files.names(PathText.folder(path))))
        }
        return kind
    }
}
