extension PythonNameSearch {
    mutating func judge(_ value: PythonValue, _ context: PythonContext) -> PythonEntryVerdict {
        let site = context.site
        switch value {
        case .function(let function):
            return judge(function, as: .function, parameters: function.parameters, context)
        case .lambda(let parameters):
            guard parameters.accepts(call.arguments) else { return arity(parameters, context) }
            return ok(.lambda, parameters, context)
        case .classObject(let facts):
            return judgeConstruction(facts, context)
        case .alias(let name):
            return judgeAlias(name, context)
        case .call(let callee):
            return judgeCall(callee, context)
        case .callAttribute(let callee, let attribute):
            guard let facts = classFacts(callee, context) else { return ok(.unknown, nil, context) }
            return judgeMember(attribute, of: facts, isInstance: true, context)
        case .anyOf(let values):
            var outcome = PythonOutcome()
            for value in values { outcome.add(judge(value, context)) }
            return outcome.verdict ?? ok(.unknown, nil, context)
        case .imported(let module, let level, let name):
            return judgeImported(name, module, level, context)
        case .module(let module):
            if case .missing = resolver.tree.find(module: module) {
                return .unsure(.outsideModule(site, module: module))
            }
            return .broken(.notCallable(site, .module, className: nil))
        case .notCallable(let plain):
            return .broken(.notCallable(site, plain, className: nil))
        case .star, .deleted, .unknown:
            return ok(.unknown, nil, context)
        }
    }

    func ok(
        _ kind: PythonDefinition.Kind, _ parameters: PythonParameters?, _ context: PythonContext
    ) -> PythonEntryVerdict {
        .ok(PythonDefinition(site: context.site, kind: kind, parameters: parameters, trail: context.trail))
    }

    func arity(_ parameters: PythonParameters, _ context: PythonContext) -> PythonEntryVerdict {
        .broken(.wrongArity(context.site, parameters: parameters, given: call.arguments))
    }

    /// A function or a method, its decorators set aside where they are known to change nothing.
    func judge(
        _ function: PythonFunction, as kind: PythonDefinition.Kind, parameters: PythonParameters,
        _ context: PythonContext
    ) -> PythonEntryVerdict {
        let others = function.decorators.filter { $0 != "staticmethod" && $0 != "classmethod" }
        guard others.isEmpty else { return ok(.decorated(function.decorators), nil, context) }
        if function.isAsync { return .broken(.asynchronous(context.site)) }
        guard parameters.accepts(call.arguments) else { return arity(parameters, context) }
        if function.isGenerator, !call.acceptsGenerator { return .broken(.generator(context.site)) }
        return ok(kind, parameters, context)
    }

    /// A name in the same module, or a dotted name that begins with one.
    private mutating func judgeAlias(_ dotted: String, _ context: PythonContext) -> PythonEntryVerdict {
        let parts = dotted.split(separator: ".").map(String.init)
        guard let first = parts.first, let module = resolver.tree.module(at: context.path) else {
            return ok(.unknown, nil, context)
        }
        let candidates = module.candidates(for: first, before: context.order)
        if candidates.isEmpty { return judgeUnbound(first, parts, module, context) }
        let trail = context.trail + [context.site]
        guard parts.count > 1 else {
            return judge(first, in: context.path, trail: trail, before: context.order)
        }
        // `import a.b` binds `a`; `a.b.handler` goes through the longest part that is a module.
        guard candidates.count == 1, let binding = candidates.first else { return ok(.unknown, nil, context) }
        switch binding.value {
        case .module(let name):
            return judgeAttribute(parts, of: name, trail, context)
        case .imported(let source, let level, let name):
            let dotted = source.isEmpty ? name : "\(source).\(name)"
            if case .source(let path) = resolver.tree.find(module: dotted, level: level, from: context.path),
                parts.count == 2, !bindsName(name, source, level, context)
            {
                return judge(parts[1], in: path, trail: trail, before: .max)
            }
            return ok(.unknown, nil, context)
        case .classObject, .call:
            let callee: String? = if case .call(let name) = binding.value { name } else { nil }
            guard parts.count == 2, let facts = classFacts(callee ?? first, context) else {
                return ok(.unknown, nil, context)
            }
            return judgeMember(parts[1], of: facts, isInstance: callee != nil, context)
        default:
            return ok(.unknown, nil, context)
        }
    }

    /// Whether a package's own code binds a name, which then hides a submodule of that name.
    private func bindsName(_ name: String, _ source: String, _ level: Int, _ context: PythonContext) -> Bool {
        guard case .source(let path) = resolver.tree.find(module: source, level: level, from: context.path) else {
            return false
        }
        return !(resolver.tree.module(at: path)?.bindings(of: name).isEmpty ?? true)
    }

    private mutating func judgeAttribute(
        _ parts: [String], of module: String, _ trail: [SourceSite], _ context: PythonContext
    ) -> PythonEntryVerdict {
        // The first part may be another name for the module: `import a.b as c`.
        let names = module.split(separator: ".").map(String.init) + parts.dropFirst()
        guard let last = names.last, names.count > 1 else { return ok(.unknown, nil, context) }
        let path = names.dropLast().joined(separator: ".")
        switch resolver.tree.find(module: path) {
        case .source(let file): return judge(last, in: file, trail: trail, before: .max)
        case .missing: return ok(.outside(module: path, name: last), nil, context)
        case .compiled, .namespace: return ok(.unknown, nil, context)
        }
    }

    /// A name that nothing in the module binds before it is used: a built-in of Python, or an error.
    private func judgeUnbound(
        _ name: String, _ parts: [String], _ module: PythonModule, _ context: PythonContext
    ) -> PythonEntryVerdict {
        if PythonBuiltins.names.contains(name) { return ok(.builtin(name), nil, context) }
        if let dynamic = module.dynamics.first {
            return .unsure(.dynamicNames(SourceSite(path: context.path, place: dynamic.place), dynamic.kind))
        }
        if let place = module.globalsOfFunctions[name] {
            return .unsure(.boundByFunction(SourceSite(path: context.path, place: place)))
        }
        return .broken(.undefinedName(name, site: context.site))
    }

    private mutating func judgeImported(
        _ name: String, _ source: String, _ level: Int, _ context: PythonContext
    ) -> PythonEntryVerdict {
        let trail = context.trail + [context.site]
        let dots = String(repeating: ".", count: level)
        switch resolver.tree.find(module: source, level: level, from: context.path) {
        case .source(let path):
            let verdict = judge(name, in: path, trail: trail, before: .max)
            guard case .broken(.symbolMissing(let symbol)) = verdict, symbol.path == path else { return verdict }
            return submodule(name, in: SourcePath.folder(of: path), isPackage: path.hasSuffix("/__init__.py"), context)
                ?? verdict
        case .namespace(let folders):
            for folder in folders {
                if let verdict = submodule(name, in: folder, isPackage: true, context) { return verdict }
            }
            return ok(.outside(module: dots + source, name: name), nil, context)
        case .compiled(let path):
            return .unsure(.compiledModule(path: path))
        case .missing(let paths):
            if level > 0 {
                return .broken(.importedModuleMissing(site: context.site, module: dots + source, lookedFor: paths))
            }
            return ok(.outside(module: source, name: name), nil, context)
        }
    }

    /// `from package import module` binds the module itself.
    private func submodule(_ name: String, in folder: String, isPackage: Bool, _ context: PythonContext)
        -> PythonEntryVerdict?
    {
        guard isPackage else { return nil }
        if case .missing = resolver.tree.find([name], in: [folder]) { return nil }
        return .broken(.notCallable(context.site, .module, className: nil))
    }
}
