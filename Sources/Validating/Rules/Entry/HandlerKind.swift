import BuildModel
import SourceScanners

/// The handler is written for another kind of call.
struct HandlerKind: FunctionRule {
    static let description = RuleDescription(
        "handler-kind", .error, "the handler is written for another kind of call",
        """
        FC 3 calls a Python handler as `handler(event, context)`, for HTTP triggers too: the request is JSON in `event`. A
        WSGI application is called so only by FC 2 HTTP functions, an ASGI application or `(request, response, context)` never.

        Wrong: `handler = Flask(__name__)` in an fc3 function of `python3.10`

        Right: `return {"statusCode": 200, "headers": {}, "body": "…"}` from `handler(event, context)`, or the web
        framework's own server on a custom runtime

        Source: D/055, FC 2 http-handlers
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.filter { !$0.isHook }.compactMap { entry in
            switch entry.verdict {
            case .broken(.wrongArity(let site, let parameters, _))
            where Self.looksLikeRequestAndResponse(parameters):
                return finding(
                    entry, "takes (\(parameters.names.joined(separator: ", "))), the HTTP handler of other platforms",
                    site,
                    subject)
            case .ok(let definition): return check(definition, entry, subject)
            default: return nil
            }
        }
    }

    private func check(
        _ definition: PythonDefinition, _ entry: PythonEntry, _ subject: FunctionSubject
    ) -> Finding? {
        let isHTTP = entry.call.acceptsGenerator
        if case .callResult(_, let framework?) = definition.kind {
            switch framework.interface {
            case .wsgi where !isHTTP:
                return finding(entry, "is a WSGI application (\(framework.name))", definition.site, subject)
            case .asgi:
                return finding(entry, "is an ASGI application (\(framework.name))", definition.site, subject)
            default: return nil
            }
        }
        guard let names = definition.parameters?.names, names.count >= 2 else { return nil }
        let first = names[0].lowercased()
        let second = names[1].lowercased()
        if !isHTTP, second == "start_response" || second == "startresponse" {
            return finding(
                entry, "is a WSGI handler (\(names[0]), \(names[1]))", definition.site, subject)
        }
        if isHTTP, ["event", "evt"].contains(first), ["context", "ctx"].contains(second) {
            return finding(
                entry, "is an event handler (\(names[0]), \(names[1]))", definition.site, subject)
        }
        return nil
    }

    /// `(req, resp, context)` and its spellings.
    static func looksLikeRequestAndResponse(_ parameters: PythonParameters) -> Bool {
        guard parameters.names.count >= 2 else { return false }
        return ["req", "request"].contains(parameters.names[0].lowercased())
            && ["res", "resp", "response"].contains(parameters.names[1].lowercased())
    }

    private func finding(
        _ entry: PythonEntry, _ what: String, _ site: SourceSite, _ subject: FunctionSubject
    ) -> Finding {
        let isHTTP = entry.call.acceptsGenerator
        let caller = isHTTP ? "an FC 2 HTTP trigger" : subject.plan.isFC3 == false ? "an event function" : "FC 3"
        return Self.description.finding(
            "\(entry.words) \(what) \(subject.words(for: site)); \(caller) calls `\(entry.callText)`",
            at: subject.location(of: entry.role, entry: subject.shown(site.path)),
            hint: isHTTP
                ? "return an iterable of bytes from `handler(environ, start_response)`"
                : "return `{statusCode, headers, body}` from `handler(event, context)`, or use a custom runtime")
    }
}
