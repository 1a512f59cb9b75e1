import FunctionComputeRuntime
import NIOCore
import NIOHTTP1
import NIOPosix

/// Two echo servers to put load on: an event function, and the same by SwiftNIO alone as the limit of what is possible.
/// `Tests/RuntimeLoad/measure` compares them.
@main struct RuntimeLoad {
    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case "function": await Echo.main()
        case "loop": await LoopEcho.main()
        case "bare": try await BareEcho.main()
        default: print("usage: runtime-load function | runtime-load loop | runtime-load bare PORT")
        }
    }
}

/// The function.
struct Echo: EventFunction {
    init(context: InitializationContext) {}
    func handle(_ event: ByteBuffer, context: FunctionContext) -> ByteBuffer { event }
}

/// The same on the event loop's threads.
struct LoopEcho: EventFunction {
    static let runsOnEventLoop = true
    init(context: InitializationContext) {}
    func handle(_ event: ByteBuffer, context: FunctionContext) -> ByteBuffer { event }
}

/// The limit: NIO's own HTTP pipeline, and a handler that gives the body back on the event loop.
final class BareEcho: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private var body = ByteBuffer()

    static func main() async throws {
        let port = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 9000
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(System.coreCount, 4))
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(BareEcho())
                }
            }
            .bind(host: "0.0.0.0", port: port).get()
        try await channel.closeFuture.get()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            body.clear()
        case .body(let bytes):
            if body.readableBytes == 0 { body = bytes } else { body.writeImmutableBuffer(bytes) }
        case .end:
            let headers: HTTPHeaders = [
                "content-type": "application/octet-stream", "content-length": String(body.readableBytes),
            ]
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers))), promise: nil
            )
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
