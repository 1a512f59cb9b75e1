import BuildModel

/// A lock as PEP 751 has it, so far as fclayer reads and writes it. Paths are absolute here and relative in the file.
struct PyLock: Hashable, Sendable {
    /// Conditions on the interpreter.
    var requiresPython: String?
    /// Dependency groups that are installed by default.
    var defaultGroups: [String] = []
    /// What is locked, in the order of the file.
    var packages: [PyLockPackage] = []
    /// What fclayer noted when it wrote the lock.
    var stamp: LockStamp?
}

/// The table `[tool.fclayer]` of a lock: what it was made from, so that a stale lock is known.
struct LockStamp: Hashable, Sendable {
    /// Digest of all that shapes the result.
    var inputs: Digest
    /// Identifier of the runtime.
    var runtime: String
    /// The tool that resolved, with its version.
    var resolver: String
}

/// A distribution in a lock.
struct PyLockPackage: Hashable, Sendable {
    /// The name as PEP 503 normalises it.
    var name: String
    /// The version; `nil` for source trees that have not been built.
    var version: String?
    /// When it is wanted; `nil` is always.
    var marker: String?
    /// Conditions on the interpreter.
    var requiresPython: String?
    /// The index that it comes from, without credentials.
    var index: String?
    /// Files of which one is taken.
    var wheels: [PyLockFile] = []
    /// The source archive that a wheel can be built from.
    var sdist: PyLockFile?
    /// A file that was required by path or URL.
    var archive: PyLockFile?
    /// A source folder.
    var directory: Directory?
    /// A commit in a repository.
    var repository: Repository?

    /// A source folder.
    struct Directory: Hashable, Sendable {
        /// Absolute.
        var path: String
        var isEditable: Bool
        /// Folder inside it that has the project.
        var subfolder: String?
    }

    /// A commit in a repository.
    struct Repository: Hashable, Sendable {
        /// `git`, `hg`, …
        var kind: String
        /// Without credentials.
        var url: String
        var commit: String
        var subfolder: String?
    }
}

/// A file in a lock.
struct PyLockFile: Hashable, Sendable {
    /// File name.
    var name: String
    /// Where it is, without credentials; `nil` for local files.
    var url: String?
    /// Absolute path of a local file.
    var path: String?
    /// Size in bytes, where the index tells.
    var size: Int64?
    /// `nil` only in locks that other tools wrote with other hashes: such files are refused.
    var digest: Digest?
    /// Folder inside a source archive that has the project.
    var subfolder: String?

    /// Path or URL for messages.
    var place: String { path ?? url ?? name }
}
