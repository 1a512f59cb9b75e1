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
    var sources: [BuildInput]
    /// How the folder of results was left.
    var standing: Digest
    var contents: StagedContents
    var findings: [Finding]
    /// Where the build was described then, which findings may name.
    var location: Finding.Location
    /// The manifests that have the build: there may be several beside each other.
    var manifests: [String]

    /// The record as it holds now, if neither sources nor results have changed: at once where all files stand as they did, by
    /// their bytes where times differ, as after a fresh checkout or a restored cache.
    func renewed(key: Digest, output: String) throws(FileTreeError) -> BuildRecord? {
        guard self.key == key, let listing = try? FileTree.walk(output) else { return nil }
        var record = self
        if listing.standing != standing {
            guard let found = try? BuildResults.digest(of: listing, at: output), found == contents.digest else {
                return nil
            }
            record.standing = listing.standing
        }
        for index in sources.indices {
            guard let input = sources[index].renewed() else { return nil }
            record.sources[index] = input
        }
        return record
    }

    /// Notes that a manifest has the build.
    mutating func add(manifest: String) { manifests = Set(manifests + [manifest]).sorted() }

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

/// A folder or file that a build reads: how it stands, and what is in it.
struct BuildInput: Codable {
    var state: SourceState
    /// The digest of names, modes, links and bytes.
    var content: Digest

    /// How an input is now.
    static func now(_ path: String, ignoring ignored: [String]) throws(FileTreeError) -> BuildInput {
        let state = SourceState.now(path, orMissing: ignored)
        return BuildInput(state: state, content: try content(of: path, ignored))
    }

    /// The input with its present state if its contents are what they were.
    func renewed() -> BuildInput? {
        if state.isCurrent { return self }
        guard let now = try? Self.now(state.folder, ignoring: state.ignored), now.content == content else { return nil }
        return now
    }

    private static func content(of path: String, _ ignored: [String]) throws(FileTreeError) -> Digest {
        guard let status = try? Files.status(path) else { return FileDigest.sha256(of: []) }
        guard status.kind == .folder else {
            return status.kind == .file ? try FileDigest.sha256(ofFile: path) : FileDigest.sha256(of: [0])
        }
        return try BuildResults.digest(of: SourceCopy.listing(of: path, ignoring: ignored), at: path)
    }
}
