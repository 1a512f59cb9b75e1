import NIOCore
import NIOHTTP1
import NIOPosix

/// Listens for the platform and hands its requests to a function.
final class Server: Sendable {
    /// Headers are at most 8 KB of the client's [D/108]; the platform's own `x-fc-*` come on top.
    private static let headerLimits: NIOHTTPDecoderLimitConfiguration = {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 32 << 10
        limits.maxHeaderListSize = 64 << 10
        limits.maxHeaderFieldCount = 256
        return limits
    }()

    let runner: FunctionRunner
    /// The port that is listened on.
    let port: Int
    private let channel: any Channel
    private let draining: Draining

    private init(_ runner: FunctionRunner, _ channel: any Channel, _ draining: Draining) {
        self.runner = runner
        self.channel = channel
        self.draining = draining
        port = channel.localAddress?.port ?? 0
    }

    /// Listens on all addresses, as the platform wants it [D/126]. There is no idle timeout: connections of the platform live as
    /// long as it likes.
    static func start(_ runner: FunctionRunner, group: any EventLoopGroup) async throws -> Server {
        let draining = Draining()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    draining.add(channel)
                    let pipeline = channel.pipeline.syncOperations
                    // Headers are checked where answers are made, so that the function is told.
                    try pipeline.configureHTTPServerPipeline(
                        withPipeliningAssistance: true, withErrorHandling: false,
                        withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                        withDecoderLimitConfiguration: headerLimits)
                    try pipeline.addHandler(Connection(runner, on: channel.eventLoop))
                }
            }
            .bind(host: "0.0.0.0", port: runner.settings.port).get()
        return Server(runner, channel, draining)
    }

    /// Takes no more connections, has the requests in flight answered, then runs preStop.
    func stop() async {
        try? await channel.close()
        await draining.drain()
        await runner.stop()
    }
}
