/// The one error of this module: what went wrong, while doing what, to which file and which entry of it.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// There is no file or folder of this name.
        case notFound
        /// The system does not allow it: rights, or a read-only disk.
        case notPermitted
        /// The path is a folder, a symlink, a device or a pipe where a plain file is needed.
        case notRegularFile
        /// No room is left on the disk, or the quota is used up.
        case diskFull
        /// Any other failure that the system reports.
        case systemFailure
        /// The caller asked to stop.
        case cancelled
        /// Memory or threads could not be had.
        case outOfResources
        /// The file is not a zip archive.
        case notZip
        /// The file begins as a zip archive and ends before its directory does.
        case truncated
        /// The records of the archive contradict each other or reach outside the file.
        case damagedDirectory
        /// The archive has this defect, which the strict policy refuses.
        case refused(ZipDefect.Kind)
        /// The contents do not have the CRC-32 that the directory promises.
        case checksumMismatch
        /// The contents are shorter or longer than the directory promises.
        case sizeMismatch
        /// The compressed data cannot be read.
        case damagedData
        /// The entry is encrypted or compressed by a method other than stored and deflate.
        case unsupportedMethod
        /// The contents are larger than the caller's limit.
        case memberTooLarge
        /// The entry was read from another archive than the one that was asked for its contents.
        case foreignEntry
        /// Two members have one path.
        case duplicateMember
        /// Two members have paths that differ only by case.
        case caseClash
        /// A member lies inside another member that is not a folder.
        case memberInsideFile
        /// A symlink points out of the package, or its target is not a path.
        case symlinkLeavesPackage
        /// A file changed while it was being read.
        case fileChanged
        /// There is nothing to write.
        case noMembers
        /// The file, or what it unpacks to, is not a tar archive.
        case notTar
        /// The file is not a Debian package in the form that dpkg writes.
        case notDebianPackage
        /// There are more entries than the caller's limit.
        case tooManyEntries
        /// A hard link names no file that was unpacked before it.
        case hardLinkWithoutFile
        /// The library failed in a way that has no code of its own.
        case libraryFailure
    }

    /// What was being done.
    public enum Operation: String, Hashable, Sendable, Codable {
        /// Opening an archive and checking its directory.
        case open
        /// Reading the contents of an entry, or of a file that goes into an archive.
        case read
        /// Creating an archive.
        case create
        /// Writing an archive.
        case write
        /// Putting the finished archive in its place.
        case commit
    }

    /// What went wrong.
    public let code: Code
    /// What was being done.
    public let operation: Operation
    /// The file.
    public let path: String
    /// The entry inside the archive, if it is about one.
    public let entry: String?
    /// The words of the system or of the library, or the figures: never needed to tell errors apart.
    public let detail: String

    /// Makes an error.
    public init(_ code: Code, _ operation: Operation, path: String, entry: String? = nil, detail: String) {
        self.code = code
        self.operation = operation
        self.path = path
        self.entry = entry
        self.detail = detail
    }

    /// One line: operation, file, entry and the detail.
    public var description: String {
        let place = entry.map { "`\(path)`, entry `\($0)`" } ?? "`\(path)`"
        return "\(operation.rawValue) \(place): \(detail)"
    }
}
