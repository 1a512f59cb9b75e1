/// A function behind an HTTP trigger or a custom domain: it gets the requests as the client sent them, on any path.
///
/// ```swift
/// @main struct Hello: HTTPFunction {
///     init(context: InitializationContext) {}
///     func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse { .text("Hello from \(request.path)\n") }
/// }
/// ```
public protocol HTTPFunction: Function {
    /// Answers one request. An error thrown here answers with the status of ``FunctionError``, or with 500.
    func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse
}
