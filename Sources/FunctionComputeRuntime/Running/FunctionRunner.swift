import Logging
import NIOHTTP1

/// Runs one function as the platform asks for it: initializer once, events and requests side by side, preStop once.
final class FunctionRunner: Sendable {
    let function: FunctionType
    let settings: Settings
    private let output: Output
    private let loading = Loading()
    private let isStopped = Flag()

    init(_ function: FunctionType, settings: Settings, output: Output) {
        self.function = function
        self.settings = settings
        self.output = output
    }

    /// Answers a request.
    func run(_ route: Route, _ head: HTTPRequestHead, body: RequestBody, client: Client) async {
        let context = context(head, isInitialization: route == .initialize)
        await FunctionContext.$current.withValue(context) {
            switch route {
            case .initialize: await initialize(context, client)
            case .invoke: await invoke(context, body, client)
            case .preStop: await preStop(context, client)
            case .http: await answer(head, context, body, client)
            }
        }
    }

    /// Runs preStop where it has not run and the function was used.
    func stop() async {
        let context = context(
            HTTPRequestHead(version: .http1_1, method: .GET, uri: "/pre-stop"), isInitialization: false)
        await FunctionContext.$current.withValue(context) { _ = await runPreStop(context) }
    }

    // MARK: - What the platform asks

    /// 404 is a failure of the initializer; 500 would restart the instance [D/060].
    private func initialize(_ context: FunctionContext, _ client: Client) async {
        do {
            _ = try await load(context)
            await client.send(Reply(status: .ok, headers: [:], body: .empty))
        } catch {
            await client.send(Reply(failure: ErrorReport(error), status: .notFound))
        }
    }

    private func invoke(_ context: FunctionContext, _ body: RequestBody, _ client: Client) async {
        do {
            let event = try await body.collect()
            let loaded = try await load(context)
            guard let handle = loaded.handleEvent else { return }
            output.line("FC Invoke Start RequestId: \(context.requestID)")
            do {
                let result = try await handle(event, context)
                output.line("FC Invoke End RequestId: \(context.requestID)")
                await client.send(Reply(result: result))
            } catch {
                endWithError("Invoke", context, error)
                throw error
            }
        } catch {
            await client.send(Reply(failure: ErrorReport(error), status: .notFound))
        }
    }

    private func answer(
        _ head: HTTPRequestHead, _ context: FunctionContext, _ body: RequestBody, _ client: Client
    ) async {
        guard function.takesHTTP else {
            let report = ErrorReport(
                type: "NotAnHTTPFunction",
                message:
                    "`\(function.name)` takes events (POST /invoke) and no HTTP requests: \(head.method) \(head.uri)",
                status: .notFound)
            return await client.send(Reply(failure: report, status: report.status))
        }
        let request = HTTPRequest(head.method, head.uri, headers: head.headers, body: body)
        do {
            let loaded = try await load(context)
            guard let handle = loaded.handleHTTP else { return }
            output.line("FC Invoke Start RequestId: \(context.requestID)")
            do {
                try await client.stream(try Reply(try await handle(request, context)))
                output.line("FC Invoke End RequestId: \(context.requestID)")
            } catch {
                endWithError("Invoke", context, error)
                throw error
            }
        } catch {
            let report = ErrorReport(error)
            await client.send(Reply(failure: report, status: report.status))
        }
    }

    private func preStop(_ context: FunctionContext, _ client: Client) async {
        if let error = await runPreStop(context) {
            await client.send(Reply(failure: ErrorReport(error), status: .notFound))
        } else {
            await client.send(Reply(status: .ok, headers: [:], body: .empty))
        }
    }

    // MARK: - Steps

    private func load(_ context: FunctionContext) async throws -> LoadedFunction {
        if let loaded = loading.loaded { return loaded }
        return try await loading.function { [self] in
            output.line("FC Initialize Start RequestId: \(context.requestID)")
            do {
                let loaded = try await function.load(context)
                output.line("FC Initialize End RequestId: \(context.requestID)")
                return loaded
            } catch {
                endWithError("Initialize", context, error)
                throw error
            }
        }
    }

    private func runPreStop(_ context: FunctionContext) async -> (any Error)? {
        guard let loaded = loading.loaded, !isStopped.exchange(true) else { return nil }
        output.line("FC PreStop Start RequestId: \(context.requestID)")
        do {
            try await loaded.preStop(context)
            output.line("FC PreStop End RequestId: \(context.requestID)")
            return nil
        } catch {
            endWithError("PreStop", context, error)
            return error
        }
    }

    private func endWithError(_ phase: String, _ context: FunctionContext, _ error: any Error) {
        let report = ErrorReport(error)
        context.logger.error("\(report.type): \(report.message)")
        output.line("FC \(phase) End RequestId: \(context.requestID), Error: Unhandled Exception")
    }

    private func context(_ head: HTTPRequestHead, isInitialization: Bool) -> FunctionContext {
        let id = head.headers.value("x-fc-request-id") ?? RequestID.make()
        // The headers are read by older runtimes of the vendor, the variables are set by its local tools; both are seconds.
        let (header, variable) =
            isInitialization
            ? ("x-fc-initialization-timeout", "FC_INITIALIZATION_TIMEOUT") : ("x-fc-function-timeout", "FC_TIMEOUT")
        let timeout = (head.headers.value(header) ?? settings.environment[variable]).flatMap { UInt32($0) }
        let handler = FunctionLogHandler(requestID: id, level: settings.logLevel, output: output)
        return FunctionContext(
            requestID: id, logger: Logger(label: function.name, factory: { _ in handler }),
            deadline: timeout.map { ContinuousClock.now.advanced(by: .seconds(Int64($0))) },
            headers: head.headers, environment: settings.environment)
    }
}

/// Names of requests that did not come through the platform.
enum RequestID {
    static func make() -> String {
        func digits(_ count: Int) -> String {
            String((0..<count).map { _ in "0123456789abcdef".randomElement() ?? "0" })
        }
        return "local-\(digits(8))-\(digits(12))"
    }
}
