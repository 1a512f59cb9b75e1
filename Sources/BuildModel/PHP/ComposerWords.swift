/// What composer said, as findings.
public enum ComposerWords {
    /// Findings for a run that failed, and whether the project or the machine is to blame. `php` names the target's PHP.
    public static func failure(
        _ said: String, status: String, php: String, location: Finding.Location
    ) -> StageFailure {
        let lines = said.split(whereSeparator: \.isNewline).map { line in
            var line = line.drop { $0 == " " }
            while line.last == " " { line.removeLast() }
            return line
        }
        var findings: [Finding] = []
        for line in lines {
            guard let words = platformProblem(line) else { continue }
            let finding = Finding(
                rule: "composer-platform", severity: .error, message: "\(words); the runtime has \(php)",
                location: location,
                hint: "`fclayer lock --upgrade` looks for versions that fit, or name others in `composer.json`")
            if !findings.contains(finding) { findings.append(finding) }
        }
        guard findings.isEmpty else { return StageFailure(.project, findings) }
        let isNetwork =
            status.hasSuffix(" 100")
            || lines.contains { line in
                [
                    "could not be downloaded", "curl error", "failed to open stream", "Network disabled",
                    "required authentication",
                ].contains {
                    line.contains($0)
                }
            }
        let words = lines.filter { !isProgress($0) }.suffix(12).joined(separator: "; ")
        return StageFailure(
            isNetwork ? .environment : .project,
            [
                Finding(
                    rule: "composer-failed", severity: .error,
                    message: "composer failed (\(status)): \(words.isEmpty ? "it said nothing" : words)",
                    location: location,
                    hint: isNetwork
                        ? "credentials belong into composer's `auth.json` or `COMPOSER_AUTH`" : nil)
            ])
    }

    /// `- psr/log 3.0.0 requires php >=8.0.0 -> your php version (7.2.34; …) does not satisfy that requirement.`, or
    /// `- Root composer.json requires PHP extension ext-intl * but it is missing from your system.`
    private static func platformProblem(_ line: Substring) -> String? {
        guard line.hasPrefix("- "), let requires = line.firstRange(of: " requires ") else { return nil }
        var wanted = line[requires.upperBound...]
        if wanted.hasPrefix("PHP extension ") { wanted = wanted.dropFirst("PHP extension ".count) }
        guard let end = wanted.firstRange(of: " -> ") ?? wanted.firstRange(of: " but ") else { return nil }
        wanted = wanted[..<end.lowerBound]
        guard let name = wanted.split(separator: " ").first, ComposerManifest.isPlatform(String(name)) else {
            return nil
        }
        let package = line[..<requires.lowerBound].dropFirst(2)
        return "`\(package == "Root composer.json" ? "composer.json" : package)` requires `\(wanted)`"
    }

    /// Lines that tell what is going on and not what went wrong.
    private static func isProgress(_ line: Substring) -> Bool {
        let beginnings = [
            "Installing dependencies", "Verifying lock file", "Package operations:", "- Downloading ", "- Installing ",
            "- Syncing ", "Loading composer repositories", "Updating dependencies", "Composer is operating",
            "Lock file operations:", "Warning: Accessing ", "install [--", "update [--",
        ]
        return beginnings.contains { line.hasPrefix($0) } || line.allSatisfy { $0 == " " }
    }
}
