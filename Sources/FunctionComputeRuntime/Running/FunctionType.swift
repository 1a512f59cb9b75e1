/// A function type with its ways in, so that no caller needs to know its associated types.
struct FunctionType: Sendable {
    typealias EventHandler = @Sendable (ByteBuffer, FunctionContext) async throws -> ByteBuffer
    typealias HTTPHandler = @Sendable (HTTPRequest, FunctionContext) async throws -> HTTPResponse

    /// `Module.Name`
    let name: String
    let load: @Sendable (InitializationContext) async throws -> LoadedFunction
    let takesEvents: Bool
    let takesHTTP: Bool
    let runsOnEventLoop: Bool

    init(_ type: any Function.Type) {
        name = String(reflecting: type)
        takesEvents = type is any EventFunction.Type
        takesHTTP = type is any HTTPFunction.Type
        runsOnEventLoop = type.runsOnEventLoop
        load = { context in LoadedFunction(try await type.init(context: context)) }
    }

    /// The name without the module.
    var shortName: Substring { name.split(separator: ".", maxSplits: 1).last ?? name[...] }
}

/// A function after its initializer.
struct LoadedFunction: Sendable {
    let handleEvent: FunctionType.EventHandler?
    let handleHTTP: FunctionType.HTTPHandler?
    let preStop: @Sendable (FunctionContext) async throws -> Void

    init(_ function: any Function) {
        handleEvent = (function as? any EventFunction).map { Self.handler($0) }
        handleHTTP = (function as? any HTTPFunction).map { Self.handler($0) }
        preStop = { try await function.preStop(context: $0) }
    }

    private static func handler(_ function: some EventFunction) -> FunctionType.EventHandler {
        { bytes, context in try await function.answer(bytes, context).eventOutput() }
    }

    private static func handler(_ function: some HTTPFunction) -> FunctionType.HTTPHandler {
        { try await function.handle($0, context: $1) }
    }
}

extension EventFunction {
    fileprivate func answer(_ bytes: ByteBuffer, _ context: FunctionContext) async throws -> Output {
        let event: Event
        do {
            event = try Event(event: bytes)
        } catch let error as any FunctionError {
            throw error
        } catch {
            throw EventDecodingError("the event cannot be read as \(Event.self): \(error)")
        }
        return try await handle(event, context: context)
    }
}
