import NIOCore
import NIOHTTP1

/// One client's connection: reads a request, has it answered, then reads the next. NIO's pipelining handler before it gives one
/// request at a time.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = Never
    typealias OutboundIn = Never
    typealias OutboundOut = HTTPServerResponsePart

    /// Bodies up to this size are read before the function is called, which saves a stream for each small request.
    private static let collectedSize = 64 << 10

    enum Incoming {
        case none
        case collecting(HTTPRequestHead, Route, ByteBuffer)
        case streaming(BodyStream.Source, received: Int)
        /// The rest of a body that nobody reads.
        case discarding
        case complete
    }

    enum Outgoing {
        case none
        case expected(HTTPRequestHead)
        case begun(HTTPRequestHead)
        case ended
    }

    private let runner: FunctionRunner
    /// Nil for Swift's own threads.
    private let executor: EventLoopExecutor?
    private var context: ChannelHandlerContext?
    private var incoming = Incoming.none
    private var outgoing = Outgoing.none
    private var keepsAlive = true
    private var isClosing = false
    private var task: Task<Void, Never>?
    private var isHeldBack = false
    private var hasReadPending = false
    /// The end of the last answer.
    private var lastWrite: EventLoopFuture<Void>

    init(_ runner: FunctionRunner, on eventLoop: any EventLoop) {
        self.runner = runner
        executor = runner.function.runsOnEventLoop ? EventLoopExecutor(eventLoop) : nil
        lastWrite = eventLoop.makeSucceededVoidFuture()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes): take(bytes, context)
        case .end: end(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        outgoing = .expected(head)
        keepsAlive = head.isKeepAlive
        let length = head.headers.value("content-length").flatMap { Int($0) } ?? 0
        let expects = head.headers.value("expect")?.lowercased() == "100-continue"
        guard length <= RequestBody.limit else {
            return refuse(.payloadTooLarge, RequestBodyError.tooLarge(limit: RequestBody.limit), waits: !expects)
        }
        if expects, head.version == .http1_1 {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
        let route = Route(head, function: runner.function)
        let isChunked = head.headers.contains(name: "transfer-encoding")
        if route == .http, isChunked || length > Self.collectedSize {
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            let eventLoop = context.eventLoop
            let (stream, source) = BodyStream.make { eventLoop.execute { bound.value.readOn() } }
            incoming = .streaming(source, received: 0)
            start(route, head, RequestBody(content: .stream(stream)), context)
        } else {
            incoming = .collecting(head, route, ByteBuffer())
        }
    }

    private func take(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        switch incoming {
        case .collecting(let head, let route, var collected):
            incoming = .none  // so that the buffer is not copied
            guard collected.readableBytes + bytes.readableBytes <= RequestBody.limit else {
                return refuse(.payloadTooLarge, RequestBodyError.tooLarge(limit: RequestBody.limit), waits: true)
            }
            if collected.readableBytes == 0 {
                collected = bytes
            } else {
                collected.writeImmutableBuffer(bytes)
            }
            incoming = .collecting(head, route, collected)
        case .streaming(let source, var received):
            received += bytes.readableBytes
            guard received <= RequestBody.limit else {
                keepsAlive = false
                incoming = .discarding
                return source.finish(RequestBodyError.tooLarge(limit: RequestBody.limit))
            }
            incoming = .streaming(source, received: received)
            switch source.yield(bytes) {
            case .produceMore: break
            case .stopProducing: isHeldBack = true
            case .dropped: incoming = .discarding
            }
        case .none, .discarding, .complete:
            break
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        let before = incoming
        incoming = .complete
        switch before {
        case .collecting(let head, let route, let bytes):
            start(route, head, .bytes(bytes), context)
        case .streaming(let source, _):
            source.finish()
        case .none, .discarding, .complete:
            break
        }
        guard case .ended = outgoing else { return }
        if keepsAlive {
            incoming = .none
            outgoing = .none
        } else {
            close(context)
        }
    }

    private func start(_ route: Route, _ head: HTTPRequestHead, _ body: RequestBody, _ context: ChannelHandlerContext) {
        let client = Client(self, on: context.eventLoop)
        let runner = runner
        task = Task(executorPreference: executor) { await runner.run(route, head, body: body, client: client) }
    }

    // MARK: - Answers

    func reply(_ reply: Reply, _ body: ByteBuffer) {
        guard let context, case .expected(let request) = outgoing else {
            if case .begun = outgoing { cut() }
            return
        }
        var head = self.head(reply, for: request)
        if !head.headers.contains(name: "content-length") || request.method != .HEAD {
            if reply.status.mayHaveResponseBody {
                head.headers.replaceOrAdd(name: "content-length", value: String(body.readableBytes))
            }
        }
        outgoing = .begun(request)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if body.readableBytes > 0, request.method != .HEAD, reply.status.mayHaveResponseBody {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        replyEnd()
    }

    func replyHead(_ reply: Reply, promise: EventLoopPromise<Void>) {
        guard let context, case .expected(let request) = outgoing else {
            return promise.fail(ChannelError.ioOnClosedChannel)
        }
        var head = self.head(reply, for: request)
        if request.version != .http1_1 {
            keepsAlive = false
            head.headers.replaceOrAdd(name: "connection", value: "close")
        }
        if request.method != .HEAD { head.headers.remove(name: "content-length") }
        outgoing = .begun(request)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: promise)
    }

    func replyPart(_ bytes: ByteBuffer, promise: EventLoopPromise<Void>) {
        guard let context, case .begun(let request) = outgoing else {
            return promise.fail(ChannelError.ioOnClosedChannel)
        }
        guard request.method != .HEAD else { return promise.succeed() }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
    }

    func replyEnd() {
        guard let context, case .begun = outgoing else { return }
        task = nil
        let promise = context.eventLoop.makePromise(of: Void.self)
        lastWrite = promise.futureResult
        // The state is that of the next request before the end is written: NIO gives the next one while it is.
        let isWhole = if case .complete = incoming { true } else { false }
        outgoing = .ended
        if isWhole, keepsAlive {
            incoming = .none
            outgoing = .none
        } else if isWhole {
            isClosing = true
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
        if !isWhole {
            discard(context)
        } else if isClosing {
            close(context)
        }
    }

    private func head(_ reply: Reply, for request: HTTPRequestHead) -> HTTPResponseHead {
        var head = HTTPResponseHead(version: request.version, status: reply.status, headers: reply.headers)
        if !keepsAlive {
            head.headers.replaceOrAdd(name: "connection", value: "close")
        } else if request.version != .http1_1 {
            head.headers.replaceOrAdd(name: "connection", value: "keep-alive")
        }
        return head
    }

    private func refuse(_ status: HTTPResponseStatus, _ error: any Error, waits: Bool) {
        keepsAlive = false
        incoming = waits ? .discarding : .complete
        let reply = Reply(failure: ErrorReport(error), status: status)
        guard case .bytes(let body) = reply.body.content else { return }
        self.reply(reply, body)
    }

    // MARK: - After an answer

    /// The answer was sent before the request had come whole: the rest is thrown away.
    private func discard(_ context: ChannelHandlerContext) {
        incoming = .discarding
        isHeldBack = false
        if !keepsAlive { linger(context) }
        readIfHeld(context)
    }

    /// Lets a client that still sends take the answer first: a connection that is closed with bytes unread is reset, and the
    /// answer lost with it.
    private func linger(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        let channel = context.channel
        let eventLoop = context.eventLoop
        lastWrite.whenComplete { _ in
            channel.close(mode: .output, promise: nil)
            eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
        }
    }

    /// Ends the connection when all that was written is sent.
    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        let channel = context.channel
        lastWrite.whenComplete { _ in channel.close(promise: nil) }
    }

    private func cut() {
        isClosing = true
        context?.close(promise: nil)
    }

    // MARK: - Flow

    func read(context: ChannelHandlerContext) {
        if isHeldBack { hasReadPending = true } else { context.read() }
    }

    private func readOn() {
        isHeldBack = false
        if let context { readIfHeld(context) }
    }

    private func readIfHeld(_ context: ChannelHandlerContext) {
        guard hasReadPending, !isHeldBack else { return }
        hasReadPending = false
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            // The client sends nothing more, but may wait for its answer.
            keepsAlive = false
            switch incoming {
            case .none, .discarding: close(context)
            case .complete: if case .ended = outgoing { close(context) }
            case .collecting, .streaming: stop(context)
            }
        case is Draining.Begin:
            keepsAlive = false
            if case .none = incoming { close(context) }
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        abandon()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, !isClosing else { return stop(context) }
        keepsAlive = false
        let status: HTTPResponseStatus = error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest
        let report = ErrorReport(
            type: "InvalidArgument", message: "the request is not HTTP/1.1: \(error)", status: status)
        switch outgoing {
        case .none, .ended:
            outgoing = .expected(HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"))
            incoming = .discarding
        case .expected:
            abandon()
            incoming = .discarding
        case .begun:
            return stop(context)
        }
        let reply = Reply(failure: report, status: status)
        if case .bytes(let body) = reply.body.content { self.reply(reply, body) }
    }

    private func stop(_ context: ChannelHandlerContext) {
        abandon()
        isClosing = true
        context.close(promise: nil)
    }

    /// Nobody waits any more: what runs for the client is cancelled.
    private func abandon() {
        if case .streaming(let source, _) = incoming { source.finish(RequestBodyError.incomplete) }
        incoming = .complete
        task?.cancel()
        task = nil
    }
}
