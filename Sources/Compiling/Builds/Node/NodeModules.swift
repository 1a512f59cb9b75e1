import Archives
import BuildModel
import FileTrees

/// Lays packages of npm into a scratch folder as `npm ci` would, out of the zips of the store.
struct NodeModules {
    let parts: LockedParts

    /// Writes files, links and folders of the user's below `root`.
    func lay(in root: String) throws(StageFailure) {
        do {
            for archive in parts.archives { try lay(archive, in: root) }
            for folder in parts.folders where folder.destination != "" {
                let listing = try SourceCopy.listing(of: folder.path, ignoring: folder.exclude)
                try SourceCopy.copy(listing, of: folder.path, to: root + "/" + folder.destination)
            }
            for link in parts.links {
                let path = root + "/" + link.path
                if let parent = Files.parentFolder(of: path) { try Files.makeFolders(parent) }
                if !Files.exists(path) { try Files.makeLink(at: path, to: link.target) }
            }
        } catch let error as FileTreeError {
            try BuildFailure.onDisk { () throws(FileTreeError) in throw error }
        } catch {
            throw BuildFailure.failure(.environment, "store-failed", "\(error)")
        }
    }

    private func lay(_ archive: LockedArchive, in root: String) throws {
        let zip = try ZipDirectory(path: archive.zip)
        let leftOut = Set(archive.leftOut)
        let executables = Set(archive.executables)
        var made: Set<String> = []
        for entry in zip.entries where !entry.isDirectory && !leftOut.contains(entry.name) {
            let place = archive.destination.isEmpty ? entry.name : archive.destination + "/" + entry.name
            let path = root + "/" + (try PackagePath(place)).text
            if let parent = Files.parentFolder(of: path), made.insert(parent).inserted { try Files.makeFolders(parent) }
            if let target = entry.symlinkTarget {
                try Files.makeLink(at: path, to: target)
                continue
            }
            let isExecutable = entry.isExecutable || executables.contains(entry.name)
            try AtomicFile.write(
                try zip.bytes(of: entry, limit: 256 << 20), to: path, mode: isExecutable ? 0o755 : 0o644)
        }
    }
}
