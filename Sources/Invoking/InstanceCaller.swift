import BuildModel
import Downloads
import Processes
import Synchronization

/// Calls a function that has started: initializer, calls, preStop.
struct InstanceCaller: Sendable {
    let instance: InstanceDescription
    let settings: InvokeSettings
    let tool: RunningTool
    let memory: MemoryWatch
    let sink: FindingSink
    let events: @Sendable (InvocationEvent) -> Void
    private let client: LoopbackClient
    private let requests: PlatformRequest
    private let problems: CallProblems

    init(
        instance: InstanceDescription, settings: InvokeSettings, tool: RunningTool, memory: MemoryWatch,
        sink: FindingSink, events: @escaping @Sendable (InvocationEvent) -> Void, network: NetworkNamespace?
    ) {
        self.instance = instance
        self.settings = settings
        self.tool = tool
        self.memory = memory
        self.sink = sink
        self.events = events
        if let network {
            client = LoopbackClient(openSocket: { network.socket(family: $0) })
        } else {
            client = LoopbackClient()
        }
        requests = PlatformRequest(instance: instance, settings: settings)
        problems = CallProblems(instance: instance)
    }

    /// All requests in the platform's order; after a failure only the hook at the end, if the process still answers.
    func carryOut(_ calls: [InvocationCall], into record: inout InvocationRecord) async {
        if let hook = instance.hook(.initializer) {
            let id = PlatformRequest.newID()
            let seconds = hook.timeout ?? PlatformRequest.initializerTimeout
            let (exchange, failure) = await send(requests.initialize(hook, id: id), id: id)
            record.initializer = exchange
            if let failure {
                await emit { problems.initializer(failure, ended: $0, seconds: seconds) }
                return
            }
            guard let status = exchange.status, (200..<300).contains(status) else {
                record.initializer?.isSuccess = false
                return sink.emit(problems.initializer(status: exchange.status ?? 0))
            }
        }
        for (index, call) in calls.enumerated() {
            guard await carryOut(call, isFirst: index == 0, into: &record) else { return }
        }
        if let hook = instance.hook(.preStop) {
            let id = PlatformRequest.newID()
            let (exchange, failure) = await send(requests.preStop(hook, id: id), id: id)
            record.preStop = exchange
            if Task.isCancelled { return }
            if let failure {
                sink.emit(problems.preStop(failure.description))
            } else if let status = exchange.status, !(200..<300).contains(status) {
                record.preStop?.isSuccess = false
                sink.emit(problems.preStop("status \(status)"))
            }
        }
    }

    /// One call; whether another may follow.
    private func carryOut(
        _ call: InvocationCall, isFirst: Bool, into record: inout InvocationRecord
    ) async -> Bool {
        let id = PlatformRequest.newID()
        let request = requests.call(call, id: id)
        var isEvent = false
        if case .event = call { isEvent = true }
        let (exchange, failure) = await send(request, id: id, isShown: isFirst)
        record.calls.append(exchange)
        let last = record.calls.count - 1
        if let failure {
            record.calls[last].isSuccess = false
            await emit { problems.call(failure, ended: $0, seconds: request.timeout) }
            return false
        }
        if let problem = problems.call(exchange, isEvent: isEvent) {
            record.calls[last].isSuccess = false
            sink.emit(problem)
        }
        return tool.status == nil
    }

    /// A failure, unless it is our own end or that of the memory. A process that is about to end is waited for.
    private func emit(_ problem: (ToolResult.Status?) -> Finding) async {
        guard !Task.isCancelled else { return }
        let ended = await tool.end(within: .milliseconds(200))
        if !memory.isExceeded { sink.emit(problem(ended)) }
    }

    private func send(
        _ request: LoopbackRequest, id: String, isShown: Bool = false
    ) async -> (InvocationRecord.Exchange, LoopbackError?) {
        let events = events
        let box = BodyBox()
        var exchange = InvocationRecord.Exchange(
            request: "\(request.method) \(request.target)", requestID: id, status: nil, duration: 0, isSuccess: false)
        var failure: LoopbackError?
        do throws(LoopbackError) {
            let answer = try await client.send(request) { bytes in
                let piece = Array(bytes)
                box.append(piece)
                if isShown { events(.body(piece)) }
            }
            exchange.status = answer.status
            exchange.headers = answer.headers.map { .init($0.name, $0.value) }
            exchange.duration = answer.duration.inMilliseconds
            exchange.isSuccess = true
        } catch {
            failure = error
            exchange.status = error.status
            exchange.headers = error.headers.map { .init($0.name, $0.value) }
            exchange.duration = error.duration.inMilliseconds
        }
        exchange.body = box.bytes
        return (exchange, failure)
    }
}

/// Collects a body on the client's thread.
private final class BodyBox: Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func append(_ piece: [UInt8]) { collected.withLock { $0 += piece } }
}
