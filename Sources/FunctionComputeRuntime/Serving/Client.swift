import NIOCore

/// Who waits for the answer, as the code that runs functions sees them: a connection, told from any thread.
struct Client: Sendable {
    private let eventLoop: any EventLoop
    private let connection: NIOLoopBound<Connection>

    init(_ connection: Connection, on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
    }

    /// Sends an answer whose body is there. Where the answer had begun before, the connection is cut.
    func send(_ reply: Reply) async {
        guard case .bytes(let body) = reply.body.content else { return }
        onLoop { $0.reply(reply, body) }
    }

    /// Sends any answer, and returns when all of its body was written. Throws what the function throws while it makes the
    /// body.
    func stream(_ reply: Reply) async throws {
        switch reply.body.content {
        case .bytes:
            await send(reply)
        case .stream(let produce):
            try await perform { $0.replyHead(reply, promise: $1) }
            try await produce(ResponseWriter { bytes in try await perform { $0.replyPart(bytes, promise: $1) } })
            onLoop { $0.replyEnd() }
        }
    }

    private func onLoop(_ action: @escaping @Sendable (Connection) -> Void) {
        if eventLoop.inEventLoop { action(connection.value) } else { eventLoop.execute { action(connection.value) } }
    }

    private func perform(_ action: @escaping @Sendable (Connection, EventLoopPromise<Void>) -> Void) async throws {
        try await eventLoop.flatSubmit {
            let promise = eventLoop.makePromise(of: Void.self)
            action(connection.value, promise)
            return promise.futureResult
        }.get()
    }
}
