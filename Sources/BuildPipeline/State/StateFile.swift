import BuildModel
import FileTrees

/// A file in which runs keep what they remember: the digest of the rest, then the rest. Whatever else stands in its place, was cut
/// short or was changed by a bit is as good as nothing there, and makes way for the next one.
enum StateFile {
    /// Hexadecimal digits of the digest.
    private static let digestLength = 64

    /// A reader of what was kept; `nil` if that is not there as it was written.
    static func read(_ path: String) -> StateReader? {
        // No link is followed, and nobody waits for a pipe.
        guard let status = try? Files.status(path, followingLink: false), status.kind == .file,
            let bytes = try? Files.read(path, limit: 1 << 30), bytes.count >= digestLength
        else { return nil }
        guard bytes[..<digestLength].elementsEqual(digest(bytes[digestLength...]).hexadecimal.utf8) else { return nil }
        return StateReader(bytes, from: digestLength)
    }

    /// Keeps what was written, by rename, in a folder that is made if it is missing.
    static func write(_ writer: StateWriter, to path: String) throws(FileTreeError) {
        let bytes = Array(digest(writer.bytes[...]).hexadecimal.utf8) + writer.bytes
        func put() throws(FileTreeError) {
            if let folder = Files.parentFolder(of: path) { try Files.makeFolders(folder) }
            try AtomicFile.write(bytes, to: path)
        }
        do throws(FileTreeError) { try put() } catch  where [.isAFolder, .notAFolder, .exists].contains(error.code) {
            clear(path)
            try put()
        }
    }

    /// Removes what stands in the way: a folder at the path, anything else on the way to it.
    private static func clear(_ path: String) {
        if (try? Files.status(path, followingLink: false))?.kind == .folder { try? Files.remove(path) }
        var place = path
        while let folder = Files.parentFolder(of: place), !folder.hasSuffix("/.fclayer"), folder != "/" {
            if let status = try? Files.status(folder, followingLink: false), status.kind != .folder,
                (try? Files.status(folder))?.kind != .folder
            {
                try? Files.remove(folder)
            }
            place = folder
        }
    }

    private static func digest(_ bytes: ArraySlice<UInt8>) -> Digest {
        var hasher = StreamHasher()
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize()
    }
}
