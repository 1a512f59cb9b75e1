import BuildModel
import FileTrees

/// Failures of builds by tools, in words for the user.
enum BuildFailure {
    /// A failure with one finding of severity error.
    static func failure(
        _ kind: StageFailure.Kind, _ rule: String, _ message: String, location: Finding.Location = .none,
        hint: String? = nil
    ) -> StageFailure {
        StageFailure(kind, [Finding(rule: rule, severity: .error, message: message, location: location, hint: hint)])
    }

    /// Work in `.fclayer`: the machine's turn.
    @discardableResult
    static func onDisk<T: ~Copyable>(_ work: () throws(FileTreeError) -> T) throws(StageFailure) -> T {
        do { return try work() } catch {
            guard error.code != .diskFull else {
                throw failure(
                    .environment, "disk-full", "free some space: the disk is full (\(error))",
                    hint: "results of earlier builds are untouched")
            }
            throw failure(.environment, "disk-failed", "\(error)")
        }
    }

    /// Work that reads the user's sources: the user's turn, unless the disk is full.
    @discardableResult
    static func onSources<T>(_ work: () throws(FileTreeError) -> T) throws(StageFailure) -> T {
        do { return try work() } catch {
            guard error.code != .diskFull, error.code != .readOnly else {
                return try onDisk { () throws(FileTreeError) in throw error }
            }
            throw failure(.project, "file-unreadable", "\(error)", location: .init(file: error.path))
        }
    }
}
