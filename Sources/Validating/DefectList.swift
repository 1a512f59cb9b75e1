import Archives
import BuildModel

/// Turns what the reader of archives lists into findings: few of each kind, so that a hostile zip does not fill the report.
enum DefectList {
    static let mostOfAKind = 5

    /// What unpackers take in different ways, but take.
    static func isOnlyUnusual(_ kind: ZipDefect.Kind) -> Bool {
        switch kind {
        case .nameNotUTF8, .utf8FlagMissing, .nameNotNormal, .caseClash, .kindUnclear, .leadingBytes, .trailingBytes,
            .specialFile, .setuid, .symlinkLeavesPackage, .symlinkDamaged:
            true
        default: false
        }
    }

    /// The findings of a rule.
    ///
    /// - Parameters:
    ///   - severity: Only where all of them matter less than the rule's own.
    ///   - isWanted: Whether a defect belongs to the rule.
    static func findings(
        _ rule: RuleDescription, _ subject: PackageSubject, severity: Finding.Severity? = nil,
        where isWanted: (ZipDefect) -> Bool
    ) -> [Finding] {
        var findings: [Finding] = []
        var counts: [ZipDefect.Kind: Int] = [:]
        let knowledge = DefectKnowledge(subject.contents)
        for defect in subject.contents.directory.defects where !knowledge.isHarmless(defect) && isWanted(defect) {
            // Both a wrong offset and the bytes themselves tell of bytes in front.
            if defect.kind == .leadingBytes, counts[.leadingBytes] != nil { continue }
            counts[defect.kind, default: 0] += 1
            guard counts[defect.kind, default: 0] <= mostOfAKind else { continue }
            let entry = defect.entry.map { "entry `\(printable($0))`: " } ?? ""
            findings.append(
                rule.finding(
                    entry + "\(DefectWords.detail(of: defect)) (\(defect.kind.rawValue))", severity: severity,
                    at: subject.contents.location(defect.entry.map(printable)), hint: DefectWords.hint(for: defect)))
        }
        for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > mostOfAKind {
            findings.append(
                rule.finding(
                    "\(count - mostOfAKind) more entries with the defect \(kind.rawValue)", severity: severity,
                    at: subject.contents.location()))
        }
        return findings
    }

    static func printable(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
    }
}

/// What must be known of the whole zip to judge one of its defects.
struct DefectKnowledge {
    private let contents: PackageContents
    /// Kinds that the zip has; libzip's own opinion is explained by some of them.
    private let kinds: Set<ZipDefect.Kind>
    /// Names whose entries, if there are several, all have the same contents.
    private let doubled: [String: Bool]

    init(_ contents: PackageContents) {
        self.contents = contents
        let defects = contents.directory.defects
        kinds = Set(defects.map(\.kind))
        let names = Set(defects.filter { $0.kind == .duplicateName }.compactMap(\.entry))
        var doubled: [String: (UInt32, UInt64, Bool)] = [:]
        for entry in contents.directory.entries where !names.isEmpty && names.contains(entry.name) {
            guard let (crc, size, isSame) = doubled[entry.name] else {
                doubled[entry.name] = (entry.crc32, entry.size, true)
                continue
            }
            doubled[entry.name] = (crc, size, isSame && entry.crc32 == crc && entry.size == size)
        }
        self.doubled = doubled.mapValues { $0.2 }
    }

    /// Whether nothing is to be said of a defect.
    func isHarmless(_ defect: ZipDefect) -> Bool {
        switch defect.kind {
        case .duplicateName:
            guard let name = defect.entry else { return false }
            // A folder that is listed twice is the same folder; a file that is there twice with the same bytes is one file.
            if name.hasSuffix("/") { return contents.files[String(name.dropLast())] == nil }
            return doubled[name] == true && contents.folders[name] == nil
        case .libraryDisagrees where defect.entry == nil:
            // It does not open archives with bytes around them, which all unpackers do, and which is said already.
            return !kinds.isDisjoint(with: [.trailingBytes, .leadingBytes, .ambiguousEnd])
        case .libraryDisagrees:
            return !kinds.isDisjoint(with: [.nameNotUTF8, .utf8FlagMissing, .secondNameDisagrees])
        case .symlinkLeavesPackage:
            // A link from one mounted place to another is a common way to find a layer's files.
            guard let name = defect.entry, let target = contents.files[name]?.symlinkTarget else { return false }
            return ["/opt/", "/code/", "/tmp", "/mnt/", "/usr/", "/bin/", "/lib", "/var/", "/etc/", "/dev/"]
                .contains { target.hasPrefix($0) }
        default: return false
        }
    }

    /// Whether entries of one name may differ without harm: packers of jars put the licences of all parts under one name,
    /// and Java takes any of them.
    static func isUsualInJars(_ defect: ZipDefect) -> Bool {
        guard defect.kind == .duplicateName, let name = defect.entry else { return false }
        return name.hasPrefix("META-INF/") || name.hasSuffix(".class") || name == "module-info.class"
    }
}
