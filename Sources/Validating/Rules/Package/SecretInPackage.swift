import Archives
import BuildModel

/// Passwords, private keys and AccessKeys that go into the cloud with the code.
struct SecretInPackage: PackageRule {
    static let description = RuleDescription(
        "secret-in-package", .error, "a package holds what looks like a secret",
        """
        Everybody who may read the function's code can download it. Looked for: `.env` and `.env.<stage>`, private SSH keys,
        the logins of tools (`.aliyun/config.json`, `.s/access.yaml`, `.aws/credentials`, `.git-credentials`, `.netrc`;
        `.npmrc`, `.pypirc`, `.docker/config.json` and `kubeconfig` with a password or token in them), and, in texts of up to
        2 MB, private keys in PEM form and AccessKeys (`LTAI…`) with their secret. An AccessKey ID alone is a warning. Files
        that an installer brought, tests and examples give a note at most. The secret itself is never printed.

        Wrong: `.env` in the code folder

        Right: `.env` in `.fcignore`, and `environmentVariables` of the function; a RAM role instead of an AccessKey

        A file that must be there: `ignore:` with its path in `fclayer.yaml`.

        Source: own choice
        """)

    /// Findings of a kind beyond which only their number is said.
    private static let most = 50

    func check(_ subject: PackageSubject) -> [Finding] {
        var findings: [Finding] = []
        var named: Set<String> = []
        for (path, file) in candidates(subject) {
            guard let finding = check(path, file, subject) else { continue }
            named.insert(path)
            findings.append(finding)
        }
        let byPath = Dictionary(grouping: subject.natives.secrets, by: \.path)
        for (path, sightings) in byPath where !named.contains(path) {
            let worst = sightings.first { $0.sighting.isWhole } ?? sightings[0]
            findings.append(check(path, worst.sighting, more: sightings.count - 1, subject))
        }
        findings.sort { ($1.severity, $0.location.entry ?? "") < ($0.severity, $1.location.entry ?? "") }
        let notes = findings.filter { $0.severity == .note }
        findings.removeLast(notes.count)
        if findings.count > Self.most {
            let more = findings.count - Self.most
            let worst = findings[Self.most].severity
            findings.removeLast(more)
            findings.append(
                Self.description.finding(
                    "\(more) more files that look like secrets", severity: worst, at: subject.contents.location()))
        }
        return findings + Self.joined(notes)
    }

    /// Keys of tests and examples are one note.
    private static func joined(_ notes: [Finding]) -> [Finding] {
        guard let first = notes.first else { return [] }
        let more =
            notes.count == 1
            ? "" : "; \(notes.count - 1) more such file\(notes.count == 2 ? "" : "s") in tests or dependencies"
        return [description.finding(first.message + more, severity: .note, at: first.location)]
    }

    /// Files whose names say that they hold secrets.
    private func candidates(_ subject: PackageSubject) -> [(String, SecretFile)] {
        var found: [(String, SecretFile)] = []
        for (path, entry) in subject.contents.files where entry.kind == .file && entry.size > 0 {
            let (folder, name) = PackageFolders.split(path)
            if let file = SecretFile(name: name, folder: folder) { found.append((path, file)) }
        }
        return found.sorted { $0.0 < $1.0 }
    }

    private func check(_ path: String, _ file: SecretFile, _ subject: PackageSubject) -> Finding? {
        guard let contents = subject.contents.bytes(at: path, limit: 1 << 20), file.isSecret(contents) else {
            return nil
        }
        var severity = severity(of: path, subject)
        if severity == nil, file == .environment, !DotEnvVariables(String(decoding: contents, as: UTF8.self)).maySecret
        {
            severity = .warning
        }
        return Self.description.finding(
            "`\(path)` is \(file.words)", severity: severity, at: subject.contents.location(path),
            hint: hint(path, file, subject))
    }

    private func check(_ path: String, _ sighting: SecretSighting, more: Int, _ subject: PackageSubject) -> Finding {
        var location = subject.contents.location(path)
        location.entryLine = sighting.line
        let severity = severity(of: path, subject) ?? (sighting.isWhole ? nil : .warning)
        return Self.description.finding(
            "`\(path)` holds \(sighting.words)" + (more > 0 ? " (and \(more) more in the file)" : ""),
            severity: severity, at: location,
            hint: "read it from an environment variable, or let the function's role give access")
    }

    /// What stands in for the rule's own severity: keys of dependencies, tests and examples open nothing.
    private func severity(of path: String, _ subject: PackageSubject) -> Finding.Severity? {
        subject.folders.traits(of: path).traits.isDisjoint(with: [.thirdParty, .example])
            && !Self.isTest(PackageFolders.split(path).name) ? nil : .note
    }

    /// Whether a source file is a test by its name.
    private static func isTest(_ name: Substring) -> Bool {
        let lower = name.lowercased()
        return lower.hasPrefix("test_") || lower.hasPrefix("test.")
            || [".test.", ".spec.", "_test."].contains { lower.contains($0) }
    }

    private func hint(_ path: String, _ file: SecretFile, _ subject: PackageSubject) -> String {
        let way =
            file == .environment
            ? "put the variables into `environmentVariables`" : "let the function's role give access"
        return "leave it out (`\(path)` in `.fcignore`) and \(way)"
    }
}
