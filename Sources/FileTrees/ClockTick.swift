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

    /// Some file systems keep whole seconds, FAT two of them, with a little more.
    private static let coarseLength: Int64 = 2_100_000_000

    /// The tick of the file system that has given this time. One with finer times gives a whole second once in a thousand million.
    private static func length(of time: Int64) -> Int64 { time % 1_000_000_000 == 0 ? coarseLength : length }

    /// Whether a file that changed at `changed` is older than a tick: then its next change gives it another time.
    public static func isOver(_ changed: Int64) -> Bool { changed < now() - length(of: changed) }

    /// Nanoseconds until a file that changed at `changed` is older than a tick; `nil` if it is, or if its time lies in the
    /// future by more than a tick (a clock that was set back), where waiting would not help.
    public static func wait(after changed: Int64) -> Int64? {
        let age = now() - changed
        let length = length(of: changed)
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
