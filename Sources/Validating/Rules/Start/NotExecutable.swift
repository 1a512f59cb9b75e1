import Archives
import BuildModel

/// A start file that nobody may execute.
struct NotExecutable: FunctionRule {
    static let description = RuleDescription(
        "not-executable", .error, "the start file is not executable",
        """
        The mode in the zip becomes the mode in the instance: `code 13, message:permission denied`, or `CAFilePermission`.
        Packers on Windows lose it. The bit for others should be set too: functions from before August 2022 do not run as root.

        Wrong: `bootstrap` as 0644

        Right: `chmod 755 bootstrap` (and `git update-index --chmod=+x bootstrap`) before packing

        Source: D/FAQ 042, D/FAQ 032, D/076
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.startFiles.compactMap { check($0.file, subject) }
    }

    private func check(_ file: InstanceView.File, _ subject: FunctionSubject) -> Finding? {
        let mode = file.entry.mode & 0o7777
        let location = subject.startLocation(file)
        let octal = "0" + String(mode, radix: 8)
        if mode & 0o111 == 0 {
            return Self.description.finding(
                mode == 0
                    ? "`\(file.instancePath)` has no mode in the zip: it will not be executable"
                    : "`\(file.instancePath)` has mode \(octal): it cannot be started", at: location,
                hint: "pack it with mode 0755: `chmod +x`, and `git update-index --chmod=+x` where it is in git")
        }
        guard mode & 0o001 == 0 || mode & 0o004 == 0 else { return nil }
        return Self.description.finding(
            "`\(file.instancePath)` has mode \(octal): on functions from before August 2022, which do not run as root, it "
                + "cannot be started", severity: .warning, at: location, hint: "pack it with mode 0755")
    }
}
