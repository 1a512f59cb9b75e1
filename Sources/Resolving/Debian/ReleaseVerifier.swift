import BuildModel
import FileTrees
import Processes

/// Proves that an `InRelease` file was signed by Debian, with `gpgv` and Debian's own keyring.
struct ReleaseVerifier {
    let doors: ResolverDoors
    /// Whether the release is no longer published: keys of its time may have run out since it was signed.
    var isClosed = false

    /// Where Debian's package of keys puts those that are no longer used.
    static let oldKeyring = "/usr/share/keyrings/debian-archive-removed-keys.gpg"
    /// Where Debian's package of keys puts them.
    static let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

    /// The text that was signed; what stands outside of the signed part of the file is not in it.
    func signedText(of file: String, from url: String, scratch: String) async throws(StageFailure) -> String {
        guard let gpgv = doors.finder.find("gpgv") else {
            throw StageFailure(
                .environment, "debian-verifier-missing",
                "packages of Debian are verified by `gpgv`, which is not installed or not on PATH",
                hint: "`apt-get install gpgv` (macOS: `brew install gnupg`)")
        }
        let named = doors.settings.environment["FCLAYER_DEBIAN_KEYRING"].flatMap { $0.isEmpty ? nil : $0 }
        let keyring = named.map { AbsolutePath.join(doors.settings.projectRoot, $0) } ?? Self.keyring
        guard (try? Files.status(keyring))?.kind == .file else {
            throw StageFailure(
                .environment, "debian-verifier-missing",
                "the keys by which packages of Debian are verified are not at `\(keyring)`",
                hint: "`apt-get install debian-archive-keyring`, or set FCLAYER_DEBIAN_KEYRING to a copy of that file")
        }
        var keyrings = ["--keyring", keyring]
        if isClosed, named == nil, Files.exists(Self.oldKeyring) { keyrings += ["--keyring", Self.oldKeyring] }
        let invocation = ToolInvocation(
            gpgv, ["--homedir", scratch, "--status-fd", "2"] + keyrings + ["--output", "-", file],
            environment: ToolEnvironment(inherits: false, set: ["PATH": doors.settings.environment["PATH"] ?? ""]))
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: .seconds(120)) } catch {
            throw StageFailure(error)
        }
        let status = result.errorText.split(separator: "\n").filter { $0.hasPrefix("[GNUPG:] ") }.map {
            String($0.dropFirst("[GNUPG:] ".count))
        }
        if let problem = Self.problem(status, isClosed: isClosed) {
            throw StageFailure(
                .environment, "debian-signature-wrong", "`\(url)` is not signed as Debian signs: \(problem)",
                hint: "do not trust this mirror; if the release is newer than the keys, `apt-get install "
                    + "--only-upgrade debian-archive-keyring`")
        }
        guard result.droppedOutput == 0, let text = String(validating: result.output, as: UTF8.self) else {
            throw StageFailure(.environment, "debian-index-damaged", "`\(url)` is no index of a release")
        }
        return text
    }

    /// What is wrong with the signatures, `nil` if at least one is good and none is bad. Signatures of keys that the keyring
    /// does not hold neither prove nor disprove anything: releases are signed by several.
    static func problem(_ status: [String], isClosed: Bool = false) -> String? {
        func has(_ word: String) -> Bool { status.contains { $0 == word || $0.hasPrefix(word + " ") } }
        if has("BADSIG") { return "the signature does not fit the text" }
        if status.count(where: { $0.hasPrefix("PLAINTEXT ") }) > 1 { return "it holds more than one text" }
        if has("GOODSIG"), has("VALIDSIG") { return nil }
        // Good when it was made; keys of releases that are closed are not made longer.
        if isClosed, has("EXPKEYSIG"), has("VALIDSIG") { return nil }
        if has("EXPKEYSIG") || has("KEYEXPIRED") { return "the key has expired" }
        if has("REVKEYSIG") { return "the key was revoked" }
        if has("EXPSIG") { return "the signature has expired" }
        if has("NO_PUBKEY") { return "the keyring has none of the keys that it was signed with" }
        return "it has no signature"
    }
}
