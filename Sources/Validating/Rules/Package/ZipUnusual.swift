import Archives
import BuildModel

/// A zip that works but is not as packers make it.
struct ZipUnusual: PackageRule {
    static let description = RuleDescription(
        "zip-unusual", .warning, "the zip is unusual",
        """
        Things that unpackers take in different ways, but that are known to work: names with `./` in front or that differ only
        by case, names that are not UTF-8 or do not say so, devices, set-user bits, bytes before or behind the archive, files
        of a jar that are there twice. The 64-bit records of large zips, about which the platform's documents say nothing,
        and files that everybody may write to are notes.

        Source: D/FAQ 076 (UTF-8), D/FAQ 032 and 042 (modes 755 and 777 both work); own choice
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { defect in
            DefectList.isOnlyUnusual(defect.kind) && defect.kind != .symlinkLeavesPackage
                || DefectKnowledge.isUsualInJars(defect)
        } + wide(subject) + writable(subject)
    }

    private func wide(_ subject: PackageSubject) -> [Finding] {
        guard subject.contents.directory.defects.contains(where: { $0.kind == .zip64 }) else { return [] }
        let count = subject.contents.directory.entries.count
        return [
            Self.description.finding(
                "the zip uses 64-bit records (\(count) entries, \(megabytes(subject.contents.size))): common unpackers read "
                    + "them, and the platform's documents do not say", severity: .note, at: subject.contents.location())
        ]
    }

    private func writable(_ subject: PackageSubject) -> [Finding] {
        let names = subject.contents.directory.defects.filter { $0.kind == .worldWritable }.compactMap(\.entry)
        guard let first = names.first else { return [] }
        let more = names.count == 1 ? "" : " and \(names.count - 1) more"
        return [
            Self.description.finding(
                "`\(DefectList.printable(first))`\(more) may be written to by everybody, which does no harm in an instance",
                severity: .note, at: subject.contents.location(DefectList.printable(first)))
        ]
    }
}
