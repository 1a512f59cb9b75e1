import NIOPosix
import Synchronization

@testable import FunctionComputeRuntime

/// A server of one function in this process, on a free port, that keeps the lines it would have written.
struct RunningServer: Sendable {
    final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }

        private let ended = Flag()
        var isAtEnd: Bool { ended.isSet }
        func end() { _ = ended.exchange(true) }
    }

    let server: Server
    private let lines: Lines

    var port: Int { server.port }
    var output: [String] { lines.all }

    /// The markers among the lines.
    var markers: [String] { output.filter { $0.hasPrefix("FC ") } }

    static func run<Result: Sendable>(
        _ type: any Function.Type, environment: [String: String] = [:],
        _ work: @Sendable (RunningServer) async throws -> Result
    ) async throws -> Result {
        let lines = Lines()
        let settings = try Settings(environment: environment).listening(on: 0)
        let runner = FunctionRunner(FunctionType(type), settings: settings, output: Output { lines.add($0) })
        let server = try await Server.start(runner, group: MultiThreadedEventLoopGroup.singleton)
        let running = RunningServer(server: server, lines: lines)
        do {
            let result = try await work(running)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Sends requests on a connection of its own.
    func connect<Result: Sendable>(_ work: @Sendable (inout RawClient) async throws -> Result) async throws -> Result {
        try await RawClient.connect(port, work)
    }

    /// One request on a connection of its own.
    func request(_ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String = "")
        async throws -> RawClient.Response
    {
        try await connect { try await $0.request(method, path, headers, body) }
    }
}

/// Holds tasks back until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals = 0
    }

    private let state = Mutex(State())

    /// Waits until the gate is open.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.arrivals += 1
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until so many have come to the gate, or until the test is given up.
    func arrived(_ count: Int) async {
        while state.withLock({ $0.arrivals }) < count, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }
}
