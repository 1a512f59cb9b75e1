import BuildModel
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tells whether a function or layer has packages of npm, and where they are named.
struct NodeReader {
    let world: World
    static let keys = ["lock", "bundle", "scripts"]
    static let locks = ["npm-shrinkwrap.json", "package-lock.json"]

    private struct Manifest: Decodable {
        var dependencies: [String: String] = [:]
        var optionalDependencies: [String: String] = [:]
        var workspaces: [String] = []

        private enum Key: String, CodingKey { case dependencies, optionalDependencies, workspaces, packages }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            dependencies = (try? fields.decode([String: String].self, forKey: .dependencies)) ?? [:]
            optionalDependencies = (try? fields.decode([String: String].self, forKey: .optionalDependencies)) ?? [:]
            let nested = try? fields.nestedContainer(keyedBy: Key.self, forKey: .workspaces)
            workspaces =
                (try? fields.decode([String].self, forKey: .workspaces))
                ?? (try? nested?.decode([String].self, forKey: .packages)) ?? []
        }
    }

    /// What a function needs: what its `node` names, else what its code folder tells, if the runtime is one of Node.js. A folder
    /// that a tool builds is left to the tool unless `node` says otherwise.
    func read(
        _ input: FunctionInput, runtime: Runtime, code: CodeLocation, build: BuildChoice?
    ) -> NodeSource? {
        if let field = input.options.node {
            guard case .folder(let folder) = code else {
                world.diagnostics.error(
                    "npm-manifest-missing", "`node` needs a code folder, and the code is no folder", at: field.location)
                return nil
            }
            // What is bundled may need no packages at all.
            if field["bundle"] != nil, field["lock"] == nil {
                world.refuseUnknownKeys(field, known: Self.keys)
                let scripts = NodeScriptsReader(world: world).read(field)
                guard input.options.dependencies != .none else { return nil }
                var source = find(in: folder, at: field.location)
                source?.scripts = scripts
                return source
            }
            return read(field, folder: folder, base: world.root)
        }
        guard runtime.family == .nodejs, build == nil, input.options.dependencies != .none,
            case .folder(let folder) = code
        else { return nil }
        return find(in: folder, at: input.properties[input.names.code]?.location ?? input.whole.keyLocation)
    }

    /// What a layer's `node` names.
    func read(_ field: Field?, layer: LayerDescription) -> NodeSource? {
        guard let field else { return nil }
        if let bundle = field["bundle"] {
            world.diagnostics.error(
                "value-type", "`bundle` is for functions: what a layer has is imported by its own name",
                at: bundle.keyLocation)
        }
        return read(field, folder: layer.folder, base: layer.folder)
    }

    private func read(_ field: Field, folder: String, base: String) -> NodeSource? {
        let scripts = NodeScriptsReader(world: world).read(field)
        var source = locate(field, folder: folder, base: base)
        source?.scripts = scripts
        return source
    }

    private func locate(_ field: Field, folder: String, base: String) -> NodeSource? {
        var named: Field? = field
        if field.isMapping {
            world.refuseUnknownKeys(field, known: Self.keys)
            named = field["lock"]
        }
        guard let named else { return source(in: folder, location: field.location, mustBeThere: field) }
        guard let text = world.text(named) else { return nil }
        let path = PathText.join(base, text)
        let names = Self.locks + ["package.json"]
        let isFolder = world.files.kind(path) == .folder
        guard isFolder || names.contains(PathText.name(path)) else {
            world.diagnostics.error(
                "value-type",
                "`\(named.name)` is `\(Phrase.short(text))`, not one of \(Phrase.list(names)) or their folder",
                at: named.location, hint: Phrase.didYouMean(PathText.name(path), among: names) ?? otherManagers(path))
            return nil
        }
        let place = isFolder ? path : PathText.folder(path)
        guard PathText.isInside(place, folder: world.root) else {
            world.diagnostics.error(
                "path-outside-project", "`\(named.name)` is `\(Phrase.short(text))`, outside of the project",
                at: named.location)
            return nil
        }
        return source(
            in: place, lock: isFolder ? nil : PathText.name(path), location: named.location, mustBeThere: named)
    }

    private func otherManagers(_ path: String) -> String? {
        ["yarn.lock", "pnpm-lock.yaml"].contains(PathText.name(path)) ? Self.conversion : nil
    }

    private static let conversion =
        "`npm install --package-lock-only` makes a `package-lock.json`, from `yarn.lock` with its versions"

    /// The files in a folder that a key speaks of.
    private func source(
        in folder: String, lock: String? = nil, location: Finding.Location, mustBeThere field: Field
    ) -> NodeSource? {
        let manifest = folder + "/package.json"
        let chosen =
            lock.flatMap { Self.locks.contains($0) ? $0 : nil }
            ?? Self.locks.first { world.files.kind(folder + "/" + $0) == .file } ?? "package-lock.json"
        let hasLock = world.files.kind(folder + "/" + chosen) == .file
        guard hasLock || world.files.kind(manifest) == .file else {
            world.diagnostics.error(
                "npm-manifest-missing",
                "there is neither `package.json` nor `\(chosen)` for `\(field.name)`: looked in `\(world.display(folder))`",
                at: location, hint: "`npm init` makes one")
            return nil
        }
        return NodeSource(
            folder: folder, lock: folder + "/" + chosen, workspaces: self.manifest(manifest)?.workspaces ?? [],
            location: location)
    }

    /// What a code folder tells by itself: a lock of npm; or packages that `package.json` names where none are installed.
    private func find(in folder: String, at location: Finding.Location) -> NodeSource? {
        let path = folder + "/package.json"
        let lock = Self.locks.first { world.files.kind(folder + "/" + $0) == .file }
        let manifest = manifest(path)
        if let lock {
            return NodeSource(
                folder: folder, lock: folder + "/" + lock, workspaces: manifest?.workspaces ?? [], location: location)
        }
        guard let manifest, !(manifest.dependencies.isEmpty && manifest.optionalDependencies.isEmpty),
            world.files.kind(folder + "/node_modules") == .missing
        else { return nil }
        for other in ["yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
        where world.files.kind(folder + "/" + other) == .file {
            world.diagnostics.error(
                "npm-lock-other", "`\(other)` is not a lock that fclayer reads; it reads npm's `package-lock.json`",
                at: .init(file: world.display(folder + "/" + other)),
                hint:
                    "\(Self.conversion); or install the packages into `node_modules` yourself, which is packed as it is"
            )
            return nil
        }
        return NodeSource(
            folder: folder, lock: folder + "/package-lock.json", workspaces: manifest.workspaces, location: location)
    }

    private func manifest(_ path: String) -> Manifest? {
        guard world.files.kind(path) == .file, let bytes = world.files.contents(path) else { return nil }
        let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return try? JSONDecoder().decode(Manifest.self, from: Data(plain))
    }
}
