/// Looks for a function in a file and in all that loading it includes. Goes over a list of files, not down a tree, so
/// that includes in a circle end.
struct PHPFunctionSearch {
    struct Step {
        let path: String
        let trail: [SourceSite]
        /// Whether loading the first file certainly loads this one.
        let isCertain: Bool
        /// Whether a function includes it, so that loading alone does not.
        let isByFunction: Bool
    }

    let resolver: PHPEntryResolver
    let name: String
    private var steps: [Step] = []
    private var next = 0
    private var seen: Set<String> = []
    private var found: [PHPDefinition] = []
    private var doubt: PHPEntryDoubt?
    private var functions: [String] = []
    private var inNamespaces: [String] = []
    private var inClasses: [String] = []
    /// Whether a file that was seen changes where includes are looked for.
    private var changesIncludePath = false

    init(resolver: PHPEntryResolver, name: String) {
        self.resolver = resolver
        self.name = name.hasPrefix("\\") ? String(name.dropFirst()) : name
    }

    mutating func judge(_ path: String, call: PHPCall) -> PHPEntryVerdict {
        steps = [Step(path: path, trail: [], isCertain: true, isByFunction: false)]
        seen = [path]
        while next < steps.count {
            let step = steps[next]
            next += 1
            guard next <= PHPEntryResolver.mostFiles else {
                doubt = doubt ?? .tooMany(path: step.path)
                break
            }
            if let problem = look(at: step) { return .broken(problem) }
        }
        if let fitting = found.first(where: { $0.function.parameters.accepts(call.arguments) }) { return .ok(fitting) }
        if let first = found.first {
            return .broken(
                .wrongArity(first.site, parameters: first.function.parameters, given: call.arguments))
        }
        if let doubt { return .unsure(doubt) }
        let module = resolver.tree.module(at: path)
        return .broken(
            .functionMissing(
                PHPMissingFunction(
                    name: name, path: path, functions: Array(functions.prefix(50)), inNamespaces: inNamespaces,
                    inClasses: inClasses, hasCode: module?.hasCode ?? false,
                    hiddenByAttribute: hiddenByAttribute(module), hiddenByComment: module?.unclosedComment,
                    elsewhere: [])))
    }

    private func hiddenByAttribute(_ module: PHPModule?) -> SourcePlace? {
        guard resolver.tree.version < PHPFeature.attribute.introduced else { return nil }
        return module?.features.first { $0.feature == .attribute }?.place
    }

    /// Takes what a file says; a problem that certainly ends the program.
    private mutating func look(at step: Step) -> PHPEntryProblem? {
        guard let module = resolver.tree.module(at: step.path) else {
            doubt = doubt ?? .noBytes(path: step.path)
            return nil
        }
        if let size = module.tooLarge {
            doubt = doubt ?? .tooLarge(path: step.path, size)
            return nil
        }
        if let obstacle = module.obstacle {
            return step.isCertain ? .doesNotCompile(path: step.path, obstacle) : nil
        }
        changesIncludePath = changesIncludePath || module.changesIncludePath
        declarations(of: module, step)
        if !step.path.contains("/vendor/"), !step.isByFunction {
            if let place = module.evaluations.first {
                doubt = doubt ?? .evaluation(SourceSite(path: step.path, place: place))
            }
        }
        for include in module.includes {
            if let problem = follow(include, step) { return problem }
        }
        return nil
    }

    private mutating func declarations(of module: PHPModule, _ step: Step) {
        for function in module.functions {
            let site = SourceSite(path: step.path, place: function.place)
            if function.fullName.equalsPHPName(name) {
                if step.isByFunction {
                    doubt = doubt ?? .includedByFunction(site)
                } else {
                    found.append(PHPDefinition(site: site, function: function, trail: step.trail))
                }
            } else if function.name.equalsPHPName(name) {
                inNamespaces.append(function.fullName)
            }
            if function.namespace.isEmpty, functions.count < 50, !step.isByFunction { functions.append(function.name) }
        }
        for function in module.nested where function.fullName.equalsPHPName(name) {
            let site = SourceSite(path: step.path, place: function.place)
            doubt = doubt ?? .definedByFunction(site, holder: function.holder ?? "")
        }
        inClasses += module.classes.filter { $0.methods.contains { $0.name.equalsPHPName(name) } }.map(\.fullName)
    }

    private mutating func follow(_ include: PHPInclude, _ step: Step) -> PHPEntryProblem? {
        let site = SourceSite(path: step.path, place: include.place)
        switch resolver.tree.find(include, from: step.path) {
        case nil:
            if !step.path.contains("/vendor/"), !include.isInAutoloader { doubt = doubt ?? .dynamicInclude(site) }
        case .missing where changesIncludePath && include.isLiteral:
            doubt = doubt ?? .dynamicInclude(site)
        case .missing(let paths):
            guard include.isRequire, include.isCertain, step.isCertain else { return nil }
            return .requiredFileMissing(site, isComposer: include.isComposer, lookedFor: paths)
        case .file(let path):
            let isByFunction = include.isInFunction || step.isByFunction
            let isCertain = include.isCertain && step.isCertain
            if include.isComposer {
                // The autoloader loads functions by a list of files; classes do not matter here.
                for file in composerFiles(PHPPath.folder(of: path)) { queue(file, site, step, false, isByFunction) }
                return nil
            }
            queue(path, site, step, isCertain, isByFunction)
        }
        return nil
    }

    private mutating func queue(_ path: String, _ site: SourceSite, _ step: Step, _ isCertain: Bool, _ byFunction: Bool)
    {
        guard seen.insert(path).inserted else { return }
        steps.append(
            Step(path: path, trail: step.trail + [site], isCertain: isCertain, isByFunction: byFunction))
    }

    /// The files that Composer loads at once, from its list `vendor/composer/autoload_files.php`.
    private func composerFiles(_ vendor: String) -> [String] {
        let list = "\(vendor)/composer/autoload_files.php"
        guard resolver.tree.exists(list), let bytes = resolver.tree.bytes(of: list),
            bytes.count <= PHPModule.largestSource
        else { return [] }
        var tokenizer = PHPTokenizer(bytes, version: resolver.tree.version)
        tokenizer.run()
        let parser = PHPParser(tokenizer)
        var files: [String] = []
        for (index, token) in parser.tokens.enumerated() where token.kind == .variable {
            guard parser.symbol(index + 1) == .dot, let rest = parser.literal(index + 2) else { continue }
            switch parser.text(index) {
            case "$vendorDir": files.append(PHPPath.normalized(vendor + rest))
            case "$baseDir": files.append(PHPPath.normalized(PHPPath.folder(of: vendor) + rest))
            default: continue
            }
        }
        return files.filter { resolver.tree.exists($0) }
    }
}
