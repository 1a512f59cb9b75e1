import BuildModel
import Synchronization

/// What the last build of a package read in its folders; taken from disk when it is first asked for, and once.
final class EarlierContents: Sendable {
    private let old: PackageCache.Item?
    private let output: OutputFolder
    private let loaded = Mutex<[FolderContents]?>(nil)

    /// What is known beside the description of a last build; nothing without one.
    init(_ old: PackageCache.Item?, in output: OutputFolder) { (self.old, self.output) = (old, output) }

    /// What was in a folder; `nil` if it is not known.
    subscript(_ source: SourceFolder) -> FolderContents? {
        guard let old, let index = old.folders.firstIndex(where: { $0.source == source }) else { return nil }
        return loaded.withLock { loaded in
            let folders = loaded ?? FolderContents.load(output.contents(of: old.package.id))
            loaded = folders
            return folders.indices.contains(index) ? folders[index] : nil
        }
    }
}
