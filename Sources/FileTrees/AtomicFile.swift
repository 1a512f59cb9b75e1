#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes that show the old contents or the new, never half of them.
public enum AtomicFile {
    /// What a write did.
    public enum Outcome: Hashable, Sendable {
        /// The file has new contents now.
        case written
        /// The file had these bytes and this mode already and was not touched.
        case unchanged
    }

    /// Puts bytes into a file by way of a temporary file in the same folder. An equal file keeps its time stamps.
    ///
    /// `mode` is taken as it is, whatever the umask. `durably` waits until the disk has the bytes.
    @discardableResult public static func write(
        _ bytes: [UInt8], to path: String, mode: UInt16 = 0o644, durably: Bool = false
    ) throws(FileTreeError) -> Outcome {
        if let status = try? Files.status(path, followingLink: false), status.kind == .file,
            status.size == Int64(bytes.count), status.mode == mode,
            let present = try? Files.read(path, limit: bytes.count), present == bytes
        {
            return .unchanged
        }
        let temporary = Files.temporaryName(beside: path)
        do throws(FileTreeError) {
            try fill(temporary, with: bytes, mode: mode, durably: durably)
            try Files.rename(temporary, to: path)
        } catch {
            unlink(temporary)
            // The user knows the file that was asked for, not the temporary one.
            throw error.path == temporary ? error.named(path) : error
        }
        return .written
    }

    private static func fill(
        _ path: String, with bytes: [UInt8], mode: UInt16, durably: Bool
    ) throws(FileTreeError) {
        let file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, operation: "write")
        try file.writeAll(bytes)
        guard fchmod(file.number, mode_t(mode)) == 0 else {
            throw FileTreeError(errno: errno, operation: "write", path: path)
        }
        if durably { try file.synchronize() }
    }

    /// Puts the folder `fresh` in the place of `path`. On an error the old folder is where it was; after success it is
    /// gone. Both must be on one file system. (A reader can meet an instant with neither: two renames.)
    public static func replaceFolder(at path: String, with fresh: String) throws(FileTreeError) {
        let aside = Files.temporaryName(beside: path)
        var hadOld = true
        do throws(FileTreeError) { try Files.rename(path, to: aside) } catch  where error.code == .missing {
            hadOld = false
        }
        do throws(FileTreeError) { try Files.rename(fresh, to: path) } catch {
            if hadOld { try Files.rename(aside, to: path) }
            throw error
        }
        if hadOld { try Files.remove(aside) }
    }
}

extension FileTreeError {
    /// The same failure about another path.
    func named(_ path: String) -> FileTreeError {
        errno == 0
            ? FileTreeError(code, operation: operation, path: path)
            : FileTreeError(errno: errno, operation: operation, path: path)
    }
}
