import Archives
import BuildModel

/// Turns what the reader of archives lists into findings: few of each kind, so that a hostile zip does not fill the report.
enum DefectList {
    static let mostOfAKind = 5

    static func isOnlyUnusual(_ kind: ZipDefect.Kind) -> Bool {
        switch kind {
        case .nameNotUTF8, .utf8FlagMissing, .nameNotNormal, .caseClash, .kindUnclear, .leadingBytes, .trailingBytes,
            .specialFile, .setuid, .symlinkLeavesPackage, .symlinkDamaged:
            true
        default: false
        }
    }

    static func findings(
        _ rule: RuleDescription, _ subject: PackageSubject, where isWanted: (ZipDefect.Kind) -> Bool
    ) -> [Finding] {
        var findings: [Finding] = []
        var counts: [ZipDefect.Kind: Int] = [:]
        for defect in subject.contents.directory.defects where isWanted(defect.kind) && !isHarmless(defect, subject) {
            counts[defect.kind, default: 0] += 1
            guard counts[defect.kind, default: 0] <= mostOfAKind else { continue }
            let entry = defect.entry.map { "entry `\(printable($0))`: " } ?? ""
            findings.append(
                rule.finding(
                    entry + "\(defect.detail) (\(defect.kind.rawValue))",
                    at: subject.contents.location(defect.entry.map(printable))))
        }
        for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > mostOfAKind {
            findings.append(
                rule.finding(
                    "\(count - mostOfAKind) more entries with the defect \(kind.rawValue)",
                    at: subject.contents.location()))
        }
        return findings
    }

    /// A folder that is listed twice is the same folder. A link from one mounted place to another is a common way to find
    /// a layer's files.
    private static func isHarmless(_ defect: ZipDefect, _ subject: PackageSubject) -> Bool {
        if defect.kind == .duplicateName, let name = defect.entry {
            return name.hasSuffix("/") && subject.contents.files[String(name.dropLast())] == nil
        }
        guard defect.kind == .symlinkLeavesPackage, let name = defect.entry,
            let target = subject.contents.files[name]?.symlinkTarget
        else { return false }
        return ["/opt/", "/code/", "/tmp", "/mnt/", "/usr/", "/bin/", "/lib", "/var/", "/etc/", "/dev/"]
            .contains { target.hasPrefix($0) }
    }

    private static func printable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
    }
}
