import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a build by a tool made, and what decides whether it would make the same again.
struct BuildRecord: Codable {
    /// Everything but the sources: recipe, choice, tools, settings.
    var key: Digest
    /// The sources and other inputs as they stood.
    var sources: [SourceState]
    /// How the folder of results was left.
    var standing: Digest
    var contents: StagedContents
    var findings: [Finding]

    /// Whether sources and results stand as they did.
    func isCurrent(key: Digest, output: String) -> Bool {
        self.key == key && sources.allSatisfy(\.isCurrent) && (try? FileTree.walk(output))?.standing == standing
    }

    /// Reads a record; anything unreadable is as good as none.
    static func load(_ path: String) -> BuildRecord? {
        guard let bytes = try? Files.read(path) else { return nil }
        return try? JSONDecoder().decode(BuildRecord.self, from: Data(bytes))
    }

    func save(_ path: String) throws(FileTreeError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try AtomicFile.write(Array(data), to: path)
    }

    /// The digest of a plain value.
    static func digest(_ value: some Encodable) -> Digest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Plain values can always be encoded; an empty key would only mean that the build is done again.
        return FileDigest.sha256(of: Array((try? encoder.encode(value)) ?? Data()))
    }
}
