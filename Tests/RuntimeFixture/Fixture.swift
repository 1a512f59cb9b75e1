import FunctionComputeEvents
import FunctionComputeRuntime

/// Functions that tests of the whole program call, in a process of their own.
@main struct Fixture: FunctionGroup {
    static var functions: [any Function.Type] { [Echo.self, Slow.self, Failing.self, Pages.self] }
}

/// Gives back what it gets.
struct Echo: EventFunction {
    init(context: InitializationContext) {}

    func handle(_ event: ByteBuffer, context: FunctionContext) -> ByteBuffer {
        context.logger.info("echo", metadata: ["bytes": "\(event.readableBytes)"])
        return event
    }

    func preStop(context: FunctionContext) { context.logger.info("stopping") }
}

/// Answers after the number of milliseconds that the event is.
struct Slow: EventFunction {
    init(context: InitializationContext) {}

    func handle(_ event: String, context: FunctionContext) async throws -> String {
        try await Task.sleep(for: .milliseconds(Int(event) ?? 0))
        return "slept \(event)"
    }

    func preStop(context: FunctionContext) { context.logger.info("stopping") }
}

/// Has an initializer that throws.
struct Failing: EventFunction {
    struct NoDatabase: Error {}

    init(context: InitializationContext) throws { throw NoDatabase() }

    func handle(_ event: String, context: FunctionContext) -> String { event }
}

/// Answers requests.
struct Pages: HTTPFunction {
    init(context: InitializationContext) {}

    func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse {
        .text("\(request.method) \(request.path)\n")
    }
}
