import BuildModel
import FileTrees

/// Failures in the making of SDKs, in words for the user.
enum SDKFailure {
    /// A failure with one finding of severity error.
    static func failure(
        _ kind: StageFailure.Kind, _ rule: String, _ message: String, hint: String? = nil
    ) -> StageFailure {
        StageFailure(kind, [Finding(rule: rule, severity: .error, message: message, hint: hint)])
    }

    /// An SDK could not be made.
    static func unmade(_ target: SDKTarget, _ words: String, hint: String? = nil) -> StageFailure {
        failure(
            .environment, "sdk-failed", "the Swift SDK for `\(target.runtime)` cannot be made: \(words)", hint: hint)
    }

    /// The disk did not do its work.
    static func disk(_ error: FileTreeError) -> StageFailure { failure(.environment, "disk-failed", "\(error)") }
}

/// Runs work on the disk and turns its error into a failure of the stage.
@discardableResult
func onDisk<T: ~Copyable>(_ work: () throws(FileTreeError) -> T) throws(StageFailure) -> T {
    do { return try work() } catch { throw SDKFailure.disk(error) }
}
