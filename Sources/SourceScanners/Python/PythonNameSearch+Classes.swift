extension PythonNameSearch {
    /// What is known of a class under a name of the module, its bases followed inside the module.
    func classFacts(_ name: String, _ context: PythonContext) -> PythonClass? {
        guard let module = resolver.tree.module(at: context.path) else { return nil }
        let candidates = module.candidates(for: name, before: context.order)
        guard candidates.count == 1, case .classObject(let facts)? = candidates.first?.value else { return nil }
        return withBases(facts, module, depth: 0)
    }

    /// A class with what it inherits from classes of the module; bases from elsewhere make it one that may have more.
    private func withBases(_ facts: PythonClass, _ module: PythonModule, depth: Int) -> PythonClass {
        var whole = facts
        for base in facts.bases {
            let candidates = module.bindings(of: base)
            guard depth < 10, candidates.count == 1, case .classObject(let parent)? = candidates.first?.value,
                parent != facts
            else {
                whole.isChanged = true
                continue
            }
            let inherited = withBases(parent, module, depth: depth + 1)
            whole.isChanged = whole.isChanged || inherited.isChanged
            for (name, method) in inherited.methods where !whole.attributes.contains(name) {
                whole.methods[name] = whole.methods[name] ?? method
            }
            whole.attributes.formUnion(inherited.attributes.filter { whole.methods[$0] == nil })
        }
        return whole
    }

    /// Calling the class itself makes an instance.
    func judgeConstruction(_ facts: PythonClass, _ context: PythonContext) -> PythonEntryVerdict {
        let module = resolver.tree.module(at: context.path)
        let whole = module.map { withBases(facts, $0, depth: 0) } ?? facts
        let kind = PythonDefinition.Kind.classObject(facts.name)
        let isOpen =
            whole.isChanged || whole.attributes.contains("__init__") || whole.attributes.contains("__new__")
            || whole.methods["__new__"] != nil
        guard let initializer = whole.methods["__init__"] else {
            guard isOpen else { return arity(PythonParameters(required: 0, maximum: 0), context) }
            return ok(kind, nil, context)
        }
        guard !isOpen, initializer.decorators.isEmpty else { return ok(kind, nil, context) }
        let parameters = initializer.parameters.withoutFirst
        guard parameters.accepts(call.arguments) else { return arity(parameters, context) }
        return ok(kind, parameters, context)
    }

    /// The result of calling a name: an instance of a class of the module, a framework's application, or anything.
    func judgeCall(_ callee: String, _ context: PythonContext) -> PythonEntryVerdict {
        guard let facts = classFacts(callee, context) else {
            return ok(.callResult(callee: callee, framework: framework(callee, context)), nil, context)
        }
        let kind = PythonDefinition.Kind.instance(of: facts.name)
        if facts.isChanged || facts.attributes.contains("__call__") || facts.methods["__new__"] != nil {
            return ok(kind, nil, context)
        }
        guard let method = facts.methods["__call__"] else {
            return .broken(.notCallable(context.site, .instance, className: facts.name))
        }
        return judge(method, as: kind, parameters: bound(method, isInstance: true), context)
    }

    /// An attribute of a class or of its instance.
    func judgeMember(_ name: String, of facts: PythonClass, isInstance: Bool, _ context: PythonContext)
        -> PythonEntryVerdict
    {
        let kind = PythonDefinition.Kind.method(of: facts.name)
        guard !facts.isChanged, let method = facts.methods[name] else { return ok(kind, nil, context) }
        return judge(method, as: kind, parameters: bound(method, isInstance: isInstance), context)
    }

    private func bound(_ method: PythonFunction, isInstance: Bool) -> PythonParameters {
        if method.decorators.contains("staticmethod") { return method.parameters }
        if method.decorators.contains("classmethod") || isInstance { return method.parameters.withoutFirst }
        return method.parameters
    }

    /// The framework whose factory a name is, told by its import.
    private func framework(_ callee: String, _ context: PythonContext) -> PythonFramework? {
        let parts = callee.split(separator: ".").map(String.init)
        guard let module = resolver.tree.module(at: context.path), let first = parts.first else { return nil }
        let candidates = module.candidates(for: first, before: context.order)
        guard candidates.count == 1, let binding = candidates.first else { return nil }
        switch binding.value {
        case .imported(let source, level: 0, let name) where parts.count == 1:
            return PythonFramework(module: source, name: name)
        case .module(let source) where parts.count > 1:
            let path = ([source] + parts.dropFirst().dropLast()).joined(separator: ".")
            return PythonFramework(module: path, name: parts[parts.count - 1])
        default:
            return nil
        }
    }
}
