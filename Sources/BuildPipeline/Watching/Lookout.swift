import BuildModel
import Compiling
import FileTrees

/// What a run looked at, as it stood then, for a watch that is to tell when the run would end otherwise.
public struct Lookout: Sendable {
    /// Something that is not as it was.
    public struct Change: Hashable, Sendable {
        /// The absolute path.
        public var path: String
        /// What became of it.
        var kind: PackageKey.Change
    }

    let stamps: [InputLog.Stamp]
    let listings: [InputLog.Listing]
    let folders: [FolderState]
    let sources: [SourceState]

    /// What a finished run looked at.
    init(_ state: RunState) {
        (stamps, listings, folders, sources) = (state.stamps, state.listings, state.folders, state.sources)
    }

    /// What a run has looked at so far.
    init(_ log: InputLog) {
        (stamps, listings, folders, sources) = (log.stamps, log.listings, log.folders, log.sources)
    }

    /// What is not as it was, in the order of the paths. `own` are results of the builds themselves (absolute paths), which may lie in
    /// folders that are packed.
    public func changes(besides own: [String] = []) -> [Change] {
        var changes: [String: Change] = [:]
        func note(_ path: String, _ kind: PackageKey.Change) {
            if changes[path] == nil { changes[path] = Change(path: path, kind: kind) }
        }
        for stamp in stamps {
            let now = FileMark.now(stamp.path)
            if now != stamp.mark { note(stamp.path, stamp.mark == nil ? .added : now == nil ? .removed : .changed) }
        }
        for listing in listings {
            let (old, now) = (Set(listing.names), Set((try? Files.names(inFolder: listing.folder)) ?? []))
            for name in now.subtracting(old) { note(listing.folder + "/" + name, .added) }
            for name in old.subtracting(now) { note(listing.folder + "/" + name, .removed) }
        }
        for folder in folders { folder.changes().forEach { note($0.path, $0.kind) } }
        // Their digests do not say which file it was.
        for source in sources where !source.isCurrent { note(source.folder, .changed) }
        // What changed in a folder says that it is gone or new, too.
        let parents = Set(changes.keys.compactMap(Files.parentFolder))
        return changes.values.filter { change in
            !parents.contains(change.path) && !own.contains { $0 == change.path || $0.hasPrefix(change.path + "/") }
        }.sorted { $0.path < $1.path }
    }
}

extension FolderState {
    /// The files that are not as they were; nothing where what is packed stands as it did.
    fileprivate func changes() -> [Lookout.Change] {
        func path(_ name: String) -> String { name == "." ? source.path : source.path + "/" + name }
        if let marks, marks.stand(at: source.path) { return [] }
        guard let now = try? Self.now(source) else { return [Lookout.Change(path: source.path, kind: .removed)] }
        guard now.state.standing != standing else { return [] }
        var old: [String: FileMark] = [:]
        for (name, mark) in zip(marks?.paths ?? [], marks?.marks ?? []) { old[name] = mark }
        var changes: [Lookout.Change] = []
        for entry in now.listing.entries {
            let before = old.removeValue(forKey: entry.path)
            let isSame = entry.kind == .emptyFolder ? before?.isFolder == true : before == FileMark(entry)
            if !isSame { changes.append(.init(path: path(entry.path), kind: before == nil ? .added : .changed)) }
        }
        for folder in now.listing.folders { old[folder.path.isEmpty ? "." : folder.path] = nil }
        for (name, mark) in old where FileMark.now(path(name)) != mark {
            changes.append(.init(path: path(name), kind: Files.exists(path(name)) ? .changed : .removed))
        }
        // Without marks, all is new: better no name than all of them.
        return changes.isEmpty || marks == nil ? [Lookout.Change(path: source.path, kind: .changed)] : changes
    }
}

extension Corridor {
    /// What this corridor's build looked at, or what the earlier one did whose results still hold.
    public var lookout: Lookout { log.recalled.map { Lookout($0) } ?? Lookout(log) }
}
