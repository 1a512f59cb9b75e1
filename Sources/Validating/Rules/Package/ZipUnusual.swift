import Archives
import BuildModel

/// A zip that works but is not as packers make it.
struct ZipUnusual: PackageRule {
    static let description = RuleDescription(
        "zip-unusual", .warning, "the zip is unusual",
        """
        Things that unpackers take in different ways, but that are known to work: names with `./` in front or that differ only
        by case, names that are not UTF-8 or do not say so, devices, set-user bits, links that leave the package, bytes before
        or behind the archive.

        Source: D/FAQ 076 (UTF-8), D/128 (links); own choice
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { kind in
            DefectList.isOnlyUnusual(kind) && kind != .symlinkLeavesPackage
        }
    }
}
