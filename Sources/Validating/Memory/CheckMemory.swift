public import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What earlier checks found, by the digest of everything that they looked at: only what is new has to be opened.
public struct CheckMemory: Sendable {
    /// What was found, by the key of the question. The bytes are those of `CheckedParts.records`.
    public var records: [Digest: [UInt8]]
    /// What tells a package with all that is known of it from others, by the path of its zip. A zip without is opened, whatever is
    /// remembered.
    public var packages: [String: Digest]

    /// Makes a memory.
    public init(records: [Digest: [UInt8]], packages: [String: Digest]) {
        self.records = records
        self.packages = packages
    }

    /// Remembers nothing.
    public static let none = CheckMemory(records: [:], packages: [:])

    /// What was found for a question, with its key.
    func recall<Record: Decodable>(_ question: CheckQuestion, as type: Record.Type) -> (key: Digest, record: Record)? {
        guard !records.isEmpty, let key = question.key(packages), let bytes = records[key],
            let record = try? JSONDecoder().decode(type, from: Data(bytes))
        else { return nil }
        return (key, record)
    }
}

/// What a check found, part by part, to be remembered when the digests of all zips are known.
public struct CheckedParts: Sendable {
    private var known: [Digest: [UInt8]] = [:]
    private var fresh: [(question: CheckQuestion, record: [UInt8])] = []

    /// Takes in what was found of a question.
    mutating func add(_ record: some Encodable, for question: CheckQuestion) {
        guard let data = try? JSONEncoder().encode(record) else { return }
        fresh.append((question, Array(data)))
    }

    /// Takes in what was remembered and still holds.
    mutating func keep(_ key: Digest, of memory: CheckMemory) { known[key] = memory.records[key] }

    /// With what was found in another part of the check.
    func joined(with other: CheckedParts) -> CheckedParts {
        var all = self
        all.known.merge(other.known) { own, _ in own }
        all.fresh += other.fresh
        return all
    }

    /// Everything that the next check may remember.
    ///
    /// - Parameter packages: What tells packages from others, by the path of their zips.
    public func records(packages: [String: Digest]) -> [Digest: [UInt8]] {
        var records = known
        for (question, record) in fresh {
            if let key = question.key(packages) { records[key] = record }
        }
        return records
    }
}

/// What a part of a check depends on: zips, and a text of all else.
struct CheckQuestion: Sendable {
    private let files: [String]
    private let text: Digest

    init(files: [String], _ value: some Encodable) {
        self.files = files
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Plain values can always be encoded.
        text = FileDigest.sha256(of: Array((try? encoder.encode(value)) ?? Data()))
    }

    /// The key of the question; `nil` where a zip is not known.
    func key(_ packages: [String: Digest]) -> Digest? {
        var parts = text.hexadecimal
        for file in files {
            guard let digest = packages[file] else { return nil }
            parts += digest.hexadecimal
        }
        return FileDigest.sha256(of: Array(parts.utf8))
    }
}
