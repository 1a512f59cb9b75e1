/// A function of Function Compute: one value of the type lives as long as the instance and serves all its requests, up to 200
/// at a time. Conform to ``EventFunction`` or ``HTTPFunction``, or to both, and mark the type `@main`.
public protocol Function: Sendable {
    /// The initializer: runs once for each instance, at `POST /initialize`, or before the first request where the function has
    /// no initializer configured. What it throws fails the request that waited for it; the next one tries again.
    init(context: InitializationContext) async throws

    /// Whether the function runs on the threads that move bytes, which saves each request two changes of thread. Only for
    /// functions that neither compute for long nor block: until one returns or awaits, the other requests of its thread wait.
    static var runsOnEventLoop: Bool { get }

    /// Runs once before the instance goes: at `GET /pre-stop`, or at SIGTERM where the function has no preStop configured.
    func preStop(context: FunctionContext) async throws
}

extension Function {
    /// `false`: the function runs on Swift's own threads.
    public static var runsOnEventLoop: Bool { false }

    /// Does nothing.
    public func preStop(context: FunctionContext) async throws {}

    /// Serves this function until the platform ends the instance: the entry point of a type marked `@main`.
    public static func main() async {
        await Program.run([Self.self])
    }
}
