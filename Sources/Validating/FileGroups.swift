import BuildModel

/// Many files with one cause become one finding: those that one distribution brought and that have the same words.
enum FileGroups {
    struct Item {
        let path: String
        let owner: Distribution?
        let severity: Finding.Severity
        let words: String
        /// Items are one group where this is equal too.
        var key = ""
    }

    static func findings(_ items: [Item], _ make: (Item, String) -> Finding) -> [Finding] {
        var order: [String] = []
        var groups: [String: [Item]] = [:]
        for item in items {
            let owner = item.owner?.description ?? "folder " + item.path.prefix { $0 != "/" }
            let key = owner + "\u{0}" + item.severity.rawValue + "\u{0}" + (item.key.isEmpty ? item.words : item.key)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(item)
        }
        return order.compactMap { key in
            guard let items = groups[key], let first = items.first else { return nil }
            let more = items.count == 1 ? "" : " (and \(items.count - 1) more file\(items.count == 2 ? "" : "s"))"
            return make(first, more)
        }
    }

    static func brought(by owner: Distribution?) -> String { owner.map { ", brought by \($0)," } ?? "" }
}
