import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Findings that were there when a project took fclayer up: a file to be committed. One finding stands in it by what it is
/// about, so that the file changes where the project does and not where lines move.
struct Baseline: Sendable {
    /// The format; raised when an older fclayer would misread it.
    static let version = 1
    /// Remarks about findings that are gone, at most. (Own choice.)
    static let mostRemarks = 20
    /// Rules about the choices themselves, which no baseline takes in.
    static let ownRules: Set<String> = ["unused-ignore", "baseline-stale"]
    /// Bytes of a baseline at most. (Own choice.)
    static let largestFile = 64 << 20

    /// The file as the user would name it.
    var name: String
    /// How often each finding is accepted.
    var counts: [FindingIdentity: Int]

    private struct Document: Codable {
        struct Item: Codable {
            var rule: String
            var place: String?
            var entry: String?
            var key: String?
            var message: String
            /// Left out for one.
            var count: Int?
        }

        var fclayerBaseline: Int
        var findings: [Item]
    }

    /// Takes in findings.
    init(name: String, _ findings: some Sequence<Finding>) {
        self.name = name
        counts = [:]
        for finding in findings where !Self.ownRules.contains(finding.rule) {
            counts[FindingIdentity(finding), default: 0] += 1
        }
    }

    /// Reads a file. Throws `.usage` for one that is none.
    init(file: String, name: String) throws(StageFailure) {
        let bytes: [UInt8]
        do { bytes = try Files.read(file, limit: Self.largestFile) } catch {
            throw Self.unreadable(
                name, "cannot be read: \(error)",
                hint: error.code == .missing ? "make it with `--write-baseline \(name)`" : nil)
        }
        let document: Document
        do { document = try JSONDecoder().decode(Document.self, from: Data(bytes)) } catch {
            throw Self.unreadable(
                name, "is no baseline of fclayer", hint: "make it anew with `--write-baseline \(name)`")
        }
        guard document.fclayerBaseline == Self.version else {
            throw Self.unreadable(
                name,
                "has format \(document.fclayerBaseline), and this fclayer reads \(Self.version)",
                hint: "make it anew with `--write-baseline \(name)`")
        }
        self.name = name
        counts = [:]
        for item in document.findings {
            let identity = FindingIdentity(
                rule: item.rule, place: item.place, entry: item.entry, key: item.key, message: item.message)
            // A hand may have written any number.
            counts[identity] = (counts[identity] ?? 0) + min(max(0, item.count ?? 1), 1 << 20)
        }
    }

    /// The text of the file: sorted, one finding after another, the same on every machine.
    var text: String {
        let items = counts.sorted { $0.key < $1.key }.map { identity, count in
            Document.Item(
                rule: identity.rule, place: identity.place, entry: identity.entry, key: identity.key,
                message: identity.message, count: count == 1 ? nil : count)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // Plain values can always be encoded.
        let data = (try? encoder.encode(Document(fclayerBaseline: Self.version, findings: items))) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func unreadable(_ name: String, _ message: String, hint: String?) -> StageFailure {
        StageFailure(
            .usage,
            [
                Finding(
                    rule: "baseline-unreadable", severity: .error, message: "the baseline `\(name)` \(message)",
                    location: .init(file: name), hint: hint)
            ])
    }
}
