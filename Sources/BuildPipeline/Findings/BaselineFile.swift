public import BuildModel
import FileTrees

extension Corridor {
    /// Takes in the baseline that the settings name.
    func useBaseline() throws(StageFailure) {
        if case .read(let file) = settings.baseline { log.record(file) }
        try judge.use(settings.baseline)
    }

    /// Writes the baseline that the settings name, of all that the last review accepts for its sake.
    func writeBaseline() throws(StageFailure) {
        guard case .write(let file) = settings.baseline, let review = judge.lastReview, !review.hasErrors else {
            return
        }
        let accepted = review.suppressed.filter { $0.kind == .baseline }.map(\.finding)
        try OutputFile.write(Baseline(name: file, accepted).text, to: file)
    }

    /// All that is to be reported of a run that failed: what it found, and what of that the user accepts.
    public func review(of failure: StageFailure) -> FindingReview {
        guard let last = judge.lastReview, last.findings == failure.findings else {
            return FindingReview(findings: failure.findings)
        }
        return last
    }
}
