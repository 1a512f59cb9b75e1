#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What lies in the store, for people and programs.
public struct StoreReport: Sendable {
    /// A kind of things in the store.
    public struct Row: Sendable, Encodable {
        var kind: String
        var words: String
        var count: Int
        var bytes: Int64
        var secondsSinceLastUse: Int64?
        var secondsSinceOldestUse: Int64?

        /// `words` say what the kind is; ages are seconds since something of it was used.
        public init(kind: String, words: String, count: Int, bytes: Int64, youngest: Int64?, oldest: Int64?) {
            self.kind = kind
            self.words = words
            self.count = count
            self.bytes = bytes
            secondsSinceLastUse = youngest
            secondsSinceOldestUse = oldest
        }

        private enum CodingKeys: CodingKey {
            case kind, count, bytes, secondsSinceLastUse, secondsSinceOldestUse
        }
    }

    private struct Document: Encodable {
        var store: String
        var bytes: Int64
        var kinds: [Row]
    }

    let store: String
    let rows: [Row]

    /// A report on the store in a folder.
    public init(store: String, rows: [Row]) {
        self.store = store
        self.rows = rows
    }

    private var bytes: Int64 { rows.reduce(0) { $0 + $1.bytes } }

    /// A table.
    public var text: String {
        var table = TextTable([
            ("kind", .left), ("files", .right), ("size", .right), ("last used", .right), ("longest unused", .right),
            ("", .left),
        ])
        for row in rows where row.count > 0 {
            table.add([
                row.kind, "\(row.count)", ByteCount.text(row.bytes), row.secondsSinceLastUse.map(Self.age) ?? "",
                row.secondsSinceOldestUse.map(Self.age) ?? "", row.words,
            ])
        }
        let place = "\(ByteCount.text(bytes)) in `\(DisplayText.safe(store))`\n"
        return rows.contains { $0.count > 0 } ? table.text + place : place
    }

    /// The same as one JSON document.
    public func json() -> String { (try? JSONDocument.text(Document(store: store, bytes: bytes, kinds: rows))) ?? "" }

    /// A size for people.
    public static func size(_ bytes: Int64) -> String { ByteCount.text(bytes) }

    /// A number of things: `1 file`, `2 files`.
    public static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<3600: "within the hour"
        case ..<(2 * 86_400): "\(seconds / 3600) h ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
