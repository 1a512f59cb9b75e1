import BuildModel
import FileTrees
import Processes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Carries a job out, or finds that it was done before and nothing has changed since.
struct SwiftBuild {
    let job: SwiftJob
    let settings: CompilerSettings

    /// What the job made.
    func run() async throws(StageFailure) -> SwiftRecord {
        let file = SwiftRecord.file(of: job)
        let old = SwiftRecord.load(file)
        if let old, old.key == key(folders: old.folders), old.isCurrent(resolved: resolved) { return old }
        let report = PackageReport(job: job, settings: settings)
        try report.checkToolsVersion()
        if job.isForeign { try await StaticLinuxSDK.check(job.toolchain, environment: settings.environment) }
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(job.folder) }
        settings.progress("reading \(report.displayName)")
        let description = try await report.describe()
        var names: [String] = []
        for product in job.products { names.append(try description.product(for: product)) }
        try report.checkLock(description)
        let arguments = SwiftArguments(job: job, settings: settings, folders: description.localFolders)
        let accessors = ResourceAccessors(job: job, overlay: arguments.overlay)
        try renew(accessors)
        let plan = planKey(folders: description.localFolders)
        if old?.planKey != plan || accessors.results == nil {
            settings.progress("fetching packages of \(report.displayName)")
            try await report.run(arguments.build(Array(names.prefix(1)), isPlanOnly: true))
            try renew(accessors)
        }
        let folders = (WorkspaceState(scratch: job.scratch)?.localFolders ?? []) + description.localFolders
        let sources = Set([job.package] + folders).sorted().compactMap { SourceState.now($0) }
        settings.progress("compiling \(names.joined(separator: ", ")) for \(job.products[0].runtime)")
        let steps = Set(names) == Set(description.executables) && names.count > 1 ? [[]] : names.map { [$0] }
        for step in steps { try await report.run(arguments.build(step)) }
        if try renew(accessors) {
            for step in steps { try await report.run(arguments.build(step)) }
        }
        let record = try await finish(names, description, sources: sources, plan: plan)
        try onDisk { () throws(FileTreeError) in try record.save(file) }
        return record
    }

    /// Gives the compiler the generated sources as they are now; tells whether something must be compiled again for that.
    @discardableResult
    private func renew(_ accessors: ResourceAccessors) throws(StageFailure) -> Bool {
        try onDisk { () throws(FileTreeError) in
            let fresh = try accessors.write()
            try ResourceAccessors.touch(fresh)
            return !fresh.isEmpty
        }
    }

    private func finish(
        _ names: [String], _ description: PackageDescription, sources: [SourceState], plan: Digest
    ) async throws(StageFailure) -> SwiftRecord {
        let stager = ProgramStager(job: job, settings: settings, description: description)
        var made: [String: ProgramStager.Staged] = [:]
        var findings: [Finding] = []
        for name in Set(names).sorted() {
            settings.progress("stripping \(name)")
            let staged = try await stager.stage(name)
            made[name] = staged
            findings += staged.findings
        }
        let products = zip(job.products, names).compactMap { product, name in
            made[name].map { CompiledProduct(product: product, contents: $0.contents, libraries: $0.libraries) }
        }
        let outputs = Set(made.values.flatMap(\.contents.files).map(\.from)).sorted().compactMap {
            SwiftRecord.Output($0)
        }
        return SwiftRecord(
            key: key(folders: description.localFolders), planKey: plan, toolchain: job.toolchain,
            folders: description.localFolders, sources: sources, resolved: resolved, products: products,
            outputs: outputs, findings: findings)
    }

    /// The digest of `Package.resolved`, which SwiftPM may write.
    private var resolved: Digest? { try? FileDigest.sha256(ofFile: job.package + "/Package.resolved") }

    /// The form of what is kept; counts up when programs are finished otherwise.
    private static let format = 2

    private func key(folders: [String]) -> Digest {
        struct Key: Codable {
            var format: Int
            var command: ToolInvocation
            var toolchain: SwiftToolchain
            var sdk: Digest?
            var products: [String?]
        }
        var command = SwiftArguments(job: job, settings: settings, folders: folders).build([])
        command.environment = .empty
        return Self.digest(
            Key(
                format: Self.format, command: command, toolchain: job.toolchain,
                sdk: job.sdk.flatMap { try? FileDigest.sha256(ofFile: $0.recordFile) },
                products: job.products.map(\.name)))
    }

    private func planKey(folders: [String]) -> Digest {
        struct Key: Codable {
            var job: Digest
            var manifest: Digest?
            var resolved: Digest?
        }
        return Self.digest(
            Key(
                job: key(folders: folders), manifest: try? FileDigest.sha256(ofFile: job.package + "/Package.swift"),
                resolved: resolved))
    }

    private static func digest(_ value: some Encodable) -> Digest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Plain values can always be encoded; an empty key would only mean that the job is done again.
        return FileDigest.sha256(of: Array((try? encoder.encode(value)) ?? Data()))
    }
}
