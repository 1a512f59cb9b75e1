import Assembling
import BuildModel
import Compiling
import FileTrees

/// The folders in which something must happen if a path is to change: its own and all on the way to it, each with the next name of the
/// way. So a folder that is moved, made anew or reached by another link is noticed as well.
struct WatchedPlaces {
    /// For each folder the names that matter.
    private(set) var folders: [String: FolderWatch.Names] = [:]
    /// What is known to be no link.
    private var plain: Set<String> = []

    /// Where a lookout's changes show.
    init(_ lookout: Lookout) {
        for stamp in lookout.stamps { add(stamp.path) }
        for listing in lookout.listings { addFolder(listing.folder) }
        for folder in lookout.folders {
            let root = folder.source.path
            addFolder(root)
            for name in Self.foldersBelow(folder) { folders[root + "/" + name] = .all }
        }
        for source in lookout.sources {
            add(source.folder)
            for folder in source.folders { folders[folder] = .all }
        }
    }

    private static func foldersBelow(_ folder: FolderState) -> [String] {
        guard let marks = folder.marks else {
            return (try? SourceListing.list(folder.source))?.folders.map(\.path).filter { !$0.isEmpty } ?? []
        }
        return zip(marks.paths, marks.marks).compactMap { $1.isFolder && $0 != "." ? $0 : nil }
    }

    private mutating func addFolder(_ path: String) {
        add(path)
        folders[path] = .all
    }

    /// Adds all folders on the way to a path, behind links too.
    private mutating func add(_ path: String) {
        var left = Array(path.split(separator: "/").reversed())
        var folder = ""
        // The system follows 40 links (path_resolution(7)).
        var links = 0
        while let name = left.popLast() {
            switch name {
            case ".": continue
            case "..":
                folder = Files.parentFolder(of: folder).map { $0 == "/" ? "" : $0 } ?? ""
                continue
            default: break
            }
            note(String(name), in: folder.isEmpty ? "/" : folder)
            let here = folder + "/" + name
            guard !plain.contains(here), let target = try? Files.readLink(here), links < 40 else {
                plain.insert(here)
                folder = here
                continue
            }
            links += 1
            if target.hasPrefix("/") { folder = "" }
            left += target.split(separator: "/").reversed()
        }
    }

    private mutating func note(_ name: String, in folder: String) {
        folders[folder] = folders[folder]?.union(.some([name])) ?? .some([name])
    }
}
