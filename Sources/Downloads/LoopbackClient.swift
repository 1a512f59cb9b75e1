import CLibCurl
import FileTrees
import Synchronization

/// Calls a server on this machine. Connections are kept and used again; calls of one client come one after the other.
public final class LoopbackClient: Sendable {
    /// The address of the multi handle, which holds the connections; 0 if there is none.
    private let multi: UInt
    private let turn = Mutex(())
    private let openSocket: (@Sendable (_ family: Int32) -> Int32)?

    /// A client.
    ///
    /// - Parameter openSocket: Makes the sockets, for a server in another network than this process's; the client closes them.
    public init(openSocket: (@Sendable (_ family: Int32) -> Int32)? = nil) {
        let isReady = TransferLoop.libraryResult == CURLE_OK
        multi = isReady ? fclayer_curl_multi_init().map { UInt(bitPattern: $0) } ?? 0 : 0
        self.openSocket = openSocket
    }

    deinit {
        if let handle = UnsafeMutableRawPointer(bitPattern: multi) { fclayer_curl_multi_cleanup(handle) }
    }

    /// Sends a request and hands the bytes of the answer's body to `sink` as they come, on a thread of the client's.
    /// Cancelling the task closes the connection.
    public func send(
        _ request: LoopbackRequest, sink: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) async throws(LoopbackError) -> LoopbackAnswer {
        let flag = CancelFlag()
        let multi = multi
        return try await withTaskCancellationHandler {
            await Blocking.run { () -> Result<LoopbackAnswer, LoopbackError> in
                self.turn.withLock { _ in
                    guard let multi = UnsafeMutableRawPointer(bitPattern: multi),
                        let transfer = LoopbackTransfer(request, openSocket: self.openSocket, sink: sink)
                    else {
                        return .failure(.init(code: .other, words: "libcurl cannot be started"))
                    }
                    return transfer.perform(multi) { flag.isSet }
                }
            }
        } onCancel: {
            flag.set()
            if let multi = UnsafeMutableRawPointer(bitPattern: multi) { fclayer_curl_multi_wakeup(multi) }
        }.get()
    }
}

/// Tells a thread that its task is cancelled.
private final class CancelFlag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() { value.store(true, ordering: .releasing) }
}

extension LoopbackError {
    /// A failure before anything was sent.
    init(code: Code, words: String) {
        self.init(code: code, status: nil, headers: [], size: 0, words: words, duration: .zero)
    }
}
