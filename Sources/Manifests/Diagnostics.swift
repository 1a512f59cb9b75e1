import BuildModel

/// The sink with a count of the errors of this reading, so that a reader throws only for what it found itself.
final class Diagnostics {
    /// Findings that are told at most: past them a reader learns nothing more. (Own choice.)
    static let most = 200

    private let sink: FindingSink
    private var count = 0
    /// How many errors were emitted.
    private(set) var errorCount = 0

    init(sink: FindingSink) { self.sink = sink }

    func error(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        errorCount += 1
        emit(rule, .error, message, at: location, hint: hint)
    }

    func warning(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        emit(rule, .warning, message, at: location, hint: hint)
    }

    func note(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        emit(rule, .note, message, at: location, hint: hint)
    }

    private func emit(
        _ rule: String, _ severity: Finding.Severity, _ message: String, at location: Finding.Location, hint: String?
    ) {
        count += 1
        guard count <= Self.most else {
            if count == Self.most + 1 {
                sink.emit(
                    Finding(
                        rule: "more-findings", severity: .note,
                        message: "there are more findings than these \(Self.most): fix them first"))
            }
            return
        }
        sink.emit(Finding(rule: rule, severity: severity, message: message, location: location, hint: hint))
    }
}

/// Pieces of messages.
enum Phrase {
    /// Names in backticks with commas; empty for no names.
    static func list(_ names: some Sequence<String>) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }

    /// `did you mean …?` for the nearest candidate.
    static func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String? {
        NearestName.nearest(to: name, among: candidates).map { "did you mean `\($0)`?" }
    }

    /// Text for a message: one line, at most 80 characters, control characters replaced.
    static func short(_ text: String) -> String {
        let line = text.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
        return String(line) + (text.unicodeScalars.count > 80 ? "…" : "")
    }
}
