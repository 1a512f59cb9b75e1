public import BuildModel

/// What is locked, for `fclayer lock`.
public enum LockReport {
    /// Each lock with its distributions, one a line.
    public static func text(_ locks: [LockedPython], root: String) -> String {
        var text = ""
        for lock in locks {
            text += ProjectPaths(root: root).relative(lock.dependencies.lock)
            text += " (\(lock.dependencies.runtime), \(lock.distributions.count) distributions)\n"
            for distribution in lock.distributions {
                text += "  \(distribution.name) \(distribution.version)"
                text += distribution.builtFrom == nil ? "\n" : "  built from source\n"
            }
        }
        return DisplayText.safe(text, keepLines: true)
    }

    /// The same as a document.
    public static func json(_ locks: [LockedPython], root: String) throws -> String {
        struct Lock: Encodable {
            struct Distribution: Encodable {
                var name: String
                var version: String
                var builtFromSource: Bool
            }
            var lock: String
            var runtime: String
            var distributions: [Distribution]
        }
        let paths = ProjectPaths(root: root)
        return try JSONDocument.text(
            locks.map { lock in
                Lock(
                    lock: paths.relative(lock.dependencies.lock), runtime: lock.dependencies.runtime,
                    distributions: lock.distributions.map {
                        .init(name: $0.name, version: $0.version, builtFromSource: $0.builtFrom != nil)
                    })
            })
    }
}
