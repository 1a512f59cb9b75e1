import Archives
import BuildModel

/// The signed index of a suite (`InRelease`, without its signature): which files belong to it, and until when it counts.
struct ReleaseIndex: Hashable, Sendable {
    /// A file of the suite.
    struct File: Hashable, Sendable {
        let path: String
        let size: Int64
        let digest: Digest
    }

    let codename: String
    let suite: String
    let components: Set<String>
    let architectures: Set<String>
    /// Seconds since 1970; `nil` if the index counts for ever.
    let validUntil: Int64?
    private let files: [String: File]

    /// Reads the text; `nil` for what is no index.
    init?(_ text: String) {
        guard let fields = ControlParagraph(text), let sums = fields["SHA256"] else { return nil }
        codename = fields["Codename"] ?? ""
        suite = fields["Suite"] ?? ""
        components = Set((fields["Components"] ?? "").split(separator: " ").map { String($0) })
        architectures = Set((fields["Architectures"] ?? "").split(separator: " ").map(String.init))
        if let until = fields["Valid-Until"] {
            guard let seconds = ReleaseDate.seconds(until) else { return nil }
            validUntil = seconds
        } else {
            validUntil = nil
        }
        var files: [String: File] = [:]
        for line in sums.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let digest = Digest(String(words[0])), let size = Int64(words[1]), size >= 0 else {
                continue
            }
            let path = String(words[2])
            files[path] = File(path: path, size: size, digest: digest)
        }
        self.files = files
    }

    func file(_ path: String) -> File? { files[path] }
}

/// Dates as release indexes write them: `Fri, 27 Nov 2026 00:12:41 UTC`.
enum ReleaseDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970; `nil` if it is no date in UTC.
    static func seconds(_ text: String) -> Int64? {
        let words = text.split(separator: " ")
        guard words.count == 6, ["UTC", "GMT", "+0000"].contains(words[5]), let day = Int64(words[1]),
            (1...31).contains(day), let month = months.firstIndex(of: String(words[2])), let year = Int64(words[3]),
            (1970...9999).contains(year)
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0..<61).contains(time[2]) else {
            return nil
        }
        // Days since 1970 with years that begin in March.
        let shifted = month < 2 ? year - 1 : year
        let moved = Int64((month + 10) % 12)
        let ofYear = (153 * moved + 2) / 5 + day - 1
        let (era, ofEra) = (shifted / 400, shifted % 400)
        let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
        return days * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]
    }
}

extension ReleaseDate {
    /// A day in UTC for messages, for example `2026-11-27`.
    static func text(_ seconds: Int64) -> String {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let moved = (5 * ofYear + 2) / 153
        let (day, month) = (ofYear - (153 * moved + 2) / 5 + 1, moved < 10 ? moved + 3 : moved - 9)
        let full = year + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(full)-\(two(month))-\(two(day))"
    }
}
