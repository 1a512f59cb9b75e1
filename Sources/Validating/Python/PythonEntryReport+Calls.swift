import BuildModel
import SourceScanners

/// Words for a call that does not fit, or for another kind of call than the platform's.
extension PythonEntryReport {
    func arity(
        _ parameters: PythonParameters, _ given: Int, _ entry: PythonEntry, _ site: SourceSite
    ) -> EntryProblem {
        if !entry.isHook, Self.looksLikeRequestAndResponse(parameters) {
            return otherKind(
                entry, "takes (\(parameters.names.joined(separator: ", "))), the HTTP handler of other platforms", site)
        }
        let reason =
            parameters.requiredKeywords.isEmpty
            ? "takes \(Self.count(parameters))"
            : "needs " + parameters.requiredKeywords.map { "`\($0)`" }.joined(separator: ", ") + " by keyword"
        var names = parameters.names
        if parameters.maximum == nil { names.append("*args") }
        return said(
            entry.isHook ? HookSignature.description : HandlerSignature.description,
            "\(entry.words) is called as `\(entry.callText)` with \(given) argument\(given == 1 ? "" : "s"), "
                + "`\(entry.function)(\(names.joined(separator: ", ")))` \(words(for: site)) \(reason)", entry, site,
            hint: "write `def \(entry.callText):`")
    }

    /// A definition that can be called and is written for another caller.
    func kind(_ definition: PythonDefinition, _ entry: PythonEntry) -> EntryProblem? {
        guard !entry.isHook else { return nil }
        let isHTTP = entry.call.acceptsGenerator
        if case .callResult(_, let framework?) = definition.kind {
            switch framework.interface {
            case .wsgi where !isHTTP:
                return otherKind(entry, "is a WSGI application (\(framework.name))", definition.site)
            case .asgi: return otherKind(entry, "is an ASGI application (\(framework.name))", definition.site)
            default: return nil
            }
        }
        guard let names = definition.parameters?.names, names.count >= 2 else { return nil }
        let first = names[0].lowercased()
        let second = names[1].lowercased()
        if !isHTTP, second == "start_response" || second == "startresponse" {
            return otherKind(entry, "is a WSGI handler (\(names[0]), \(names[1]))", definition.site)
        }
        if isHTTP, ["event", "evt"].contains(first), ["context", "ctx"].contains(second) {
            return otherKind(entry, "is an event handler (\(names[0]), \(names[1]))", definition.site)
        }
        return nil
    }

    /// `(req, resp, context)` and its spellings.
    private static func looksLikeRequestAndResponse(_ parameters: PythonParameters) -> Bool {
        guard parameters.names.count >= 2 else { return false }
        return ["req", "request"].contains(parameters.names[0].lowercased())
            && ["res", "resp", "response"].contains(parameters.names[1].lowercased())
    }

    private static func count(_ parameters: PythonParameters) -> String {
        guard let maximum = parameters.maximum else { return "at least \(parameters.required)" }
        if maximum == 0 { return "none" }
        return maximum == parameters.required ? "\(maximum)" : "\(parameters.required) to \(maximum)"
    }

    private func otherKind(_ entry: PythonEntry, _ what: String, _ site: SourceSite) -> EntryProblem {
        let isHTTP = entry.call.acceptsGenerator
        let caller = isHTTP ? "an FC 2 HTTP trigger" : question.plan.isFC3 == false ? "an event function" : "FC 3"
        return said(
            HandlerKind.description,
            "\(entry.words) \(what) \(words(for: site)); \(caller) calls `\(entry.callText)`", entry, site,
            hint: isHTTP
                ? "return an iterable of bytes from `handler(environ, start_response)`"
                : "return `{statusCode, headers, body}` from `handler(event, context)`, or use a custom runtime")
    }
}
