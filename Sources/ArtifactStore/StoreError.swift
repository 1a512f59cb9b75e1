public import BuildModel
public import FileTrees

/// Why the store could not keep or give something.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Hashable, Sendable {
        /// The store is on a read-only file system.
        case readOnly
        /// No space or no quota is left.
        case diskFull
        /// The user may not write to the store.
        case permission
        /// What was to be stored is not what was expected.
        case digestMismatch(expected: Digest, found: Digest)
        /// What was to be stored does not exist.
        case missing
        /// The name of a bucket is not plain.
        case badName
        /// Any other failure of the file system.
        case other(FileTreeError.Code)
    }

    /// The kind of failure.
    public let code: Code
    /// What was tried, as the end of "cannot …".
    public let operation: String
    /// The path or the name in question.
    public let path: String
    /// The system's error number, 0 if there is none.
    public let errno: CInt
    private let reason: String

    init(_ code: Code, operation: String, path: String, reason: String) {
        self.code = code
        self.operation = operation
        self.path = path
        self.errno = 0
        self.reason = reason
    }

    init(renaming error: StoreError, to path: String) {
        code = error.code
        operation = error.operation
        self.path = path
        errno = error.errno
        reason = error.reason
    }

    init(_ error: FileTreeError) {
        switch error.code {
        case .readOnly: code = .readOnly
        case .diskFull: code = .diskFull
        case .permission: code = .permission
        case .missing: code = .missing
        default: code = .other(error.code)
        }
        operation = error.operation
        path = error.path
        errno = error.errno
        reason = error.reason
    }

    /// What the user can do about it.
    public var advice: String? {
        switch code {
        case .readOnly, .permission:
            "the store is another user's or read-only; set `FCLAYER_CACHE` to a folder of your own"
        case .diskFull: "`fclayer cache prune --max-size 5G` makes room"
        default: nil
        }
    }

    /// A sentence for the user, without a full stop.
    public var description: String { "cannot \(operation) `\(path)`: \(reason)" }
}

/// Runs work on files and speaks of its failures as the store's.
func asStore<T: ~Copyable>(_ work: () throws(FileTreeError) -> T) throws(StoreError) -> T {
    do throws(FileTreeError) { return try work() } catch { throw StoreError(error) }
}
