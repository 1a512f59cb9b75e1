import Binaries
import BuildModel

/// Whether a class does what the platform asks of a handler or a hook.
struct JavaContractCheck {
    let question: EntryQuestion
    let entry: JavaEntry
    let found: JavaFoundClass
    let ancestry: JavaAncestry

    func problem() -> EntryProblem? {
        switch entry.property {
        case "handler": handlerProblem()
        case "initializer": hookProblem("FunctionInitializer", "initialize")
        case "preStop": hookProblem("PreStopHandler", "preStop")
        case "preFreeze": hookProblem("PreFreezeHandler", "preFreeze")
        default: nil
        }
    }

    // MARK: Handlers

    private func handlerProblem() -> EntryProblem? {
        let isEvent = ancestry.implements("StreamRequestHandler") || ancestry.implements("PojoRequestHandler")
        let isRequest = ancestry.implements("HttpRequestHandler")
        guard isEvent || isRequest else {
            if let missing = ancestry.missing.first { return unsure(missing) }
            return EntryProblem(
                rule: JavaHandlerInterface.description.id,
                message: "\(entry.words): `\(entry.className)` implements no handler interface of fc-java-core"
                    + (lookalike.map { "; its `\($0)` is another one" } ?? ""),
                property: entry.property, entry: found.place,
                hint: "write `implements StreamRequestHandler` or `implements PojoRequestHandler<I, O>` "
                    + "(`com.aliyun.fc.runtime`)")
        }
        let isHTTP = question.description.trigger == .http
        if ancestry.missing.isEmpty, isHTTP ? !isRequest : !isEvent { return kindProblem(isHTTP: isHTTP) }
        return methodProblem(rule: EntrySymbolMissing.description.id, usual: "handleRequest")
    }

    /// An interface of another platform with the right name.
    private var lookalike: String? {
        ancestry.names.sorted().first { name in
            ["/RequestHandler", "/RequestStreamHandler", "/StreamRequestHandler", "/PojoRequestHandler"].contains {
                name.hasSuffix($0)
            }
        }.map(JavaClassFile.dotted)
    }

    private func kindProblem(isHTTP: Bool) -> EntryProblem {
        let caller = isHTTP ? "an FC 2 HTTP trigger" : question.plan.isFC3 == false ? "an event function" : "FC 3"
        let wanted = isHTTP ? "`HttpRequestHandler`" : "`StreamRequestHandler` or `PojoRequestHandler`"
        return EntryProblem(
            rule: HandlerKind.description.id,
            message: "\(entry.words): `\(entry.className)` implements "
                + (isHTTP ? "a handler of events" : "`HttpRequestHandler`") + "; \(caller) needs \(wanted)",
            property: entry.property, entry: found.place, hint: "implement \(wanted)")
    }

    private func methodProblem(rule: String, usual: String) -> EntryProblem? {
        let methods = ancestry.methods(named: entry.method)
        if methods.contains(where: { $0.accessFlags.contains(.public) }) { return nil }
        if let missing = ancestry.missing.first, methods.isEmpty { return unsure(missing) }
        let names = ancestry.methodNames
        let nearest = names.contains(usual) ? usual : NearestName.nearest(to: entry.method, among: names)
        return EntryProblem(
            rule: rule,
            message: methods.isEmpty
                ? "\(entry.words): `\(entry.className)` has no method `\(entry.method)`; found: "
                    + (names.isEmpty ? "none" : listed(names))
                : "\(entry.words): the method `\(entry.method)` of `\(entry.className)` is not public",
            property: entry.property, entry: found.place,
            hint: methods.isEmpty ? nearest.map { "did you mean `\(entry.className)::\($0)`?" } : "make it public")
    }

    // MARK: Hooks

    private func hookProblem(_ interface: String, _ method: String) -> EntryProblem? {
        if ancestry.implements(interface) {
            return methodProblem(rule: HookMissing.description.id, usual: method)
        }
        if let missing = ancestry.missing.first { return unsure(missing) }
        let hasMethod = !ancestry.methods(named: method).isEmpty
        return EntryProblem(
            rule: HookMissing.description.id,
            message: "\(entry.words): `\(entry.className)` does not implement `\(interface)`"
                + (hasMethod ? ", although it has a method `\(method)`" : "")
                + ": `The Lifecycle Handler '\(method)' is not implemented`",
            property: entry.property, entry: found.place,
            hint: "write `implements \(interface)` (`com.aliyun.fc.runtime`), or remove `\(entry.property)` from the "
                + "configuration")
    }

    private func unsure(_ missing: String) -> EntryProblem {
        question.unverified(
            "\(entry.words) is not verified: `\(entry.className)` descends from `\(JavaClassFile.dotted(missing))`, which is "
                + "in no jar of the package", entry.property, entry: found.place)
    }
}
