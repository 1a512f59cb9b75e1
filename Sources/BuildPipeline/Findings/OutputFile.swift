public import BuildModel
import FileTrees

/// A report in a file of the user's choice.
public enum OutputFile {
    /// Puts text into a file by rename, so that nobody reads half of it; folders on the way are made. What is no plain file,
    /// such as `/dev/stdout` or a pipe, is written to as it is. Throws `.environment`.
    public static func write(_ text: String, to path: String) throws(StageFailure) {
        do throws(FileTreeError) {
            let bytes = Array(text.utf8)
            guard let status = try? Files.status(path) else {
                if let folder = Files.parentFolder(of: path) { try Files.makeFolders(folder) }
                try AtomicFile.write(bytes, to: path)
                return
            }
            switch status.kind {
            case .file: try AtomicFile.write(bytes, to: try Files.realPath(path))
            case .folder: throw FileTreeError(.isAFolder, operation: "write", path: path)
            default: try Files.pour(bytes, into: path)
            }
        } catch {
            let isFull = error.code == .diskFull
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: isFull ? "disk-full" : "output-unwritable", severity: .error,
                        message: isFull
                            ? "free some space: the disk is full (\(error))" : "the report was not written: \(error)",
                        hint: isFull ? nil : "name another file with `--output`")
                ])
        }
    }
}
