import Archives
import BuildModel

/// A zip that unpackers may read differently from what was checked.
struct ZipUnsafe: PackageRule {
    static let description = RuleDescription(
        "zip-unsafe", .error, "the zip is damaged or says two things at once",
        """
        What Function Compute does with such a zip is not documented: names that leave the package, two entries of one name, a
        directory that contradicts the entries, encryption, methods other than stored and deflate, or sizes that cannot be. An
        unpacker may refuse it or unpack something else than was checked. Zips inside the zip are files like others: nobody
        unpacks them, and they are not looked into.

        Wrong: a zip that was cut by a broken transfer, or put together by hand

        Right: the zip made again, with `fclayer build` or `zip -r`

        Source: validate.md 6; own choice
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { defect in
            !DefectList.isOnlyUnusual(defect.kind) && defect.kind.isRefused && !DefectKnowledge.isUsualInJars(defect)
        }
            + subject.natives.damaged.prefix(20).map { damage in
                Self.description.finding(
                    "`\(damage.path)` cannot be unpacked: \(damage.words)", at: subject.contents.location(damage.path))
            }
    }
}
