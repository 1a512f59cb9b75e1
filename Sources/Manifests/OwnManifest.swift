import BuildModel
import FunctionCompute

/// Reads our own `fclayer.yaml`, which describes functions or adds build options to those of another manifest.
struct OwnManifest {
    let world: World
    let field: Field

    static let keys = ["functions", "upload", "limits", "validate", "cache"]
    static let buildKeys = [
        "dependencies", "exclude", "layers", "swift", "debian", "java", "php", "build", "go", "dotnet", "node",
        "validate",
    ]
    static let functionKeys = [
        "runtime", "handler", "initializer", "preStop", "code", "layers", "dependencies", "exclude", "environment",
        "memory", "timeout", "port", "command", "swift", "debian", "java", "php", "build", "go", "dotnet", "node",
        "validate",
    ]
    static let laterFunctionKeys: [String] = []
    /// Kebab case of the properties of `Limits`, with whether they are bytes.
    static let limitNames: [String: Bool] = [
        "code": true, "layer": true, "layers-total": true, "layers-per-function": false, "environment": true,
        "initializer-timeout": false, "pre-stop-timeout": false, "timeout": false, "memory-minimum": false,
        "memory-maximum": false, "memory-step": false, "function-name-length": false, "layer-name-length": false,
        "layer-description-length": false,
    ]

    /// Whether any function has a runtime, so that the file describes functions.
    var describesFunctions: Bool { field["functions"]?.entries.contains { $0.field["runtime"] != nil } ?? false }

    /// Checks the top of the file.
    func checkKeys() {
        guard field.isMapping else {
            world.diagnostics.error(
                "value-type", "must be a mapping with `functions`, not \(field.node.kindInWords)", at: field.location)
            return
        }
        world.refuseUnknownKeys(
            field, known: Self.keys,
            hints: ["severity": "write it under `validate:`", "ignore": "write it under `validate:`"])
        if let functions = field["functions"], !functions.isMapping {
            world.wrongType(functions, expected: "a mapping of names to functions")
        }
    }

    /// The functions that the file describes.
    func inputs() -> [FunctionInput] {
        (field["functions"]?.entries ?? []).compactMap { name, function in
            guard function.isMapping else {
                world.wrongType(function, expected: "a mapping with `runtime`")
                return nil
            }
            world.refuseUnknownKeys(function, known: Self.functionKeys, later: Self.laterFunctionKeys)
            var options = options(function)
            options.layers = nil
            return FunctionInput(
                key: name, name: nil, defaultName: name, whole: function, properties: function, names: .fclayer,
                propertiesPath: function.path, options: options)
        }
    }

    /// Build options by function name, for the functions of another manifest.
    func optionsByName() -> [String: (options: FunctionOptions, field: Field)] {
        var all: [String: (options: FunctionOptions, field: Field)] = [:]
        for (name, function) in field["functions"]?.entries ?? [] {
            guard function.isMapping else {
                world.wrongType(function, expected: "a mapping of build options")
                continue
            }
            for (key, value) in function.entries where Self.functionKeys.contains(key) && !Self.buildKeys.contains(key)
            {
                world.diagnostics.error(
                    "unknown-key", "`\(key)` belongs to the manifest that describes the function",
                    at: value.keyLocation,
                    hint: "beside another manifest `fclayer.yaml` takes \(Phrase.list(Self.buildKeys))")
            }
            let others = Self.laterFunctionKeys
            let known = Self.functionKeys
            world.refuseUnknownKeys(function, known: known, later: others)
            all[name] = (options(function), function)
        }
        return all
    }

    private func options(_ function: Field) -> FunctionOptions {
        var options = FunctionOptions()
        if let placement = choice(function["dependencies"], of: DependencyPlacement.self) {
            options.dependencies = placement
        }
        options.exclude = world.texts(function["exclude"]).map(\.text)
        options.layers = function["layers"]
        options.swift = function["swift"]
        options.php = function["php"]
        options.build = function["build"]
        options.java = function["java"]
        options.go = function["go"]
        options.node = function["node"]
        options.debian = function["debian"]
        options.dotnet = function["dotnet"]
        return options
    }

    /// Where packages are going, as far as the file says.
    func upload() -> (region: String?, route: UploadRoute?) {
        guard let upload = field["upload"] else { return (nil, nil) }
        guard upload.isMapping else {
            world.wrongType(upload, expected: "a mapping with `region` and `route`")
            return (nil, nil)
        }
        world.refuseUnknownKeys(upload, known: ["region", "route"])
        return (world.text(upload["region"]), choice(upload["route"], of: UploadRoute.self))
    }

    /// The cache that the project shares with other machines.
    func cache() -> SharedCacheChoice? {
        guard let cache = field["cache"] else { return nil }
        guard cache.isMapping else {
            world.wrongType(cache, expected: "a mapping with `url` and `mode`")
            return nil
        }
        world.refuseUnknownKeys(cache, known: ["url", "mode"])
        let mode = choice(cache["mode"], of: SharedCacheChoice.Mode.self) ?? .read
        guard let address = cache["url"] else {
            world.diagnostics.error("value-type", "`cache` needs a `url`", at: cache.location)
            return nil
        }
        guard let url = world.text(address) else { return nil }
        let rest = ["http://", "https://"].first { url.hasPrefix($0) }.map { url.dropFirst($0.count) }
        guard let host = rest?.prefix(while: { $0 != "/" }), !host.isEmpty else {
            world.diagnostics.error(
                "value-type", "`url` must be an http or https address", at: address.location,
                hint: "for example `https://cache.example.com/fclayer`")
            return nil
        }
        guard !host.contains("@") else {
            world.diagnostics.error(
                "value-type", "`url` must be without user and password: manifests are read by many",
                at: address.location, hint: "set `FCLAYER_REMOTE_CACHE_TOKEN`, or write them into netrc")
            return nil
        }
        return SharedCacheChoice(url: url, mode: mode)
    }

    /// What the user says about findings.
    func choices() -> FindingChoices { ChoicesReader(world: world).read(field) }

    /// Limits that the user states otherwise.
    func limits() -> [String: Int64] {
        guard let field = field["limits"] else { return [:] }
        guard field.isMapping else {
            world.wrongType(field, expected: "a mapping of limits")
            return [:]
        }
        world.refuseUnknownKeys(field, known: Self.limitNames.keys.sorted())
        var limits: [String: Int64] = [:]
        for (key, value) in field.entries {
            guard let isSize = Self.limitNames[key] else { continue }
            let bytes: Int64? =
                switch value.node.value {
                case .integer(let number): number >= 0 ? Int64(number) : nil
                case .string(let text): isSize ? SizeText.bytes(text) : Int64(text)
                default: nil
                }
            if let bytes {
                limits[key] = bytes
            } else {
                world.diagnostics.error(
                    "value-type", isSize ? "`\(key)` must be a size" : "`\(key)` must be a whole number",
                    at: value.location, hint: isSize ? "for example `500 MB` or a number of bytes" : nil)
            }
        }
        return limits
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: Field?, of type: Choice.Type
    ) -> Choice? {
        guard let field, let text = world.text(field) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        world.diagnostics.error(
            "value-type", "`\(field.name)` is `\(Phrase.short(text))`, not one of \(Phrase.list(known))",
            at: field.location, hint: Phrase.didYouMean(text, among: known))
        return nil
    }
}
