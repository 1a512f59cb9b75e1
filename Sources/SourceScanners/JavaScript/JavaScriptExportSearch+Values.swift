extension JavaScriptExportSearch {
    /// Judges what an export is set to.
    mutating func judge(_ value: JavaScriptValue, _ context: Context, depth: Int = 0) -> JavaScriptEntryVerdict {
        steps += 1
        guard depth < 24, steps < JavaScriptEntryResolver.mostSteps else { return .unsure(.tooDeep(context.site)) }
        switch value {
        case .function(let function): return judge(function, context)
        case .classObject: return .broken(.notCallable(context.site, .classObject))
        case .object: return .broken(.notCallable(context.site, .object))
        case .notCallable(let plain): return .broken(.notCallable(context.site, plain))
        case .call(let callee, _): return ok(.callResult(callee), nil, context)
        case .anyOf(let values):
            var outcome = Outcome()
            for value in values { outcome.add(judge(value, context, depth: depth + 1)) }
            return outcome.verdict ?? ok(.unknown, nil, context)
        case .instance(let reference):
            guard let facts = classFacts(reference, context), !facts.isDerived, !facts.hasConstructor else {
                return ok(.unknown, nil, context)
            }
            return .broken(.notCallable(context.site, .instance))
        case .module(let module): return judgeModule(module, context)
        case .reference(let reference): return judgeReference(reference, context, depth)
        case .unknown: return ok(.unknown, nil, context)
        }
    }

    private func ok(
        _ kind: JavaScriptDefinition.Kind, _ function: JavaScriptFunction?, _ context: Context
    ) -> JavaScriptEntryVerdict {
        .ok(JavaScriptDefinition(site: context.site, kind: kind, function: function, trail: context.trail))
    }

    /// A function against the contract, by the names of its parameters: their number tells nothing in JavaScript.
    private func judge(_ function: JavaScriptFunction, _ context: Context) -> JavaScriptEntryVerdict {
        let parameters = function.parameters
        let names = parameters.map { $0.lowercased().drop { $0 == "_" } }
        let isHTTP =
            names.count >= 2 && (names[0] == "req" || names[0] == "request")
            && ["res", "resp", "response"].contains(names[1])
        let isEvent = names.count >= 2 && names[0] == "event" && (names[1] == "context" || names[1] == "ctx")
        switch contract {
        case .event:
            if isHTTP {
                return .broken(.wrongContract(context.site, parameters: parameters, writtenFor: .http))
            }
        case .http:
            if isEvent {
                return .broken(.wrongContract(context.site, parameters: parameters, writtenFor: .event))
            }
        case .hook:
            // The third parameter is undefined, and calling it fails.
            if isEvent, parameters.count >= 3, function.called.contains(parameters[2]) {
                return .broken(.wrongContract(context.site, parameters: parameters, writtenFor: .event))
            }
        }
        if function.isGenerator { return .broken(.generator(context.site)) }
        if contract == .event || contract == .hook && !function.isAsync, !resolver.loadsModules, !function.hasRest,
            let mentioned = function.mentioned
        {
            let position = contract == .event ? 2 : 1
            let isMentioned = parameters.count > position && mentioned.contains(parameters[position])
            let isHidden = parameters.count > position && (parameters[position] == "{}" || parameters[position] == "[]")
            if !isMentioned, !isHidden, !mentioned.contains("arguments"), !mentioned.contains("eval") {
                return .broken(.callbackNeverUsed(context.site, function))
            }
        }
        return ok(.function, function, context)
    }

    private func binding(_ reference: JavaScriptReference, _ context: Context) -> JavaScriptBinding? {
        tree.module(at: context.path)?.lookUp(reference.path[0], from: reference.scope)
    }

    private func classFacts(_ reference: JavaScriptReference, _ context: Context) -> JavaScriptClass? {
        guard reference.path.count == 1, let binding = binding(reference, context), binding.values.count == 1,
            case .classObject(let facts) = binding.values[0]
        else { return nil }
        return facts
    }

    /// The exports of a module as a value, or one of them.
    private mutating func judgeModule(
        _ reference: JavaScriptModuleReference, _ context: Context
    ) -> JavaScriptEntryVerdict {
        switch tree.find(reference.specifier, from: context.path, isImport: reference.style == .import) {
        case .package(let name): return ok(.outside(name), nil, context)
        case .other: return ok(.outside(reference.specifier), nil, context)
        case .json: return ok(.unknown, nil, context)
        case .missing(let paths):
            return .broken(.requiredModuleMissing(context.site, specifier: reference.specifier, lookedFor: paths))
        case .source(let path):
            var names = reference.path[...]
            let module = tree.module(at: path)
            let isOldStyle = module?.moduleSyntax == nil
            // CommonJS has its whole for a `default`.
            if names.first == "default", isOldStyle, reference.style == .import || !(module?.isCompiledModule ?? true),
                reference.style != .require
            {
                names = names.dropFirst()
            }
            let trail = context.trail + [context.site]
            switch names.count {
            case 0:
                guard let module, reference.path == ["default"] || reference.style == .require else {
                    return .broken(.notCallable(context.site, .module))
                }
                return judgeWhole(module, path, trail, context)
            case 1: return judgeRequired(names[names.startIndex], in: path, trail: trail)
            default: return ok(.unknown, nil, context)
            }
        }
    }

    /// `exports.handler = require("./x")`
    private mutating func judgeWhole(
        _ module: JavaScriptModule, _ path: String, _ trail: [SourceSite], _ context: Context
    ) -> JavaScriptEntryVerdict {
        guard module.unreadable == nil, module.problems.isEmpty, trail.count < JavaScriptEntryResolver.longestTrail
        else {
            return ok(.unknown, nil, context)
        }
        var outcome = Outcome()
        for whole in module.wholeExports {
            let site = SourceSite(path: path, place: whole.place)
            outcome.add(judge(whole.value, Context(path: path, site: site, trail: trail)))
        }
        if let verdict = outcome.verdict { return verdict }
        return module.dynamics.isEmpty ? .broken(.notCallable(context.site, .module)) : ok(.unknown, nil, context)
    }

    /// `module.exports` of the file itself as a value.
    private mutating func judgeOwnExports(_ context: Context, _ depth: Int) -> JavaScriptEntryVerdict {
        var outcome = Outcome()
        for whole in tree.module(at: context.path)?.wholeExports ?? [] {
            outcome.add(judge(whole.value, context, depth: depth + 1))
        }
        return outcome.verdict ?? .broken(.notCallable(context.site, .object))
    }

    private mutating func judgeReference(
        _ reference: JavaScriptReference, _ context: Context, _ depth: Int
    ) -> JavaScriptEntryVerdict {
        let path = reference.path
        guard let binding = binding(reference, context) else {
            if path[0] == "exports" || path.count > 1 && path[0] == "module" && path[1] == "exports" {
                let rest = path.dropFirst(path[0] == "exports" ? 1 : 2)
                guard let name = rest.first else { return judgeOwnExports(context, depth) }
                return rest.count == 1
                    ? judgeRequired(name, in: context.path, trail: context.trail + [context.site])
                    : ok(.unknown, nil, context)
            }
            let isKnown = path.count > 1 || JavaScriptGlobals.names.contains(path[0])
            return isKnown ? ok(.unknown, nil, context) : .broken(.undefinedName(path[0], context.site))
        }
        var context = context
        context.trail.append(context.site)
        context.site = SourceSite(path: context.path, place: binding.place)
        guard path.count > 1 else {
            if binding.isOpen || binding.values.isEmpty { return ok(.unknown, nil, context) }
            var outcome = Outcome()
            for value in binding.values {
                // `let handler = null`, and another value later.
                outcome.add(judge(value, context, depth: depth + 1))
            }
            return outcome.verdict ?? ok(.unknown, nil, context)
        }
        if binding.values.count == 1, !binding.isOpen, binding.members.isEmpty,
            case .module(var module) = binding.values[0]
        {
            module.path += path.dropFirst()
            return judgeModule(module, context)
        }
        let head = JavaScriptReference(path: Array(path.dropLast()), scope: reference.scope)
        guard let last = path.last, path.count == 2 else { return ok(.unknown, nil, context) }
        // A property that the text does not show may have been inherited or added.
        return judgeMember(last, of: .reference(head), context, depth + 1) ?? ok(.unknown, nil, context)
    }

    /// Judges a property of a value; `nil` if the value certainly does not have it.
    mutating func judgeMember(
        _ name: String, of value: JavaScriptValue, _ context: Context, _ depth: Int
    ) -> JavaScriptEntryVerdict? {
        steps += 1
        guard depth < 24, steps < JavaScriptEntryResolver.mostSteps else { return .unsure(.tooDeep(context.site)) }
        switch value {
        case .object(let object):
            if let member = object.members.last(where: { $0.name == name }) { return judge(member, context, depth) }
            for spread in object.spreads.reversed() {
                if let verdict = judgeMember(name, of: spread, context, depth + 1) { return verdict }
            }
            return object.isOpen ? .unsure(.dynamicExports(context.site, .computedName)) : nil
        case .classObject(let facts):
            if let member = facts.statics.last(where: { $0.name == name }) { return judge(member, context, depth) }
            return facts.isDerived ? .unsure(.computedExports(context.site)) : nil
        case .instance(let reference):
            guard let facts = classFacts(reference, context) else { return .unsure(.computedExports(context.site)) }
            if let member = facts.members.last(where: { $0.name == name }) { return judge(member, context, depth) }
            return facts.isDerived || facts.hasConstructor ? .unsure(.computedExports(context.site)) : nil
        case .module(let module): return judgeMember(name, ofModule: module, context)
        case .reference(let reference): return judgeMember(name, of: reference, context, depth)
        case .anyOf(let values):
            var outcome = Outcome()
            for value in values {
                if let verdict = judgeMember(name, of: value, context, depth + 1) { outcome.add(verdict) }
            }
            return outcome.verdict
        case .call(_, let argument):
            // `__toCommonJS(src_exports)`
            if let argument, let binding = binding(argument, context),
                let member = binding.members.last(where: { $0.name == name })
            {
                return judge(member, context, depth)
            }
            return .unsure(.computedExports(context.site))
        case .unknown: return .unsure(.computedExports(context.site))
        case .function, .notCallable: return nil
        }
    }

    private mutating func judge(
        _ member: JavaScriptMember, _ context: Context, _ depth: Int
    ) -> JavaScriptEntryVerdict {
        var context = context
        context.site = SourceSite(path: context.path, place: member.place)
        return judge(member.value, context, depth: depth + 1)
    }

    private mutating func judgeMember(
        _ name: String, ofModule reference: JavaScriptModuleReference, _ context: Context
    ) -> JavaScriptEntryVerdict? {
        guard reference.path.isEmpty || reference.path == ["default"] else {
            return .unsure(.computedExports(context.site))
        }
        switch tree.find(reference.specifier, from: context.path, isImport: reference.style == .import) {
        case .package(let specifier): return .unsure(.outsideModule(context.site, specifier: specifier))
        case .other, .json: return .unsure(.outsideModule(context.site, specifier: reference.specifier))
        case .missing(let paths):
            return .broken(.requiredModuleMissing(context.site, specifier: reference.specifier, lookedFor: paths))
        case .source(let path):
            if let module = tree.module(at: path), let dynamic = module.dynamics.first {
                return judge(name, in: path, trail: context.trail + [context.site])
                    ?? .unsure(.dynamicExports(SourceSite(path: path, place: dynamic.place), dynamic.kind))
            }
            return judge(name, in: path, trail: context.trail + [context.site])
        }
    }

    private mutating func judgeMember(
        _ name: String, of reference: JavaScriptReference, _ context: Context, _ depth: Int
    ) -> JavaScriptEntryVerdict? {
        guard let binding = binding(reference, context) else {
            let isExports = reference.path == ["exports"] || reference.path == ["module", "exports"]
            return isExports ? nil : .unsure(.computedExports(context.site))
        }
        guard reference.path.count == 1 else { return .unsure(.computedExports(context.site)) }
        if let member = binding.members.last(where: { $0.name == name }) { return judge(member, context, depth) }
        if binding.isOpen || binding.values.isEmpty { return .unsure(.computedExports(context.site)) }
        var outcome = Outcome()
        for value in binding.values {
            if let verdict = judgeMember(name, of: value, context, depth + 1) { outcome.add(verdict) }
        }
        return outcome.verdict
    }
}

/// Names that Node.js declares.
enum JavaScriptGlobals {
    static let names: Set<String> = [
        "AbortController", "Array", "ArrayBuffer", "BigInt", "Boolean", "Buffer", "DataView", "Date", "Error", "Event",
        "EventTarget", "Function", "Infinity", "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise",
        "Proxy", "RangeError", "Reflect", "RegExp", "Set", "String", "Symbol", "TextDecoder", "TextEncoder",
        "TypeError", "URL", "URLSearchParams", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "__dirname",
        "__filename", "arguments", "atob", "btoa", "clearImmediate", "clearInterval", "clearTimeout", "console",
        "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "eval", "fetch", "global",
        "globalThis", "isFinite", "isNaN", "module", "parseFloat", "parseInt", "performance", "process",
        "queueMicrotask", "require", "setImmediate", "setInterval", "setTimeout", "structuredClone", "unescape",
    ]
}
