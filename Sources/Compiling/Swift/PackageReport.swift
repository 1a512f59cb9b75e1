import BuildModel
import FileTrees
import FunctionCompute
import Processes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Asks SwiftPM about a package and runs it, and puts its complaints into findings.
struct PackageReport {
    let job: SwiftJob
    let settings: CompilerSettings

    private var manifest: String { job.package + "/Package.swift" }

    /// The package for messages.
    var displayName: String { relative(job.package).isEmpty ? "the package" : relative(job.package) }

    private func relative(_ path: String) -> String {
        if path == settings.projectRoot { return "" }
        let root = settings.projectRoot + "/"
        return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
    }

    /// A package may ask for a newer toolchain; SwiftPM would say so too, but not what to do.
    func checkToolsVersion() throws(StageFailure) {
        guard let bytes = try? Files.read(manifest), let wanted = ToolsVersion.read(bytes),
            job.toolchain.version < wanted, !hasOlderManifest
        else { return }
        throw SDKFailure.failure(
            .project,
            Finding(
                rule: "swift-tools-version", severity: .error,
                message: "the package needs Swift \(wanted), and the toolchain is \(job.toolchain.version) "
                    + "(`\(job.toolchain.swift)`)",
                location: .init(file: relative(manifest), line: 1),
                hint:
                    "install a newer toolchain from https://www.swift.org/install, or lower the first line of the manifest"
            ))
    }

    /// `Package@swift-6.2.swift` serves older toolchains.
    private var hasOlderManifest: Bool {
        ((try? Files.names(inFolder: job.package)) ?? []).contains { $0.hasPrefix("Package@swift-") }
    }

    /// With `--locked` versions come from `Package.resolved` alone.
    func checkLock(_ description: PackageDescription) throws(StageFailure) {
        let remote = (description.dependencies ?? []).filter { $0.type != "fileSystem" }.compactMap(\.identity)
        guard settings.isLocked, !remote.isEmpty, !Files.exists(job.package + "/Package.resolved") else { return }
        throw SDKFailure.failure(
            .project,
            Finding(
                rule: "swift-lock-missing", severity: .error,
                message: "`Package.resolved` is missing, and `--locked` allows no other versions than those in it",
                location: .init(file: relative(manifest)),
                hint: "build once without `--locked`, and commit `Package.resolved`"))
    }

    /// What the package has, remembered for as long as its manifest stays the same.
    func describe() async throws(StageFailure) -> PackageDescription {
        let file = job.folder + "/package.json"
        // SwiftPM lists targets only whose folders are there, so that the folders count as well.
        let folders = ["", "/Sources", "/Tests"].flatMap { (try? Files.names(inFolder: job.package + $0)) ?? [] }
        let names = ((try? Files.names(inFolder: job.package)) ?? []).filter {
            $0.hasPrefix("Package") && $0.hasSuffix(".swift")
        }
        var contents: [UInt8] = []
        for name in names { contents += ((try? Files.read(job.package + "/" + name)) ?? []) + [0] }
        let text = Array(([job.package, job.toolchain.tag, job.toolchain.usr] + folders).joined(separator: "\0").utf8)
        let key = FileDigest.sha256(of: text + contents).hexadecimal
        if let bytes = try? Files.read(file),
            let known = try? JSONDecoder().decode([String: PackageDescription].self, from: Data(bytes)),
            let description = known[key]
        {
            return description
        }
        let arguments = SwiftArguments(job: job, settings: settings, folders: [])
        let output = try await run(arguments.describe, rule: "swift-package-invalid")
        guard let description = PackageDescription(json: output) else {
            throw SDKFailure.failure(
                .environment, "tool-failed", "`swift package describe` printed no description of \(displayName)")
        }
        if let data = try? JSONEncoder().encode([key: description] as [String: PackageDescription]) {
            try onDisk { () throws(FileTreeError) in _ = try AtomicFile.write(Array(data), to: file) }
        }
        return description
    }

    /// Runs SwiftPM to its end; what it says is kept, and is the failure's findings.
    @discardableResult
    func run(_ invocation: ToolInvocation, rule: String = "swift-build-failed") async throws(StageFailure) -> [UInt8] {
        let result: ToolResult
        do { result = try await ToolRunner().run(invocation) } catch {
            throw SDKFailure.failure(.environment, error.code == .cancelled ? "cancelled" : "tool-failed", "\(error)")
        }
        guard !result.succeeded else { return result.output }
        let log = result.outputText + "\n" + result.errorText
        // Variables may be secret.
        var command = invocation
        command.environment = .inherited
        try onDisk { () throws(FileTreeError) in
            _ = try AtomicFile.write(Array("\(command)\n\n\(log)\n".utf8), to: job.log)
        }
        let messages = CompilerMessages(projectRoot: settings.projectRoot, log: log, logFile: job.log)
        let missing = Self.unfetched(log)
        let findings = messages.findings(
            rule: missing == nil ? rule : "swift-fetch-failed", fallback: .init(file: relative(manifest)))
        guard let missing else { throw StageFailure(.project, findings) }
        throw StageFailure(
            .environment,
            findings.map { finding in
                Finding(
                    rule: finding.rule, severity: .error,
                    message: "`\(missing)` could not be fetched: \(finding.message)",
                    location: finding.location, hint: finding.hint)
            })
    }

    /// The address of a package that SwiftPM began to fetch and did not get.
    static func unfetched(_ log: String) -> String? {
        var open: [String] = []
        for line in log.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            guard words.count > 1 else { continue }
            let address = String(words[1])
            switch words[0] {
            case "Fetching", "Updating": open.append(address)
            case "Fetched", "Updated": open.removeAll { $0 == address }
            default: break
            }
        }
        return open.first.map(withoutCredentials)
    }

    /// An address as it may be shown.
    static func withoutCredentials(_ address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        guard let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") else { return address }
        return String(address[..<scheme.upperBound] + rest[rest.index(after: at)...])
    }
}

extension SDKFailure {
    /// A failure with one finding.
    static func failure(_ kind: StageFailure.Kind, _ finding: Finding) -> StageFailure { StageFailure(kind, [finding]) }
}
