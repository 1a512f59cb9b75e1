import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a job made, and what decides whether it would make the same again.
struct SwiftRecord: Codable {
    /// A file as it was left.
    struct Output: Hashable, Codable {
        var path: String
        var size: Int64
        var modified: Int64

        init?(_ path: String) {
            guard let status = try? Files.status(path) else { return nil }
            self.path = path
            size = status.size
            modified = status.modified
        }
    }

    /// Everything but the sources: command line, toolchain, SDK, products.
    var key: Digest
    /// What decides the generated sources: manifest and versions.
    var planKey: Digest
    var toolchain: SwiftToolchain
    /// Folders outside of the package whose paths the command line names.
    var folders: [String]
    var sources: [SourceState]
    /// The digest of `Package.resolved`, if there is one.
    var resolved: Digest?
    var products: [CompiledProduct]
    var outputs: [Output]
    var findings: [Finding]

    /// Whether sources and results stand as they did.
    func isCurrent(resolved now: Digest?) -> Bool {
        resolved == now && outputs.allSatisfy { Output($0.path) == $0 } && sources.allSatisfy(\.isCurrent)
    }

    static func file(of job: SwiftJob) -> String { job.folder + "/record.json" }

    /// Reads a record; anything unreadable is as good as none.
    static func load(_ path: String) -> SwiftRecord? {
        guard let bytes = try? Files.read(path) else { return nil }
        return try? JSONDecoder().decode(SwiftRecord.self, from: Data(bytes))
    }

    func save(_ path: String) throws(FileTreeError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try AtomicFile.write(Array(data), to: path)
    }

    /// The toolchains of all records in a work folder: known ones need not be asked.
    static func toolchains(in workFolder: String) -> [SwiftToolchain] {
        let root = workFolder + "/swift"
        let variants = (try? Files.names(inFolder: root)) ?? []
        let files = variants.flatMap { variant in
            ((try? Files.names(inFolder: root + "/" + variant)) ?? []).map { "\(root)/\(variant)/\($0)/record.json" }
        }
        var found: [SwiftToolchain] = []
        for file in files {
            guard let toolchain = load(file)?.toolchain, !found.contains(toolchain) else { continue }
            found.append(toolchain)
        }
        return found
    }
}
