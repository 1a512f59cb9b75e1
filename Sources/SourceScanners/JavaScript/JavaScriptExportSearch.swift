/// Follows an export through the modules of a package to what it stands for.
struct JavaScriptExportSearch {
    /// Where a value stands.
    struct Context {
        var path: String
        var site: SourceSite
        var trail: [SourceSite]
    }

    let resolver: JavaScriptEntryResolver
    let contract: JavaScriptContract
    var visiting: Set<String> = []
    var steps = 0

    init(resolver: JavaScriptEntryResolver, contract: JavaScriptContract) {
        self.resolver = resolver
        self.contract = contract
    }

    var tree: JavaScriptSourceTree { resolver.tree }

    /// Judges an export of the entry point's own file, which must be of a kind that the loader takes.
    mutating func judge(_ name: String, entry path: String) -> JavaScriptEntryVerdict {
        if !resolver.loadsModules, resolver.isModule(path) {
            return .broken(.modulesUnsupported(path: path, package: tree.package(for: path)?.path))
        }
        return judgeRequired(name, in: path, trail: [])
    }

    /// Judges an export; one that is not there makes the verdict broken.
    mutating func judgeRequired(_ name: String, in path: String, trail: [SourceSite]) -> JavaScriptEntryVerdict {
        judge(name, in: path, trail: trail) ?? missing(name, in: path, trail: trail)
    }

    private func missing(_ name: String, in path: String, trail: [SourceSite]) -> JavaScriptEntryVerdict {
        guard let module = tree.module(at: path) else { return .unsure(.noBytes(path: path)) }
        if let dynamic = module.dynamics.first {
            return .unsure(.dynamicExports(SourceSite(path: path, place: dynamic.place), dynamic.kind))
        }
        return .broken(
            .symbolMissing(
                JavaScriptMissingSymbol(
                    name: name, path: path, askedAt: trail.last, exported: Array(module.exportedNames.prefix(50)),
                    lostAt: module.lostExports.last { $0.name == name }?.place,
                    exportsRebound: module.exportsRebound, elsewhere: [])))
    }

    /// Judges an export of a file; `nil` if the file certainly does not have it by itself.
    mutating func judge(_ name: String, in path: String, trail: [SourceSite]) -> JavaScriptEntryVerdict? {
        let here = trail.last ?? SourceSite(path: path, place: SourcePlace(line: 1))
        steps += 1
        guard trail.count < JavaScriptEntryResolver.longestTrail, steps < JavaScriptEntryResolver.mostSteps else {
            return .unsure(.tooDeep(here))
        }
        guard let module = tree.module(at: path) else { return .unsure(.noBytes(path: path)) }
        if let unreadable = module.unreadable { return .unsure(.unreadable(path: path, unreadable)) }
        if let problem = resolver.kindProblem(module, path) { return .broken(problem) }
        let key = "\(path)\u{0}\(name)"
        guard visiting.insert(key).inserted else { return .unsure(.tooDeep(here)) }
        defer { visiting.remove(key) }

        var outcome = Outcome()
        let found = module.exports.filter { $0.name == name }
        let certain = found.lastIndex { !$0.isConditional } ?? 0
        for export in found.dropFirst(certain) {
            let site = SourceSite(path: path, place: export.place)
            var verdict = judge(export.value, Context(path: path, site: site, trail: trail))
            if export.isConditional, found.count == 1, case .broken(.notCallable) = verdict {
                verdict = .unsure(.conditionalExport(site))
            }
            outcome.add(verdict)
        }
        if let verdict = outcome.verdict { return verdict }
        for whole in module.wholeExports {
            let site = SourceSite(path: path, place: whole.place)
            if let verdict = judgeMember(name, of: whole.value, Context(path: path, site: site, trail: trail), 0) {
                outcome.add(verdict)
            }
        }
        if let verdict = outcome.verdict {
            if case .unsure = verdict { return announced(name, module, path, trail) ?? verdict }
            return verdict
        }
        for star in module.stars where name != "default" {
            let site = SourceSite(path: path, place: star.place)
            if let verdict = judgeMember(name, of: star.value, Context(path: path, site: site, trail: trail), 0) {
                outcome.add(verdict)
            }
        }
        return outcome.verdict ?? announced(name, module, path, trail)
    }

    /// What a bundler says that it exports, though how cannot be followed.
    private func announced(
        _ name: String, _ module: JavaScriptModule, _ path: String, _ trail: [SourceSite]
    ) -> JavaScriptEntryVerdict? {
        guard let export = module.announced.last(where: { $0.name == name }) else { return nil }
        let site = SourceSite(path: path, place: export.place)
        return .ok(JavaScriptDefinition(site: site, kind: .unknown, function: nil, trail: trail))
    }

    /// The best of several verdicts: one that works is enough.
    struct Outcome {
        private(set) var verdict: JavaScriptEntryVerdict?

        mutating func add(_ other: JavaScriptEntryVerdict) {
            switch (verdict, other) {
            case (nil, _), (.broken?, .ok), (.broken?, .unsure), (.unsure?, .ok): verdict = other
            default: break
            }
        }
    }
}

extension JavaScriptVersion {
    /// Whether a version may come after another one, an unknown minor version counting as an old one.
    func isAfter(_ other: JavaScriptVersion) -> Bool {
        major != other.major ? major > other.major : (minor ?? 0) > (other.minor ?? 0)
    }
}

extension JavaScriptEntryResolver {
    /// What keeps a file from being loaded at all: syntax, or the wrong kind of module.
    func kindProblem(_ module: JavaScriptModule, _ path: String) -> JavaScriptEntryProblem? {
        let isModule = isModule(path)
        if let obstacle = module.obstacle(for: version) { return .doesNotCompile(path: path, obstacle) }
        let package = path.hasSuffix(".js") ? tree.package(for: path)?.path : nil
        if !isModule, let place = module.moduleSyntax {
            // From 20.19 a file of no declared kind is looked into.
            let isDeclared = path.hasSuffix(".cjs") || tree.package(for: path)?.fields.type != nil
            let mayDetect = !JavaScriptVersion(20, 19).isAfter(version)
            guard isDeclared || !mayDetect else { return nil }
            return .moduleSyntaxInCommonJS(SourceSite(path: path, place: place), package: package)
        }
        if isModule, let place = module.commonJSSyntax {
            return .commonJSInModule(SourceSite(path: path, place: place), package: package)
        }
        return nil
    }
}
