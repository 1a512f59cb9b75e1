import Reporting

extension Corridor {
    /// Locks for people.
    public func text(of outcome: LockOutcome) -> String { LockReport.text(outcome.locks, root: root) }

    /// Locks for programs.
    public func json(of outcome: LockOutcome) -> String { (try? LockReport.json(outcome.locks, root: root)) ?? "" }
}
