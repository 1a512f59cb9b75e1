import Archives
import BuildModel

/// A zip that unpackers may read differently from what was checked.
struct ZipUnsafe: PackageRule {
    static let description = RuleDescription(
        "zip-unsafe", .error, "the zip is damaged or says two things at once",
        """
        What Function Compute does with such a zip is not documented: names that leave the package, two entries of one name, a
        directory that contradicts the entries, encryption, methods other than stored and deflate, or sizes that cannot be. An
        unpacker may refuse it or unpack something else than was checked.

        Wrong: a zip that was cut by a broken transfer, or put together by hand

        Right: the zip made again, with `fclayer build` or `zip -r`

        Source: validate.md 6; own choice
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { !DefectList.isOnlyUnusual($0) && $0.isRefused }
            + subject.natives.damaged.prefix(20).map { damage in
                Self.description.finding(
                    "`\(damage.path)` cannot be unpacked: \(damage.words)", at: subject.contents.location(damage.path))
            }
    }
}

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

/// Links that leave the package.
struct SymlinkLeaves: PackageRule {
    static let description = RuleDescription(
        "symlink-escape", .warning, "a symlink points out of the package",
        """
        A link is unpacked as a link. One to a place outside the package finds nothing there in the instance, unless the
        image or another package has that path. In the user's own folders fclayer refuses such a link while it packs.

        Wrong: `node_modules/x -> ../../packages/x`

        Right: the files themselves (`cp -rL`, `pnpm deploy`)

        Source: D/128, validate.md 6 (25)
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        DefectList.findings(Self.description, subject) { $0 == .symlinkLeavesPackage }
    }
}

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
