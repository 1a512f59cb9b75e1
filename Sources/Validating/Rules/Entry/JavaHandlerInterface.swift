import BuildModel

/// A class that is no handler.
struct JavaHandlerInterface: FunctionRule {
    static let description = RuleDescription(
        "java-handler-interface", .error, "the handler's class implements no handler interface",
        """
        The platform calls the handler through an interface of fc-java-core: `StreamRequestHandler`,
        `PojoRequestHandler<I, O>`, or `HttpRequestHandler` for HTTP functions of FC 2. The class or one it is derived from
        must name it.

        Wrong: `public class App { public void handleRequest(InputStream in, OutputStream out, Context context) … }`

        Right: `public class App implements StreamRequestHandler { … }`

        Source: D/146
        """)
}
