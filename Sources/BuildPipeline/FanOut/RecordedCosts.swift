import BuildModel
import FileTrees
import Manifests

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How long packages take, from a file that is committed beside the manifest, so that all machines have the same figures.
struct RecordedCosts: Codable, Sendable {
    /// The file beside the manifest.
    static let name = "fclayer-costs.json"

    private var schemaVersion = 1
    /// Milliseconds by `functions/<name>` or `layers/<name>`.
    private(set) var costs: [String: Int] = [:]

    init(costs: [String: Int] = [:]) { self.costs = costs }

    /// The figures of a project, none if there is no file. Throws `.usage` for one that cannot be read.
    static func load(root: String, _ log: InputLog) throws(StageFailure) -> RecordedCosts {
        let path = root + "/" + name
        guard let bytes = log.files.contents(path) else { return RecordedCosts() }
        // A day is more than any package takes, and sums of days stay numbers.
        guard let costs = try? JSONDecoder().decode(RecordedCosts.self, from: Data(bytes)), costs.schemaVersion == 1,
            costs.costs.values.allSatisfy({ (0...86_400_000).contains($0) })
        else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "costs-unreadable", severity: .error,
                        message: "`\(name)` is not what `fclayer build --record-costs` writes",
                        location: .init(file: path), hint: "remove it, or record it again")
                ])
        }
        return costs
    }

    /// The cost of a package; without a record the median of its kind, of all, or 1.
    func cost(of package: PackageID) -> Int {
        if let known = costs[package.description] { return known }
        let prefix = package.kind == .layer ? "layers/" : "functions/"
        let kind = costs.filter { $0.key.hasPrefix(prefix) }.values.sorted()
        let all = kind.isEmpty ? costs.values.sorted() : kind
        return all.isEmpty ? 1 : all[all.count / 2]
    }

    /// Takes in new figures, and forgets packages that are gone. Two digits count: the file should not change with the weather.
    func renewed(_ measured: [PackageID: Duration], keeping: [PackageID]) -> RecordedCosts {
        var next = costs.filter { key, _ in keeping.contains { $0.description == key } }
        for (package, time) in measured {
            var (value, unit) = (max(1, Int(time / .milliseconds(1))), 1)
            while value >= 100 {
                value = (value + 5) / 10
                unit *= 10
            }
            next[package.description] = value * unit
        }
        return RecordedCosts(costs: next)
    }

    /// Writes the file by rename.
    func save(root: String) throws(StageFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return }
        do throws(FileTreeError) {
            try AtomicFile.write(Array(data) + [UInt8(ascii: "\n")], to: root + "/" + Self.name)
        } catch {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: error.code == .diskFull ? "disk-full" : "output-unwritable", severity: .error,
                        message: "`\(Self.name)` was not written: \(error)")
                ])
        }
    }
}
