/// Looks names up and sorts out which assignments are exports.
extension JavaScriptReader {
    private enum Target {
        case exports, wholeModule, local
    }

    /// Objects that `exports` and `module.exports` are, by number.
    private struct Objects {
        var exports = 0
        var module = 0
        var count = 1
        /// Whether a condition decides which objects they are.
        var isUncertain = false
        var members: [(export: JavaScriptExport, object: Int)] = []
    }

    mutating func finish() {
        if isDeclared(commonJSName) { module.commonJSSyntax = nil }
        // Assignments to names come first: they tell which names stand for `exports`.
        for write in writes where write.member == nil && self.target(write) == .local { assign(write) }
        var objects = Objects()
        for write in writes {
            let target = target(write)
            if isShadowed(write) {
                module.dynamics.append(JavaScriptDynamic(kind: .wrapper, place: write.place))
            }
            switch (target, write.member) {
            case (.wholeModule, nil): assignWhole(write, &objects)
            case (.exports, nil): rebind(write, &objects)
            case (.exports, let name?), (.wholeModule, let name?): add(name, write, target, &objects)
            case (.local, nil): break
            case (.local, let name?): addMember(name, write)
            }
        }
        for (export, object) in objects.members {
            if object == objects.module || objects.isUncertain || export.isConditional {
                module.exports.append(export)
            } else {
                module.lostExports.append(export)
            }
        }
    }

    /// Whether the file declares a name of CommonJS, or makes it global: `globalThis.require = createRequire(…)`.
    private func isDeclared(_ name: String) -> Bool {
        guard !name.isEmpty else { return false }
        if module.lookUp(name, from: 0) != nil { return true }
        return writes.contains { write in
            write.member == name && (write.base == ["globalThis"] || write.base == ["global"])
        }
    }

    /// Whether the write goes to an `exports` that is a parameter, as in bundles.
    private func isShadowed(_ write: Write) -> Bool {
        guard write.member != nil || write.base.count == 2 else { return false }
        guard write.base.first == "exports" || write.base.first == "module" && write.base.count == 2 else {
            return false
        }
        return module.lookUp(write.base[0], from: write.scope)?.isOpen ?? false
    }

    private func target(_ write: Write) -> Target {
        var base = write.base
        var scope = write.scope
        // `const e = module.exports` and the like, over a few steps.
        for _ in 0..<4 {
            guard let first = base.first, let binding = module.lookUp(first, from: scope) else { break }
            guard write.member != nil, base.count == 1, binding.values.count == 1, !binding.isOpen,
                case .reference(let reference) = binding.values[0], reference.path.count <= 2
            else { return .local }
            base = reference.path
            scope = reference.scope
        }
        if base == ["exports"] { return .exports }
        return base == ["module", "exports"] ? .wholeModule : .local
    }

    private mutating func assign(_ write: Write) {
        guard write.base.count == 1 else { return }
        let name = write.base[0]
        var scope = write.scope
        while scope > 0, module.scopes[scope].bindings[name] == nil { scope = module.scopes[scope].parent }
        var binding = module.scopes[scope].bindings[name] ?? JavaScriptBinding(place: write.place)
        binding.values.append(write.value)
        module.scopes[scope].bindings[name] = binding
    }

    private mutating func addMember(_ name: String, _ write: Write) {
        var scope = write.scope
        while scope > 0, module.scopes[scope].bindings[write.base[0]] == nil { scope = module.scopes[scope].parent }
        guard var binding = module.scopes[scope].bindings[write.base[0]] else { return }
        if name.isEmpty { binding.isOpen = true }
        binding.members.append(JavaScriptMember(name: name, value: write.value, place: write.place))
        module.scopes[scope].bindings[write.base[0]] = binding
    }

    private mutating func assignWhole(_ write: Write, _ objects: inout Objects) {
        if case .reference(let reference) = write.value,
            reference.path == ["exports"] || reference.path == ["module", "exports"],
            module.lookUp(reference.path[0], from: reference.scope) == nil
        {
            objects.module = objects.exports
            return
        }
        if write.isDead {
            // Names for tools; what they stand for is exported elsewhere.
            guard case .object(let object) = write.value else { return }
            for member in object.members {
                module.announced.append(
                    JavaScriptExport(name: member.name, value: .unknown, place: member.place, isConditional: true))
            }
            return
        }
        let whole = JavaScriptExport(
            name: "module.exports", value: write.value, place: write.place, isConditional: write.isConditional)
        if write.isConditional {
            objects.isUncertain = true
            module.wholeExports.append(whole)
        } else {
            objects.module = objects.count
            objects.count += 1
            if write.links { objects.exports = objects.module }
            module.wholeExports = [whole]
        }
    }

    /// `exports = …`
    private mutating func rebind(_ write: Write, _ objects: inout Objects) {
        if write.links {
            // `exports = module.exports = {}` has made, or `module.exports = exports = {}` has just made, the object.
            objects.exports = objects.module
        } else if case .reference(let reference) = write.value, reference.path == ["module", "exports"] {
            objects.exports = objects.module
        } else if isBehindModuleExports(write) {
            objects.exports = objects.module
        } else if !write.isConditional {
            module.exportsRebound = module.exportsRebound ?? write.place
            objects.exports = objects.count
            objects.count += 1
        }
    }

    /// `module.exports = exports = …`: the statement of the write before this one.
    private func isBehindModuleExports(_ write: Write) -> Bool {
        module.wholeExports.last.map { $0.value == write.value && $0.place.line == write.place.line } ?? false
    }

    private mutating func add(_ name: String, _ write: Write, _ target: Target, _ objects: inout Objects) {
        if name.isEmpty {
            module.dynamics.append(JavaScriptDynamic(kind: .computedName, place: write.place))
            return
        }
        if name == "__esModule" {
            module.isCompiledModule = true
            return
        }
        let export = JavaScriptExport(
            name: name, value: write.value, place: write.place, isConditional: write.isConditional)
        objects.members.append((export, target == .exports ? objects.exports : objects.module))
    }
}
