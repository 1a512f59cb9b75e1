/// Follows a name through the modules of a package to what it stands for.
struct PythonNameSearch {
    let resolver: PythonEntryResolver
    let call: PythonCall
    private var visiting: Set<String> = []
    private var steps = 0

    init(resolver: PythonEntryResolver, call: PythonCall) {
        self.resolver = resolver
        self.call = call
    }

    /// Judges a name of a module. Where several bindings are possible, one that works is enough.
    mutating func judge(_ name: String, in path: String, trail: [SourceSite], before order: Int) -> PythonEntryVerdict {
        let here = trail.last ?? SourceSite(path: path, place: SourcePlace(line: 1))
        steps += 1
        guard trail.count < PythonEntryResolver.longestTrail, steps < PythonEntryResolver.mostSteps else {
            return .unsure(.tooDeep(here))
        }
        guard let module = resolver.tree.module(at: path) else { return .unsure(.noBytes(path: path)) }
        if let obstacle = module.obstacle(for: resolver.version) {
            return .broken(.doesNotCompile(path: path, obstacle))
        }
        if let unreadable = module.unreadable { return .unsure(.unreadable(path: path, unreadable)) }
        let key = "\(path)\u{0}\(name)\u{0}\(order)"
        guard visiting.insert(key).inserted else { return .unsure(.circular(here)) }
        defer { visiting.remove(key) }

        var outcome = PythonOutcome()
        for binding in module.candidates(for: name, before: order) {
            let site = SourceSite(path: path, place: binding.place)
            if case .star(let source, let level) = binding.value {
                if let verdict = judgeStar(name, source, level, site, trail) { outcome.add(verdict) }
            } else {
                outcome.add(
                    judge(binding.value, PythonContext(path: path, site: site, order: binding.order, trail: trail)))
            }
        }
        if case .broken(.notCallable)? = outcome.verdict, let place = module.globalsOfFunctions[name] {
            return .unsure(.boundByFunction(SourceSite(path: path, place: place)))
        }
        return outcome.verdict ?? missing(name, module, path, trail, order)
    }

    /// What a star import gives for a name; `nil` if it certainly does not bind it.
    private mutating func judgeStar(
        _ name: String, _ source: String, _ level: Int, _ site: SourceSite, _ trail: [SourceSite]
    ) -> PythonEntryVerdict? {
        switch resolver.tree.find(module: source, level: level, from: site.path) {
        case .source(let path):
            guard let module = resolver.tree.module(at: path) else { return .unsure(.noBytes(path: path)) }
            let isListed = module.exportedNames?.contains(name) ?? false
            if !isListed, !module.exportsAreUnknown, module.exportedNames != nil || name.hasPrefix("_") { return nil }
            let verdict = judge(name, in: path, trail: trail + [site], before: .max)
            if case .broken(.symbolMissing(let symbol)) = verdict, symbol.path == path {
                // A name that is listed and not defined makes the import fail; a submodule is imported then.
                return isListed && !isSubmodule(name, of: path) ? verdict : nil
            }
            return isListed || !module.exportsAreUnknown ? verdict : .unsure(.unknownExports(site, module: source))
        case .compiled, .missing:
            return .unsure(.starImport(site, module: source))
        case .namespace:
            return nil
        }
    }

    private func isSubmodule(_ name: String, of path: String) -> Bool {
        guard path.hasSuffix("/__init__.py") else { return false }
        if case .missing = resolver.tree.find([name], in: [SourcePath.folder(of: path)]) { return false }
        return true
    }

    /// What to say of a name that nothing in the text of a module binds.
    private func missing(
        _ name: String, _ module: PythonModule, _ path: String, _ trail: [SourceSite], _ order: Int
    ) -> PythonEntryVerdict {
        if let dynamic = module.dynamics.first {
            return .unsure(.dynamicNames(SourceSite(path: path, place: dynamic.place), dynamic.kind))
        }
        if let place = module.globalsOfFunctions[name] {
            return .unsure(.boundByFunction(SourceSite(path: path, place: place)))
        }
        let callables = module.definedNames.filter { candidate in
            module.bindings(of: candidate).contains { $0.value.mayBeCallable }
        }
        return .broken(
            .symbolMissing(
                PythonMissingSymbol(
                    name: name, path: path, importedAt: trail.last, callables: Array(callables.prefix(50)),
                    nested: module.nested.filter { $0.name == name },
                    deletedAt: module.bindings.last { $0.name == name && $0.value == .deleted }?.place,
                    elsewhere: [])))
    }
}

/// Where a value stands.
struct PythonContext {
    let path: String
    let site: SourceSite
    let order: Int
    let trail: [SourceSite]
}

/// The best of several verdicts: one binding that works is enough, and a doubt keeps an error back.
struct PythonOutcome {
    private(set) var verdict: PythonEntryVerdict?

    mutating func add(_ other: PythonEntryVerdict) {
        switch (verdict, other) {
        case (.ok, _): break
        case (_, .ok): verdict = other
        case (.unsure, _): break
        default: verdict = other
        }
    }
}
