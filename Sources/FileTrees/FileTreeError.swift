#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What went wrong with a file or a folder. The code decides what the caller does, the rest tells the user.
public struct FileTreeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The file or a folder on the way to it does not exist.
        case missing
        /// The user may not do this.
        case permission
        /// The file system is mounted read-only.
        case readOnly
        /// No space or no quota is left.
        case diskFull
        /// A folder was expected.
        case notAFolder
        /// A file was expected.
        case isAFolder
        /// Something is there already.
        case exists
        /// The folder still holds something.
        case notEmpty
        /// Symbolic links lead round in a circle, or a link stands where none may.
        case symlinkLoop
        /// A name has more than 255 bytes, or a path more than the system takes.
        case nameTooLong
        /// The process or the system has no file descriptor left.
        case tooManyOpenFiles
        /// A rename would leave its file system.
        case crossesDevices
        /// The file is larger than the caller's limit.
        case tooLarge
        /// A name is not UTF-8, or holds NUL.
        case notUTF8
        /// Another process holds the lock.
        case locked
        /// The file changed while it was read.
        case changed
        /// The task was cancelled.
        case cancelled
        /// Anything else; `errno` says what.
        case other
    }

    /// The kind of failure.
    public let code: Code
    /// What was tried, as the end of "cannot …", for example `read`.
    public let operation: String
    /// The path as it was handed in.
    public let path: String
    /// The system's error number, 0 if the failure is not the system's.
    public let errno: CInt

    /// Makes an error that the system did not raise.
    public init(_ code: Code, operation: String, path: String) {
        self.code = code
        self.operation = operation
        self.path = path
        self.errno = 0
    }

    /// Makes an error from the system's error number.
    public init(errno: CInt, operation: String, path: String) {
        self.code = Code(errno: errno)
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    /// A sentence for the user, without a full stop.
    public var description: String { "cannot \(operation) `\(path)`: \(reason)" }

    /// The part of the description after the colon.
    public var reason: String {
        switch code {
        case .missing: "it does not exist"
        case .permission: "permission denied"
        case .readOnly: "the file system is read-only"
        case .diskFull: errno == EDQUOT ? "the disk quota is used up" : "no space is left on the disk"
        case .notAFolder: "it is not a folder"
        case .isAFolder: "it is a folder"
        case .exists: "something is there already"
        case .notEmpty: "the folder is not empty"
        case .symlinkLoop: "symbolic links lead round in a circle"
        case .nameTooLong: "the name is too long"
        case .tooManyOpenFiles: "too many open files"
        case .crossesDevices: "source and target are on different file systems"
        case .tooLarge: "it is too large"
        case .notUTF8: "the name is not UTF-8"
        case .locked: "another process is using it"
        case .changed: "it changed while it was read"
        case .cancelled: "the work was cancelled"
        case .other: String(cString: strerror(errno))
        }
    }
}

extension FileTreeError.Code {
    /// The code for one of the system's error numbers.
    public init(errno: CInt) {
        switch errno {
        case ENOENT: self = .missing
        case EACCES, EPERM: self = .permission
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT: self = .diskFull
        case ENOTDIR: self = .notAFolder
        case EISDIR: self = .isAFolder
        case EEXIST: self = .exists
        case ENOTEMPTY: self = .notEmpty
        case ELOOP: self = .symlinkLoop
        case ENAMETOOLONG: self = .nameTooLong
        case EMFILE, ENFILE: self = .tooManyOpenFiles
        case EXDEV: self = .crossesDevices
        case EFBIG: self = .tooLarge
        case EILSEQ: self = .notUTF8
        default: self = .other
        }
    }
}
