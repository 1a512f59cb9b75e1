import BuildModel
import SourceScanners

/// The handler does not take the arguments that it gets.
struct HandlerSignature: FunctionRule {
    static let description = RuleDescription(
        "handler-signature", .error, "the handler does not take the arguments that it is called with",
        """
        A Python handler is called with two arguments, `handler(event, context)`; under an FC 2 HTTP trigger
        `handler(environ, start_response)`. Another number fails every call with a `TypeError`.

        Wrong: `def handler(event):`

        Right: `def handler(event, context):`

        Source: D/148
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        Arity.findings(Self.description, subject) { entry, parameters in
            !entry.isHook && !HandlerKind.looksLikeRequestAndResponse(parameters)
        }
    }
}

/// A hook does not take the argument that it gets.
struct HookSignature: FunctionRule {
    static let description = RuleDescription(
        "hook-signature", .error, "a hook does not take the argument that it is called with",
        """
        Hooks are called with one argument, the context: they have no event.

        Wrong: `def initialize(event, context):`

        Right: `def initialize(context):`

        Source: D/124, D/040
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        Arity.findings(Self.description, subject) { entry, _ in entry.isHook }
    }
}

private enum Arity {
    static func findings(
        _ rule: RuleDescription, _ subject: FunctionSubject, where isWanted: (PythonEntry, PythonParameters) -> Bool
    ) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.wrongArity(let site, let parameters, let given)) = entry.verdict,
                isWanted(entry, parameters)
            else { return nil }
            let text = signature(entry, parameters)
            let reason =
                parameters.requiredKeywords.isEmpty
                ? "takes \(count(parameters))"
                : "needs " + parameters.requiredKeywords.map { "`\($0)`" }.joined(separator: ", ") + " by keyword"
            return rule.finding(
                "\(entry.words) is called as `\(entry.callText)` with \(given) argument\(given == 1 ? "" : "s"), "
                    + "`\(text)` \(subject.words(for: site)) \(reason)",
                at: subject.location(of: entry.role, entry: subject.shown(site.path)),
                hint: "write `def \(entry.callText):`")
        }
    }

    private static func signature(_ entry: PythonEntry, _ parameters: PythonParameters) -> String {
        var names = parameters.names
        if parameters.maximum == nil { names.append("*args") }
        return entry.function + "(" + names.joined(separator: ", ") + ")"
    }

    private static func count(_ parameters: PythonParameters) -> String {
        guard let maximum = parameters.maximum else { return "at least \(parameters.required)" }
        if maximum == 0 { return "none" }
        return maximum == parameters.required ? "\(maximum)" : "\(parameters.required) to \(maximum)"
    }
}

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
        _ entry: PythonEntry, _ what: String, _ site: PythonSite, _ subject: FunctionSubject
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

/// `async def`.
struct HandlerAsync: FunctionRule {
    static let description = RuleDescription(
        "handler-async", .error, "a handler or hook is `async def`, which is never awaited",
        """
        The Python runtimes call the function and take its result. Calling an `async def` gives a coroutine that nobody
        awaits: the body never runs, and the result cannot be sent.

        Wrong: `async def handler(event, context):`

        Right: `def handler(event, context): return asyncio.run(main(event, context))`

        Source: measured (validate.md 4.1); D/148 shows no async form
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.asynchronous(let site)) = entry.verdict else { return nil }
            return Self.description.finding(
                "\(entry.words) is `async def` \(subject.words(for: site)): the platform never awaits it",
                at: subject.location(of: entry.role, entry: subject.shown(site.path)),
                hint: "make it a plain `def` that calls `asyncio.run(…)`")
        }
    }
}

/// A generator.
struct HandlerGenerator: FunctionRule {
    static let description = RuleDescription(
        "handler-generator", .error, "a handler or hook is a generator function",
        """
        A function with `yield` in its body gives a generator: nothing of it runs when it is called, and the result of an
        event handler cannot be sent. (Under an FC 2 HTTP trigger an iterable is what is wanted.)

        Wrong: `def handler(event, context): yield row`

        Right: `def handler(event, context): return list(rows(event))`

        Source: measured (validate.md 4.1)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.generator(let site)) = entry.verdict else { return nil }
            return Self.description.finding(
                "\(entry.words) is a generator (`yield`) \(subject.words(for: site)): "
                    + (entry.isHook ? "calling it runs nothing" : "its result cannot be sent"),
                at: subject.location(of: entry.role, entry: subject.shown(site.path)),
                hint: entry.isHook ? "remove `yield`" : "return a value, for example a list")
        }
    }
}

/// Something that is no function.
struct HandlerNotCallable: FunctionRule {
    static let description = RuleDescription(
        "handler-not-callable", .error, "the handler's name is bound to something that cannot be called",
        """
        The runtime takes whatever the name stands for and calls it.

        Wrong: `handler = "index.main"`, `handler: Callable` without a value, `handler = Service()` without `__call__`

        Right: `handler = main`, where `main` is a function

        Source: D/148
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.notCallable(let site, let value, let className)) = entry.verdict else { return nil }
            let what =
                switch value {
                case .instance: "an instance of `\(className ?? "a class")` without `__call__`"
                case .none: "`None`"
                case .ellipsis: "`...`"
                default: "a \(value.rawValue)"
                }
            return Self.description.finding(
                "\(entry.words) is \(what) \(subject.words(for: site)), which cannot be called",
                at: subject.location(of: entry.role, entry: subject.shown(site.path)))
        }
    }
}
