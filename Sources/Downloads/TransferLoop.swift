import CLibCurl
import Dispatch
import Synchronization

/// Carries out exchanges on one thread with one libcurl multi handle, so that connections are shared and reused. The
/// thread starts with the first exchange and ends when the loop's owner goes.
final class TransferLoop: Sendable {
    private let mailbox: Mailbox
    private let hasStarted = Mutex(false)
    /// What loading and starting the library said; that is done once.
    static let libraryResult = fclayer_curl_start()

    /// A loop with at most `parallel` exchanges at a time.
    init(parallel: Int) { mailbox = Mailbox(parallel: max(1, parallel)) }

    deinit { mailbox.stop() }

    /// Carries out an exchange; cancelling the task ends it.
    func run(_ exchange: Exchange) async -> ExchangeOutcome {
        guard Self.libraryResult == CURLE_OK else {
            let words =
                fclayer_curl_is_there() == 0
                ? "libcurl is not installed (Debian: `libcurl4`)" : "libcurl cannot be started"
            return .failed(code: Self.libraryResult.rawValue, words: words)
        }
        hasStarted.withLock { started in
            if started { return }
            started = true
            let mailbox = mailbox
            DispatchQueue(label: "fclayer.transfers").async { TransferThread(mailbox).run() }
        }
        let identifier = mailbox.newIdentifier()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.submit(Job(identifier: identifier, exchange: exchange, continuation: continuation))
            }
        } onCancel: {
            mailbox.cancel(identifier)
        }
        mailbox.forget(identifier)
        return outcome
    }
}

/// An exchange and who waits for it.
struct Job: Sendable {
    let identifier: UInt64
    let exchange: Exchange
    let continuation: CheckedContinuation<ExchangeOutcome, Never>
}

/// What tasks tell the thread.
final class Mailbox: Sendable {
    struct Contents {
        var jobs: [Job] = []
        var cancelled: Set<UInt64> = []
        var isStopped = false
        var next: UInt64 = 0
        /// The address of the multi handle while the thread runs: waking it is the one call that any thread may make.
        var multi: UInt = 0

        func wake() {
            if let multi = UnsafeMutableRawPointer(bitPattern: multi) { fclayer_curl_multi_wakeup(multi) }
        }
    }

    let parallel: Int
    private let contents = Mutex(Contents())

    init(parallel: Int) { self.parallel = parallel }

    func newIdentifier() -> UInt64 {
        contents.withLock {
            $0.next += 1
            return $0.next
        }
    }

    func submit(_ job: Job) {
        contents.withLock {
            $0.jobs.append(job)
            $0.wake()
        }
    }

    func cancel(_ identifier: UInt64) {
        contents.withLock {
            $0.cancelled.insert(identifier)
            $0.wake()
        }
    }

    func forget(_ identifier: UInt64) { contents.withLock { _ = $0.cancelled.remove(identifier) } }

    func stop() {
        contents.withLock {
            $0.isStopped = true
            $0.wake()
        }
    }

    func setMulti(_ address: UInt) { contents.withLock { $0.multi = address } }

    /// New jobs, all that are to be cancelled (some of which may not have arrived yet), and whether to end.
    func take() -> (jobs: [Job], cancelled: Set<UInt64>, isStopped: Bool) {
        contents.withLock { contents in
            let jobs = contents.jobs
            contents.jobs = []
            return (jobs, contents.cancelled, contents.isStopped)
        }
    }
}

/// The thread's side: owns the multi handle and all transfers.
private final class TransferThread {
    private let mailbox: Mailbox
    private var waiting: [Job] = []
    private var active: [UnsafeMutableRawPointer: (transfer: Transfer, job: Job)] = [:]

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    func run() {
        guard let multi = fclayer_curl_multi_init() else { return refuseAll() }
        fclayer_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, mailbox.parallel)
        mailbox.setMulti(UInt(bitPattern: multi))
        while true {
            let (jobs, cancelled, isStopped) = mailbox.take()
            waiting += jobs
            if !cancelled.isEmpty { drop(cancelled, multi) }
            while active.count < mailbox.parallel, !waiting.isEmpty { start(waiting.removeFirst(), multi) }
            if isStopped, active.isEmpty, waiting.isEmpty { break }
            var running: CInt = 0
            fclayer_curl_multi_perform(multi, &running)
            if collect(multi) { continue }
            // The wait ends early when a socket is ready, a timer of libcurl is due, or a task calls.
            fclayer_curl_multi_poll(multi, active.isEmpty ? 60_000 : 1_000)
        }
        mailbox.setMulti(0)
        fclayer_curl_multi_cleanup(multi)
    }

    private func start(_ job: Job, _ multi: UnsafeMutableRawPointer) {
        guard let transfer = Transfer(job.exchange, identifier: job.identifier),
            fclayer_curl_multi_add_handle(multi, transfer.handle) == CURLM_OK
        else {
            return job.continuation.resume(
                returning: .failed(code: CURLE_OUT_OF_MEMORY.rawValue, words: "libcurl is out of memory"))
        }
        active[transfer.handle] = (transfer, job)
    }

    /// Hands out the outcomes of finished transfers; whether there was any.
    private func collect(_ multi: UnsafeMutableRawPointer) -> Bool {
        var any = false
        var left: CInt = 0
        while let message = fclayer_curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let (transfer, job) = active.removeValue(forKey: handle)
            else { continue }
            let outcome = transfer.outcome(fclayer_curl_message_result(message))
            fclayer_curl_multi_remove_handle(multi, handle)
            job.continuation.resume(returning: outcome)
            any = true
        }
        return any
    }

    private func drop(_ cancelled: Set<UInt64>, _ multi: UnsafeMutableRawPointer) {
        for job in waiting where cancelled.contains(job.identifier) { job.continuation.resume(returning: .cancelled) }
        waiting.removeAll { cancelled.contains($0.identifier) }
        for (handle, entry) in active where cancelled.contains(entry.job.identifier) {
            fclayer_curl_multi_remove_handle(multi, handle)
            active[handle] = nil
            entry.job.continuation.resume(returning: .cancelled)
        }
    }

    /// Without a multi handle every job fails, now and later.
    private func refuseAll() {
        while true {
            let (jobs, _, isStopped) = mailbox.take()
            for job in jobs {
                job.continuation.resume(
                    returning: .failed(code: CURLE_OUT_OF_MEMORY.rawValue, words: "libcurl is out of memory"))
            }
            if isStopped { return }
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
        }
    }
}
