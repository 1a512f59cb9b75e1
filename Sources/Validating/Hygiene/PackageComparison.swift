import Archives
import BuildModel

/// What two packages of one function have in common.
struct PackageComparison: Sendable {
    /// Two versions of a distribution or an npm package.
    struct Meeting: Sendable {
        let name: String
        let first: String
        let second: String
        /// The folder of the instance where they meet, or where the second one lies.
        let folder: String
        /// Files of the second version that the first does not have.
        var leftOver = 0
    }

    /// Two versions of one thing.
    private(set) var meetings: [Meeting] = []
    /// The same version of one thing, twice.
    private(set) var twins: [(name: String, zipped: Int64)] = []
    /// Paths that both have with different contents, those of `meetings` left out, sorted.
    private(set) var different: [String] = []
    /// Files that both have at the same path with the same contents, and their bytes in the second zip.
    private(set) var equal: (count: Int, zipped: Int64) = (0, 0)

    /// Compares two layers, which are merged file by file.
    init(
        layers first: PackageContents, _ second: PackageContents, _ inventories: (PackageInventory, PackageInventory)
    ) {
        var places: [String: Int] = [:]
        for key in inventories.1.distributions.keys.sorted() {
            guard let one = inventories.0.distributions[key], let two = inventories.1.distributions[key],
                one.version != two.version
            else { continue }
            places[key] = meetings.count
            meetings.append(
                Meeting(name: two.name, first: one.version, second: two.version, folder: Self.folder(two.root)))
        }
        for key in inventories.1.modules.keys.sorted() where inventories.0.modules[key] != nil {
            guard let (one, two) = Self.versions((first, key), (second, key)), one != two,
                let part = inventories.1.modules[key]
            else { continue }
            places[key] = meetings.count
            meetings.append(Meeting(name: part.name, first: one, second: two, folder: Self.folder(part.root)))
        }
        for (path, entry) in second.files {
            let place = places.isEmpty ? nil : inventories.1.part(of: path).flatMap { places[$0] }
            guard let other = first.files[path] else {
                if let place { meetings[place].leftOver += 1 }
                continue
            }
            if other.crc32 == entry.crc32, other.size == entry.size {
                equal.count += 1
                equal.zipped += Int64(clamping: entry.compressedSize)
            } else if place == nil {
                different.append(path)
            }
        }
        different.sort()
    }

    /// Compares code, which is searched first, with a layer.
    init(
        code: PackageContents, layer: PackageContents, _ inventories: (PackageInventory, PackageInventory)
    ) {
        for (key, two) in inventories.1.distributions.sorted(by: { $0.key < $1.key }) where two.root == "python" {
            guard let one = inventories.0.distributions[String(key.dropFirst("python".count))] else { continue }
            note(one.name, one.version, two.version, two)
        }
        for (key, two) in inventories.1.modules.sorted(by: { $0.key < $1.key }) where two.root == "nodejs/node_modules"
        {
            let own = String(key.dropFirst("nodejs/".count))
            guard inventories.0.modules[own] != nil, let (first, second) = Self.versions((code, own), (layer, key))
            else {
                continue
            }
            note(two.name, first, second, two)
        }
    }

    private mutating func note(_ name: String, _ first: String, _ second: String, _ part: InstalledPart) {
        if first == second {
            twins.append((name + " " + second, part.zipped))
        } else {
            meetings.append(Meeting(name: name, first: first, second: second, folder: Self.folder(part.root)))
        }
    }

    private static func folder(_ root: String) -> String { root.isEmpty ? "/opt" : "/opt/" + root }

    /// The versions in two `package.json`; `nil` where one does not say it.
    private static func versions(
        _ first: (PackageContents, String), _ second: (PackageContents, String)
    ) -> (String, String)? {
        let places = [first, second].map { ($0.0, $0.1 + "/package.json") }
        guard let one = places[0].0.files[places[0].1], let two = places[1].0.files[places[1].1] else { return nil }
        guard let version = version(places[0]) else { return nil }
        if one.crc32 == two.crc32, one.size == two.size { return (version, version) }
        return Self.version(places[1]).map { (version, $0) }
    }

    /// The text of the member `version` on the outermost level of a JSON object.
    private static func version(_ place: (PackageContents, String)) -> String? {
        guard let bytes = place.0.bytes(at: place.1, limit: 1 << 20) else { return nil }
        var depth = 0
        var last: String?
        var isValue = false
        var at = bytes.startIndex
        while at < bytes.endIndex {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":"): isValue = true
            case UInt8(ascii: ","): isValue = false
            case UInt8(ascii: "\""):
                let start = at + 1
                at = start
                while at < bytes.endIndex, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard at < bytes.endIndex else { return nil }
                let text = String(decoding: bytes[start..<at], as: UTF8.self)
                if isValue, depth == 1, last == "version" { return text }
                if !isValue, depth == 1 { last = text }
                isValue = false
            default: break
            }
            at += 1
        }
        return nil
    }
}
