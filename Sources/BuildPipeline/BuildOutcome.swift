public import BuildModel

/// What a build made, ready to be printed.
public struct BuildOutcome: Sendable, Codable {
    /// The packages, layers first.
    public var packages: [SealedPackage]
    /// Notes and warnings, and what the user accepts; errors end a build otherwise.
    public var review: FindingReview
    /// Notes and warnings.
    public var findings: [Finding] { review.findings }
    /// What was looked at, for reports that list it; not only packages have findings.
    var subjects: [String]
    /// The manifest as the user would name it.
    var manifest: String?
    /// The table for people.
    public var table: String
    /// The document `build.json`.
    public var document: String
    /// Why each package was made anew or kept; empty where nothing at all had changed.
    var reasons: [BuildReason] = []
    /// The state that the outcome can be had from again; `nil` where none was kept.
    var state: UInt64?

    private enum CodingKeys: CodingKey { case packages, review, subjects, manifest, table, document }

    /// Lines that tell of each package why it was made anew or kept.
    public var explanation: [String] {
        packages.enumerated().map { index, sealed in
            let reason = reasons.indices.contains(index) ? reasons[index] : .untouched
            return "\(sealed.package.id): \(reason.isBuilt ? "built" : "kept"): \(reason.text)"
        }
    }
}

/// What a plan is, with all that was found on the way.
public struct PlanOutcome: Sendable {
    /// The project.
    public var project: Project
    /// The plan.
    public var plan: BuildPlan
    /// Findings of the manifest and the configuration.
    public var findings: [Finding]
}

/// The locks of a project after `fclayer lock`.
public struct LockOutcome: Sendable {
    /// Absolute paths of the locks, in the order of the packages.
    public var locks: [String]
    /// Notes and warnings.
    public var findings: [Finding]
}
