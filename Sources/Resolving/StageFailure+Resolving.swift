import ArtifactStore
import BuildModel
import Downloads
import FileTrees
import Processes

extension StageFailure {
    /// A failure with one finding of severity error.
    init(
        _ kind: Kind, _ rule: String, _ message: String, at location: Finding.Location = .none, hint: String? = nil
    ) {
        let finding = Finding(rule: rule, severity: .error, message: message, location: location, hint: hint)
        self.init(kind, [finding])
    }

    /// The store did not do its work.
    init(_ error: StoreError) { self.init(.environment, "store-failed", "\(error)", hint: error.advice) }

    /// The disk did not do its work.
    init(_ error: FileTreeError) { self.init(.environment, "disk-failed", "\(error)") }

    /// A tool could not be run to its end.
    init(_ error: ToolError) {
        self.init(.environment, error.code == .cancelled ? "cancelled" : "tool-failed", "\(error)")
    }

    /// Several failures as one: the environment's reasons outweigh the project's, because there a second try may help.
    static func combined(_ failures: [StageFailure]) -> StageFailure? {
        guard let first = failures.first else { return nil }
        let kind = failures.map(\.kind).max { $0.rawValue < $1.rawValue } ?? first.kind
        var findings: [Finding] = []
        for finding in failures.flatMap(\.findings) where !findings.contains(finding) { findings.append(finding) }
        return StageFailure(kind, findings)
    }
}

/// Runs work of the store and turns its error into a failure of the stage.
@discardableResult
func asStage<T: ~Copyable>(_ work: () throws(StoreError) -> T) throws(StageFailure) -> T {
    do { return try work() } catch { throw StageFailure(error) }
}

/// Runs work on the disk and turns its error into a failure of the stage.
@discardableResult
func asStage<T: ~Copyable>(_ work: () throws(FileTreeError) -> T) throws(StageFailure) -> T {
    do { return try work() } catch { throw StageFailure(error) }
}
