/// How a function behaved when it was started and called on this machine: the wall behind `Invoking`.
public struct InvocationRecord: Hashable, Sendable, Codable {
    /// The function's name.
    public var function: String
    /// The identifier of its runtime.
    public var runtime: String
    /// Where it ran.
    public var place: Place
    /// From the start of the process until the port was open, in milliseconds; `nil` if it never was.
    public var start: Double?
    /// The call of the initializer, if one is configured.
    public var initializer: Exchange?
    /// The calls in their order.
    public var calls: [Exchange] = []
    /// The call of the preStop hook, if one is configured.
    public var preStop: Exchange?
    /// The most memory that was seen in use, in bytes; `nil` where the system does not tell.
    public var peakMemory: Int64?
    /// Memory of the function in bytes.
    public var memoryLimit: Int64
    /// How the instance ended: `exit status 0`, `signal 15`; `nil` if it never started.
    public var end: String?
    /// The last lines that it printed.
    public var lastLines: [String] = []

    /// Where a function ran.
    public struct Place: Hashable, Sendable, Codable {
        /// Whether it was kept apart from this machine by bubblewrap.
        public var isSandboxed: Bool
        /// What its system files were: `Debian 11`, a folder, or `this machine`.
        public var system: String
        /// Whether it had the network of this machine.
        public var hasNetwork: Bool

        /// Makes a value.
        public init(isSandboxed: Bool, system: String, hasNetwork: Bool) {
            self.isSandboxed = isSandboxed
            self.system = system
            self.hasNetwork = hasNetwork
        }
    }

    /// A request and what came of it.
    public struct Exchange: Hashable, Sendable, Codable {
        /// A header of an answer.
        public struct Header: Hashable, Sendable, Codable {
            /// The name as the function wrote it.
            public var name: String
            /// The value.
            public var value: String

            /// Makes a header.
            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        /// `POST /invoke` and the like.
        public var request: String
        /// The identifier that the request carried.
        public var requestID: String
        /// The status of the answer; `nil` if there was none.
        public var status: Int?
        /// The headers of the answer in their order.
        public var headers: [Header] = []
        /// The body, as far as it came.
        public var body: [UInt8] = []
        /// From the request to the end of the answer, in milliseconds.
        public var duration: Double
        /// Whether the platform would have taken it for a success.
        public var isSuccess: Bool

        /// Makes a value.
        public init(request: String, requestID: String, status: Int?, duration: Double, isSuccess: Bool) {
            self.request = request
            self.requestID = requestID
            self.status = status
            self.duration = duration
            self.isSuccess = isSuccess
        }
    }

    /// Makes a record of a function that was not started yet.
    public init(function: String, runtime: String, place: Place, memoryLimit: Int64) {
        self.function = function
        self.runtime = runtime
        self.place = place
        self.memoryLimit = memoryLimit
    }
}

/// What is told while a function runs.
public enum InvocationEvent: Hashable, Sendable {
    /// A line that it printed.
    case line([UInt8])
    /// The next bytes of the answer to the first call.
    case body([UInt8])
    /// Something that whoever waits wants to know.
    case note(String)
}

/// A request to a function.
public enum InvocationCall: Hashable, Sendable {
    /// An event, as an event trigger or an API call sends it.
    case event([UInt8])
    /// A request of an HTTP trigger.
    case http(HTTP)

    /// A request of an HTTP trigger.
    public struct HTTP: Hashable, Sendable {
        /// The method in capitals.
        public var method: String
        /// Path and query.
        public var target: String
        /// Headers in their order.
        public var headers: [InvocationRecord.Exchange.Header]
        /// The body, if there is one.
        public var body: [UInt8]?

        /// Makes a request.
        public init(
            method: String, target: String, headers: [InvocationRecord.Exchange.Header] = [], body: [UInt8]? = nil
        ) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
        }
    }
}
