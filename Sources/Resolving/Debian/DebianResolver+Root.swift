import ArtifactStore
public import BuildModel
import FileTrees
public import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DebianResolver {
    /// What the store remembers of a release's root.
    private struct Note: Codable {
        /// Seconds since 1970.
        var made: Int64
        var root: RootFileSystem
    }

    private static let bucket = "debian-root-v\(RootFileSystemBuilder.version)"
    /// How long a root is used before its packages are looked at again: it stands for an image of the platform, which also
    /// changes seldom.
    private static let freshness: Int64 = 30 * 86_400

    /// A root file system of a release, from the store or made of the release's packages: about 25 MB. For releases that are
    /// no longer published (Debian 9 and 10) it is Debian 11's, and the value says so.
    ///
    /// It appears under its name when it is whole, and is never changed after that.
    public func rootFileSystem(for release: DebianRelease) async throws(StageFailure) -> RootFileSystem {
        let source = max(release.rawValue, DebianRelease.bullseye.rawValue)
        let from = DebianRelease(rawValue: source) ?? .bullseye
        let known = known(from)
        if let known, doors.settings.offline || time() - known.made < Self.freshness {
            return known.root.asked(for: release)
        }
        do throws(StageFailure) {
            return try await make(from).asked(for: release)
        } catch {
            // An older root is as good while the mirror is away.
            if let known, error.kind == .environment, !error.findings.contains(where: { $0.rule == "cancelled" }) {
                return known.root.asked(for: release)
            }
            throw error
        }
    }

    private func known(_ release: DebianRelease) -> Note? {
        guard let bytes = doors.store.note(release.codename, in: Self.bucket),
            let note = try? JSONDecoder().decode(Note.self, from: Data(bytes)), Files.exists(note.root.path)
        else { return nil }
        doors.store.renewUse(ofFolder: note.root.path)
        return note
    }

    private func make(_ release: DebianRelease) async throws(StageFailure) -> RootFileSystem {
        let archives = try await archives(RootFileSystemBuilder.packages, release: release, closure: false)
        let words = archives.map { "\($0.name) \($0.digest)" }.sorted().joined(separator: "\n")
        let key = FileDigest.sha256(of: Array("\(RootFileSystemBuilder.version)\n\(words)".utf8))
        let path = "\(doors.store.root)/roots-v1/\(release.codename)-\(key.hexadecimal.prefix(24))"
        let packages = Dictionary(archives.map { ($0.name, $0.version) }) { first, _ in first }
        let root = RootFileSystem(path: path, release: release, builtFrom: release, packages: packages)
        if !Files.exists(path) { try await build(archives, at: path) }
        if let note = try? JSONEncoder().encode(Note(made: time(), root: root)) {
            try asStage { () throws(StoreError) in
                try doors.store.setNote(Array(note), for: release.codename, in: Self.bucket)
            }
        }
        return root
    }

    private func build(_ archives: [DebianArchive], at path: String) async throws(StageFailure) {
        doors.settings.report("making a root file system of \(archives.count) packages")
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let fresh = scratch.path + "/root"
        try await Blocking.run { () throws(StageFailure) in
            try asStage { () throws(FileTreeError) in try Files.makeFolders(fresh) }
            try RootFileSystemBuilder.build(archives, in: fresh)
            try asStage { () throws(FileTreeError) in
                if let parent = Files.parentFolder(of: path) { try Files.makeFolders(parent) }
            }
            do throws(FileTreeError) { try Files.move(fresh, to: path) } catch {
                // Another process was faster: its root is the same.
                guard Files.exists(path) else { throw StageFailure(error) }
            }
        }
        _ = consume scratch
    }
}

extension RootFileSystem {
    fileprivate func asked(for release: DebianRelease) -> RootFileSystem {
        RootFileSystem(path: path, release: release, builtFrom: builtFrom, packages: packages)
    }
}
