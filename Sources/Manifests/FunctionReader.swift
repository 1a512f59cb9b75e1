import BuildModel
import FunctionCompute

/// Reads the properties of a function in any dialect; reports all that is wrong.
struct FunctionReader {
    let world: World
    let layers: LayerCatalogue

    /// The function; `nil` where its runtime or code is wrong, after saying so.
    func read(_ input: FunctionInput) -> FunctionDraft? {
        let properties = input.properties
        let names = input.names
        KeySpelling(world: world).check(input)
        let name = FunctionName(world: world).read(input)
        let runtime = runtime(input)
        let code = CodeReader(world: world).read(input, isImage: runtime?.family == .container)
        let handler = handler(input, runtime: runtime)
        let custom = names.customRuntime.flatMap { properties[$0] }
        var description = FunctionDescription(
            name: name, key: input.key, runtime: runtime?.id ?? "", handler: handler, code: code ?? .none)
        description.hooks = HookReader(world: world).read(input)
        description.layers = layers.references(properties[names.layers], world: world)
        for layer in layers.references(input.options.layers, world: world)
        where !description.layers.contains(where: { $0.text == layer.text }) {
            description.layers.append(layer)
        }
        description.environment = world.textMap(properties[names.environment])
        description.dependencies = input.options.dependencies
        description.exclude = input.options.exclude
        description.command = command(input, custom: custom)
        description.port = world.integer(custom?[names.inner("port")] ?? names.port.flatMap { properties[$0] })
        description.memory = world.integer(properties[names.memory])
        description.timeout = world.integer(properties[names.timeout])
        description.trigger = input.trigger
        description.hasPreDeployActions = input.hasPreDeployActions
        description.locations.merge(locations(input)) { $1 }
        description.propertiesPath = input.propertiesPath
        guard let runtime, let code else { return nil }
        readTools(input, runtime: runtime, code: code, into: &description)
        if description.swift == nil, case .folder(let folder) = code, runtime.pythonVersion != nil,
            input.options.dependencies != .none
        {
            description.dependencyFile = dependencyFile(in: folder)
        }
        description.debian = DebianReader(world: world).read(input, runtime: runtime, code: code)
        return FunctionDraft(description: description, service: input.service, region: input.region)
    }

    /// What makes the code: one tool, or none.
    private func readTools(
        _ input: FunctionInput, runtime: Runtime, code: CodeLocation, into description: inout FunctionDescription
    ) {
        let reader = CodeBuildReader(world: world)
        guard !reader.isAmbiguous(input) else { return }
        if input.options.tools.isEmpty || input.options.swift != nil {
            description.swift = SwiftReader(world: world).read(
                input, runtime: runtime, code: code, command: description.command)
        }
        if description.swift == nil {
            description.build = reader.read(input, runtime: runtime, code: code, description: description)
        }
        description.node = NodeReader(world: world).read(
            input, runtime: runtime, code: code, build: description.build)
        if let bundle = BundleReader(world: world).read(input, runtime: runtime, code: code) {
            description.build = bundle
        }
    }

    private func runtime(_ input: FunctionInput) -> Runtime? {
        guard let field = input.properties[input.names.runtime] else {
            world.diagnostics.error(
                "runtime-missing", "the function `\(input.key)` has no `\(input.names.runtime)`",
                at: input.whole.keyLocation, hint: "for example `\(input.names.runtime): python3.10`")
            return nil
        }
        guard let id = world.knownText(field, purpose: "build the function") else { return nil }
        return RuntimeNames.runtime(id, at: field.location, diagnostics: world.diagnostics)
    }

    private func handler(_ input: FunctionInput, runtime: Runtime?) -> String {
        let field = input.properties[input.names.handler]
        if let runtime, runtime.family == .custom || runtime.family == .container {
            // The platform wants some text here and never looks at it; fc3 sends this word where there is none.
            guard let text = world.text(field), !text.isEmpty, !text.contains("${") else { return "handler" }
            return text
        }
        if let field {
            guard let text = world.knownText(field, purpose: "check the entry point") else { return "" }
            if !text.isEmpty { return text }
        }
        guard runtime != nil else { return "" }
        world.diagnostics.error(
            "handler-missing", "the function `\(input.key)` has no `\(input.names.handler)`",
            at: field?.location ?? input.whole.keyLocation,
            hint: "for example `\(input.names.handler): index.handler` for `handler` in `index.py` or `index.js`")
        return ""
    }

    private func command(_ input: FunctionInput, custom: Field?) -> [String] {
        if input.names.customRuntime == nil { return world.scalars(input.properties["command"]) }
        let keys = [input.names.inner("command"), input.names.inner("args")]
        return keys.flatMap { key in world.scalars(custom?[key]) }
    }

    /// The first file that names Python dependencies; a `pyproject.toml` counts if it describes a project.
    private func dependencyFile(in folder: String) -> DependencyFile? {
        let candidates: [(String, DependencyFile.Kind)] = [
            ("uv.lock", .uvLock), ("pylock.toml", .pylock), ("requirements.txt", .requirements),
            ("pyproject.toml", .pyproject),
        ]
        for (name, kind) in candidates {
            let path = PathText.join(folder, name)
            guard world.files.kind(path) == .file else { continue }
            if kind == .pyproject {
                let text = String(decoding: world.files.contents(path) ?? [], as: UTF8.self)
                let lines = text.split(whereSeparator: \.isNewline)
                guard lines.contains(where: { $0.split(separator: " ").first == "[project]" }) else { continue }
            }
            return DependencyFile(kind: kind, path: path)
        }
        return nil
    }

    private func locations(_ input: FunctionInput) -> [String: Finding.Location] {
        var locations = ["": input.whole.keyLocation]
        if let name = input.name { locations["functionName"] = name.location }
        for (key, field) in input.properties.entries {
            locations[input.names.inFC3[key] ?? key] = field.location
            if input.names.lifecycle == nil, HookDescription.Kind(rawValue: key) != nil {
                locations[key] = field["handler"]?.location ?? field.location
            }
            let isLifecycle = key == input.names.lifecycle
            guard isLifecycle || key == input.names.customRuntime else { continue }
            for (inner, value) in field.entries {
                let inner = input.names.isCapitalised ? inner.prefix(1).lowercased() + inner.dropFirst() : inner
                locations[isLifecycle ? inner : "customRuntimeConfig.\(inner)"] =
                    isLifecycle ? value[input.names.inner("handler")]?.location ?? value.location : value.location
            }
        }
        return locations
    }
}

/// Runtime identifiers and what is near them.
enum RuntimeNames {
    static func runtime(_ id: String, at location: Finding.Location, diagnostics: Diagnostics) -> Runtime? {
        if let runtime = RuntimeCatalogue.runtime(id) { return runtime }
        let all = RuntimeCatalogue.all.map(\.id)
        let letters = id.lowercased().prefix { $0.isLetter }
        let family = all.filter { $0.prefix { $0.isLetter } == letters }
        let known = Phrase.list(family.isEmpty ? all : family)
        let guess = Phrase.didYouMean(id, among: all)
        diagnostics.error(
            "unknown-runtime", "Function Compute has no runtime `\(Phrase.short(id))`", at: location,
            hint: guess.map { "\($0) known are \(known)" } ?? "known are \(known)")
        return nil
    }
}
