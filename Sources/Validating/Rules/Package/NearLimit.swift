import BuildModel
import FunctionCompute

/// A package that will soon be too large, or may be by another reading of the limit.
struct NearLimit: PackageRule {
    static let description = RuleDescription(
        "near-limit", .warning, "a package is close to a limit",
        """
        From 90 % of a limit on fclayer names the largest parts, before the next dependency makes the upload fail. A layer
        that unpacks to more than 500 MB is named too: one page of the vendor's counts the limit before compression.

        Source: D/quota, fc-faq
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let limit = subject.kind == .layer ? subject.limits.layer : subject.limits.code
        let size = subject.contents.size
        let unpacked = subject.contents.unpackedSize
        let what = subject.kind == .layer ? "layer" : "code"
        if size <= limit, size > limit / 10 * 9 {
            return [
                Self.description.finding(
                    "\(what) is \(megabytes(size)) of \(megabytes(limit)); largest: " + PackageParts(subject).words,
                    at: subject.contents.location())
            ]
        }
        guard subject.kind == .layer, size <= limit, unpacked > limit else { return [] }
        return [
            Self.description.finding(
                "layer unpacks to \(megabytes(unpacked)): by one page of the vendor's the limit of \(megabytes(limit)) "
                    + "counts before compression; largest: " + PackageParts(subject).words,
                at: subject.contents.location())
        ]
    }
}
