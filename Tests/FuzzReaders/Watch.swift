import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the process when one input takes too long or too much memory, and says which input it was. A crash ends it too; then
/// the note in the file tells.
final class Watch: Sendable {
    private let label: String
    private let note: Int32
    private let round = Atomic<Int>(0)
    private let began = Atomic<UInt64>(0)
    private let slowest = Mutex<(nanoseconds: UInt64, round: Int)>((0, 0))

    /// - Parameters:
    ///   - label: The arguments that make the same inputs again.
    ///   - note: The file that always names the input at hand.
    init(label: String, note: String, seconds: UInt64, megabytes: Int) {
        self.label = label
        self.note = open(note, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let thread = DispatchQueue(label: "watch")
        thread.async { [self] in
            while true {
                usleep(50_000)
                let began = began.load(ordering: .relaxed)
                if began > 0, Self.now > began, Self.now - began > seconds * 1_000_000_000 { stop("hangs") }
                if Self.peakMegabytes > megabytes { stop("takes more than \(megabytes) MB") }
            }
        }
    }

    /// Notes which input is next.
    func begin(_ number: Int) {
        round.store(number, ordering: .relaxed)
        began.store(Self.now, ordering: .relaxed)
        let text = Array("\(label) --round \(number)\n".utf8)
        _ = pwrite(note, text, text.count, 0)
        _ = ftruncate(note, off_t(text.count))
    }

    /// Notes that the input was read.
    func end() {
        let time = Self.now - began.exchange(0, ordering: .relaxed)
        let number = round.load(ordering: .relaxed)
        slowest.withLock { if time > $0.nanoseconds { $0 = (time, number) } }
    }

    /// What the run cost.
    var summary: String {
        let slowest = slowest.withLock { $0 }
        return "slowest \(slowest.nanoseconds / 1_000_000) ms in round \(slowest.round), peak \(Self.peakMegabytes) MB"
    }

    private func stop(_ what: String) -> Never {
        let text = Array("\(label) --round \(round.load(ordering: .relaxed)): \(what)\n".utf8)
        _ = write(2, text, text.count)
        _exit(4)
    }

    private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// The most memory that this process ever held at once. What `getrusage` says on Linux counts the memory of the process that
    /// started this one.
    private static var peakMegabytes: Int {
        #if os(Linux)
            guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
                let kilobytes = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
            else { return 0 }
            return kilobytes >> 10
        #else
            var usage = rusage()
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss) >> 20
        #endif
    }
}
