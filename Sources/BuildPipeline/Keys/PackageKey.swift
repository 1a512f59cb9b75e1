import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a package is made of, input by input. Equal keys mean equal bytes, on this machine and on others: no path of the machine
/// and no time is part of it.
struct PackageKey: Hashable, Sendable {
    /// An input and the digest of all that matters of it.
    struct Part: Hashable, Sendable {
        /// What it is, in the words of a message: `code/ingest`, `numpy 2.0.2`.
        var name: String
        var digest: Digest

        /// fclayer itself.
        static let tool = Part(name: "fclayer", digest: FileDigest.sha256(of: Array(Version.stateKey.utf8)))
    }

    var parts: [Part] = []

    /// The digest of all inputs.
    var digest: Digest {
        var hasher = StreamHasher()
        for part in parts { hasher.update(Array("\(part.name)\u{0}\(part.digest.hexadecimal)\n".utf8)) }
        return hasher.finalize()
    }

    /// The first input that is not as it was in `old`: what was there and changed or went, else what is new.
    func firstDifference(from old: PackageKey) -> (part: String, change: Change)? {
        var before: [String: [Digest]] = [:]
        for part in old.parts { before[part.name, default: []].append(part.digest) }
        var now: [String: [Digest]] = [:]
        for part in parts { now[part.name, default: []].append(part.digest) }
        for part in old.parts where now[part.name] != before[part.name] {
            return (part.name, now[part.name] == nil ? .removed : .changed)
        }
        for part in parts where before[part.name] == nil { return (part.name, .added) }
        return parts == old.parts ? nil : ("the order of what goes into it", .changed)
    }

    /// What became of an input.
    enum Change: String {
        case changed, added, removed
    }
}

/// Values as text that is the same on every machine: folders of the machine are replaced by what they are.
struct PortableText {
    let root: String
    private let folders: [(folder: [UInt8], word: [UInt8])]

    init(root: String, store: String) {
        self.root = root
        folders = [(root, "<project>"), (store, "<store>")].filter { $0.0 != "/" }.map {
            (Array($0.utf8), Array($1.utf8))
        }
    }

    /// The digest of a plain value, without the places where it was described.
    func digest(of value: some Encodable) -> Digest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let key = CodingUserInfoKey.withoutLocations { encoder.userInfo[key] = true }
        // Plain values can always be encoded.
        let text = Array((try? encoder.encode(value)) ?? Data())
        var portable: [UInt8] = []
        portable.reserveCapacity(text.count)
        var rest = text[...]
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            portable += rest[...quote]
            rest = rest[(quote + 1)...]
            for (folder, word) in folders where rest.starts(with: folder) {
                // The whole string, or a path in the folder.
                let end = rest.startIndex + folder.count
                guard end < rest.endIndex, rest[end] == UInt8(ascii: "/") || rest[end] == UInt8(ascii: "\"") else {
                    continue
                }
                portable += word
                rest = rest[end...]
                break
            }
        }
        return FileDigest.sha256(of: portable + rest)
    }

    /// A path as the user would name it.
    func name(of path: String) -> String { Self.name(of: path, in: root) }

    /// A path as somebody in a folder would name it: relative if it lies in there.
    static func name(of path: String, in folder: String) -> String {
        path == folder ? "." : path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
    }
}
