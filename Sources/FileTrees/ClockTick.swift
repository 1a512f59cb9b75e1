#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The coarseness of file times.
public enum ClockTick {
    /// Longer than the tick by which kernels advance file times (at most 10 ms on Linux), in nanoseconds.
    public static let length: Int64 = 12_000_000

    /// Nanoseconds until a file that changed at `changed` is older than a tick; `nil` if it is, or if its time lies in the
    /// future by more than a tick (a clock that was set back), where waiting would not help.
    public static func wait(after changed: Int64) -> Int64? {
        let age = now() - changed
        return age < length && age > -length ? length - age : nil
    }

    /// Wall-clock time in nanoseconds since 1970.
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Waits.
    public static func sleep(_ nanoseconds: Int64) {
        var time = timespec(tv_sec: 0, tv_nsec: Int(min(max(nanoseconds, 0), 2 * length)))
        nanosleep(&time, nil)
    }
}
