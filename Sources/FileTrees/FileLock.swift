#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An exclusive lock between processes (`flock`); the system drops it when the process ends, however it ends.
public struct FileLock: ~Copyable, Sendable {
    private let number: CInt

    /// Takes the lock on a file, which is made if it is missing; throws `locked` at once if another holds it.
    public init(at path: String) throws(FileTreeError) {
        try checkPath(path, operation: "lock")
        let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw FileTreeError(errno: errno, operation: "lock", path: path) }
        var result: CInt
        repeat { result = flock(number, LOCK_EX | LOCK_NB) } while result != 0 && errno == EINTR
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

    deinit {
        // A child process that is just being started has the descriptor until it becomes its program; closing ours would
        // leave the lock to it for that moment.
        flock(number, LOCK_UN)
        close(number)
    }
}
