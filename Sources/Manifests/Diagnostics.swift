import BuildModel

/// The sink with a count of the errors of this reading, so that a reader throws only for what it found itself.
final class Diagnostics {
    private let sink: FindingSink
    /// How many errors were emitted.
    private(set) var errorCount = 0

    init(sink: FindingSink) { self.sink = sink }

    func error(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        errorCount += 1
        sink.emit(Finding(rule: rule, severity: .error, message: message, location: location, hint: hint))
    }

    func warning(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        sink.emit(Finding(rule: rule, severity: .warning, message: message, location: location, hint: hint))
    }

    func note(_ rule: String, _ message: String, at location: Finding.Location, hint: String? = nil) {
        sink.emit(Finding(rule: rule, severity: .note, message: message, location: location, hint: hint))
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
