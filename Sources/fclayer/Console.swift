import BuildModel
import BuildPipeline
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where words go: results to standard output, talk and progress to standard error.
enum Console {
    /// Prints a result. A reader that has gone away (`fclayer plan | head`) is no error.
    static func result(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Prints the bytes of a result as they are.
    static func result(_ bytes: [UInt8]) { write(bytes[...], to: STDOUT_FILENO) }

    /// Prints talk on a line of its own.
    static func say(_ text: String) {
        ProgressLine.shared.clear()
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// Prints findings, if there are any.
    static func printFindings(_ findings: [Finding]) { printFindings(FindingReview(findings: findings)) }

    /// Prints findings, and how many are ignored.
    static func printFindings(_ review: FindingReview) {
        guard !review.findings.isEmpty || !review.suppressed.isEmpty else { return }
        say(Report.findings(review, colour: isTerminal(STDERR_FILENO)))
    }

    /// Whether a descriptor is a terminal that shows colour and lines that change.
    static func isTerminal(_ descriptor: Int32) -> Bool {
        guard isatty(descriptor) == 1 else { return false }
        return Surroundings.variable("NO_COLOR").isEmpty && Surroundings.variable("TERM") != "dumb"
    }

    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8)[...], to: descriptor) }

    /// What is written while `body` runs; it is written nevertheless.
    static func recorded(_ body: () throws -> Void) rethrows -> [Answer.Piece] {
        transcript.withLock { $0 = [] }
        defer { transcript.withLock { $0 = nil } }
        try body()
        return transcript.withLock { $0 ?? [] }
    }

    private static let transcript = Mutex<[Answer.Piece]?>(nil)

    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        transcript.withLock { $0?.append(Answer.Piece(descriptor: descriptor, bytes: Array(bytes))) }
        var bytes = bytes
        while !bytes.isEmpty {
            #if canImport(Glibc)
                let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            #elseif canImport(Musl)
                let count = bytes.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
            #else
                let count = bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
            #endif
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
