import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client that sends the bytes that a test gives it and reads answers with a parser of its own, so that broken requests can be
/// sent and no client library smooths anything.
struct RawClient {
    struct Response {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    struct Ended: Error {
        var rest: String
    }

    private let abort: @Sendable () -> Void
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var read = ByteBuffer()
    private var isAtEnd = false

    static func connect<Result: Sendable>(
        _ port: Int, _ work: @Sendable (inout RawClient) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var client = RawClient(
                outbound: outbound, inbound: inbound.makeAsyncIterator(),
                abort: {
                    let channel = channel.channel
                    let option = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                    option?.whenComplete { _ in channel.close(promise: nil) }
                })
            return try await work(&client)
        }
    }

    private init(
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, abort: @escaping @Sendable () -> Void
    ) {
        self.abort = abort
        self.outbound = outbound
        self.inbound = inbound
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
    func send(_ bytes: ByteBuffer) async throws { try await outbound.write(bytes) }

    /// Ends the connection at once, as a client that crashes.
    func reset() { abort() }

    /// Half-closes the connection.
    func finishSending() { outbound.finish() }

    /// Sends a request whole and reads its answer.
    mutating func request(_ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String = "")
        async throws -> Response
    {
        try await send(Self.text(method, path, headers, body))
        return try await response(toHEAD: method == "HEAD")
    }

    static func text(_ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String = "") -> String
    {
        var text = "\(method) \(path) HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n"
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { text += "\(name): \(value)\r\n" }
        return text + "\r\n" + body
    }

    /// Reads an answer; throws ``Ended`` where the connection ends before it is whole.
    mutating func response(toHEAD: Bool = false) async throws -> Response {
        var response = try await head()
        if toHEAD || response.status == 204 || response.status == 304 || response.status < 200 { return response }
        if response.headers["transfer-encoding"] == "chunked" {
            while let part = try await chunk() { response.body += part }
        } else if let length = response.headers["content-length"].flatMap({ Int($0) }) {
            response.body = try await take(length)
        } else {
            while try await more() {}
            response.body = try await take(read.readableBytes)
        }
        return response
    }

    /// Reads the head of an answer.
    mutating func head() async throws -> Response {
        let lines = try await until("\r\n\r\n").split(separator: "\r\n")
        let status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
        }
        return Response(status: status, headers: headers, body: "")
    }

    /// Reads one chunk of a body; nil for the last, empty one.
    mutating func chunk() async throws -> String? {
        let size = Int(try await until("\r\n"), radix: 16) ?? 0
        let text = try await take(size)
        _ = try await take(2)
        return size == 0 ? nil : text
    }

    /// Whether the server ends the connection without a further byte.
    mutating func ends() async throws -> Bool {
        guard read.readableBytes == 0 else { return false }
        return !(try await more())
    }

    private mutating func until(_ mark: String) async throws -> String {
        while true {
            let text = String(buffer: read)
            if let range = text.firstRange(of: mark) {
                let line = String(text[..<range.lowerBound])
                read.moveReaderIndex(forwardBy: line.utf8.count + mark.utf8.count)
                return line
            }
            guard try await more() else { throw Ended(rest: text) }
        }
    }

    private mutating func take(_ count: Int) async throws -> String {
        while read.readableBytes < count {
            guard try await more() else { throw Ended(rest: String(buffer: read)) }
        }
        return read.readString(length: count) ?? ""
    }

    private mutating func more() async throws -> Bool {
        guard !isAtEnd else { return false }
        do {
            guard var part = try await inbound.next() else {
                isAtEnd = true
                return false
            }
            read.writeBuffer(&part)
            return true
        } catch is IOError {
            isAtEnd = true  // reset
            return false
        }
    }
}
