public import Logging
public import NIOHTTP1

/// What is known about the request at hand and the function that serves it.
///
/// Values come from the environment (D/047) or from the platform's request headers (D/078). What neither has is an empty
/// string or nil: older images and local tools do not send everything.
public struct FunctionContext: Sendable {
    /// Names the request in the platform's logs.
    public let requestID: String
    /// Writes lines that carry the request id to standard output, where the platform collects them.
    public var logger: Logger
    /// When the platform gives the request up; nil where the timeout is not known.
    public let deadline: ContinuousClock.Instant?
    /// The header fields of the request, the platform's `x-fc-*` among them.
    public let headers: HTTPHeaders
    /// The variables of the process.
    public let environment: [String: String]

    /// A context, as tests of a function make one.
    public init(
        requestID: String, logger: Logger = Logger(label: "function"), deadline: ContinuousClock.Instant? = nil,
        headers: HTTPHeaders = [:], environment: [String: String] = [:]
    ) {
        self.requestID = requestID
        self.logger = logger
        self.deadline = deadline
        self.headers = headers
        self.environment = environment
    }

    /// Of the function's role: the environment's first, else the request's; nil where the function has no role.
    public var credentials: Credentials? { Credentials(environment: environment, headers: headers) }

    /// `cn-hangzhou`, …
    public var region: String { value("FC_REGION", "x-fc-region") ?? "" }

    /// The number of the account that owns the function.
    public var accountID: String { value("FC_ACCOUNT_ID", "x-fc-account-id") ?? "" }

    /// The function's name.
    public var functionName: String { value("FC_FUNCTION_NAME", "x-fc-function-name") ?? "" }

    /// The handler string of the configuration.
    public var handler: String { value("FC_FUNCTION_HANDLER", "x-fc-function-handler") ?? "" }

    /// Memory of the instance in MB; nil where it is not known.
    public var memorySize: Int? {
        value("FC_FUNCTION_MEMORY_SIZE", "x-fc-function-memory").flatMap { Int($0) }
    }

    /// The version or alias that was called: `LATEST`, `prod`, …
    public var qualifier: String? { headers.value("x-fc-qualifier") }

    /// The version that runs: the request's, else the environment's (`FC_FUNCTION_VERSION` on Debian 11 and newer, `FC_VER_ID`
    /// on older images [D/047]).
    public var version: String? {
        headers.value("x-fc-version-id") ?? value("FC_FUNCTION_VERSION", nil) ?? value("FC_VER_ID", nil)
    }

    /// The instance, in the platform's logs.
    public var instanceID: String? { value("FC_INSTANCE_ID", nil) }

    /// How long the request may still take, never below zero; nil where the timeout is not known.
    public var remainingTime: Duration? {
        deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    }

    /// The context of the request that the current task works for; nil outside of one.
    @TaskLocal public static var current: FunctionContext?

    private func value(_ variable: String, _ header: String?) -> String? {
        if let value = environment[variable], !value.isEmpty { return value }
        return header.flatMap { headers.value($0) }
    }
}

/// The context of an initializer: its request is `/initialize`, or the first request where no initializer is configured, and its
/// deadline is the initializer's.
public typealias InitializationContext = FunctionContext
