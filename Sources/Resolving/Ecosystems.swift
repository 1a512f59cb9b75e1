import BuildModel

/// Leads each set of dependencies to the resolver of its ecosystem. Python has its own way (`PythonResolver`).
struct Ecosystems {
    let doors: ResolverDoors

    /// The exact artefacts of a set, in the store.
    func resolve(_ ingredient: Ingredient) async throws(StageFailure) -> LockedParts {
        switch ingredient {
        case .node(let dependencies): return try await NodeResolver(doors: doors).resolve(dependencies)
        case .debian(let set): return try await DebianSet(doors: doors).resolve(set)
        case .build(let build) where build.choice.kind == .composer:
            return try await ComposerResolver(doors: doors).resolve(build)
        default: return LockedParts(ingredient: ingredient)
        }
    }

    /// Makes, checks or renews the lock of a set; its path.
    func lock(_ ingredient: Ingredient) async throws(StageFailure) -> String {
        switch ingredient {
        case .node(let dependencies): return try await NodeResolver(doors: doors).lock(dependencies.source)
        case .debian(let set):
            _ = try await DebianSet(doors: doors).lock(set)
            return set.lock
        case .build(let build) where build.choice.kind == .composer:
            return try await ComposerResolver(doors: doors).lock(build)
        default: return ""
        }
    }

    /// Every local file that shapes the result for a set. Files that do not exist are listed too.
    func inputs(of ingredient: Ingredient) -> [String] {
        switch ingredient {
        case .node(let dependencies): return NodeResolver(doors: doors).inputs(of: dependencies.source)
        case .debian(let set): return [set.lock]
        case .build(let build) where build.choice.kind == .composer:
            return ComposerResolver(doors: doors).inputs(build)
        default: return []
        }
    }
}
