#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock between processes (`flock`), of one holder or shared by many; the system drops it when the process ends, however it
/// ends.
public struct FileLock: ~Copyable, Sendable {
    private let number: CInt

    /// Takes the lock on a file, which is made if it is missing; throws `locked` at once if another holds it. A shared lock is
    /// kept from its taker only by one that is not shared.
    public init(at path: String, isShared: Bool = false) throws(FileTreeError) {
        try checkPath(path, operation: "lock")
        let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw FileTreeError(errno: errno, operation: "lock", path: path) }
        var result: CInt
        let kind = isShared ? LOCK_SH : LOCK_EX
        repeat { result = flock(number, kind | LOCK_NB) } while result != 0 && errno == EINTR
        guard result == 0 else {
            let reason = errno
            close(number)
            if reason == EWOULDBLOCK { throw FileTreeError(.locked, operation: "lock", path: path) }
            throw FileTreeError(errno: reason, operation: "lock", path: path)
        }
        self.number = number
    }

    /// Waits for the lock up to `timeout`, then throws `locked`; throws `cancelled` if the task is cancelled.
    public static func acquire(at path: String, timeout: Duration) async throws(FileTreeError) -> FileLock {
        let clock = ContinuousClock()
        let end = clock.now + timeout
        var pause = Duration.milliseconds(5)
        while true {
            do throws(FileTreeError) {
                return try FileLock(at: path)
            } catch  where error.code == .locked && clock.now < end {
                do { try await clock.sleep(until: min(end, clock.now + pause)) } catch {
                    throw FileTreeError(.cancelled, operation: "lock", path: path)
                }
                pause = min(pause * 2, .milliseconds(100))
            }
        }
    }

    /// Waits on this thread for a lock that others hold for moments only; throws `locked` after `milliseconds`.
    public init(at path: String, isShared: Bool, patience milliseconds: Int) throws(FileTreeError) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            do throws(FileTreeError) {
                self = try FileLock(at: path, isShared: isShared)
                return
            } catch  where error.code == .locked && ContinuousClock.now < end {
                ClockTick.sleep(1_000_000)
            }
        }
    }

    deinit {
        // A child process that is just being started has the descriptor until it becomes its program; closing ours would
        // leave the lock to it for that moment.
        flock(number, LOCK_UN)
        close(number)
    }
}
