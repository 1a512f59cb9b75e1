import BuildModel

/// The handler is written for another kind of call.
struct HandlerKind: FunctionRule {
    static let description = RuleDescription(
        "handler-kind", .error, "the handler is written for another kind of call",
        """
        FC 3 calls a Python handler as `handler(event, context)`, for HTTP triggers too: the request is JSON in `event`. A
        WSGI application is called so only by FC 2 HTTP functions, an ASGI application or `(request, response, context)` never.
        `handler($request, $context)` of PHP and `HttpRequestHandler` of Java belong to FC 2 HTTP functions too.
        Node.js handlers are called as `(event, context, callback)`, and as `(req, resp, context)` by FC 2 HTTP triggers only.

        Wrong: `handler = Flask(__name__)` in an fc3 function of `python3.10`

        Right: `return {"statusCode": 200, "headers": {}, "body": "…"}` from `handler(event, context)`, or the web
        framework's own server on a custom runtime

        Source: D/055, FC 2 http-handlers
        """)
}
