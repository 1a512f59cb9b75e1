import Binaries
import BuildModel
import FileTrees
import FunctionCompute

/// Lays out what a package gets of a product: `bootstrap`, and beside it its resources and, where they share one Swift runtime, the
/// dynamic libraries of its packages.
struct ProgramStager {
    let job: SwiftJob
    let settings: CompilerSettings
    let description: PackageDescription

    struct Staged {
        var contents: StagedContents
        /// Dynamic libraries of its packages that are left out.
        var libraries: [String]
        var findings: [Finding]
    }

    /// Strips a product and collects its resources.
    func stage(_ product: String) async throws(StageFailure) -> Staged {
        let results = try onDisk { () throws(FileTreeError) in try Files.realPath(job.scratch + "/release") }
        let program = job.output + "/" + product + "/bootstrap"
        try onDisk { () throws(FileTreeError) in try Files.makeFolders(job.output + "/" + product) }
        let finisher = ProgramFinisher(
            tools: try ObjectTools(toolchain: job.toolchain, environment: settings.environment),
            symbols: settings.workFolder + "/symbols", scratch: job.folder)
        try await finisher.finish(
            results + "/" + product, to: program, toolchain: job.linking == .shared ? job.toolchain.tag : nil)
        let bytes = try onDisk { () throws(FileTreeError) in try Files.read(program, limit: 1 << 30) }
        let libraries = try onDisk { () throws(FileTreeError) in
            try OwnLibraries.needed(by: bytes, results: results)
        }
        var files = [StagedContents.PlacedFile(from: program, to: "bootstrap", isExecutable: true)]
        for name in libraries where job.linking == .shared {
            let path = job.output + "/" + product + "/" + name
            try await finisher.finish(results + "/" + name, to: path, toolchain: nil)
            files.append(.init(from: path, to: name))
        }
        return try onDisk { () throws(FileTreeError) in
            for bundle in try bundles(of: product, bytes: bytes, results: results) {
                let listing = try FileTree.walk(results + "/" + bundle)
                files += listing.entries.filter { $0.kind != .emptyFolder }.map { entry in
                    StagedContents.PlacedFile(
                        from: "\(results)/\(bundle)/\(entry.path)", to: "\(bundle)/\(entry.path)",
                        isExecutable: entry.isExecutable)
                }
            }
            return Staged(
                contents: StagedContents(
                    component: PackageComponent(name: product, origin: job.package), files: files, parts: parts,
                    digest: try Self.digest(of: files)),
                libraries: job.linking == .shared ? [] : libraries,
                findings: leaks(in: bytes, product: product))
        }
    }

    /// Bundles that the program asks for by name, in our copies of the accessors, and those of the package's own targets.
    private func bundles(of product: String, bytes: [UInt8], results: String) throws(FileTreeError) -> [String] {
        let own = Set(description.bundles(of: product))
        return try Files.names(inFolder: results).sorted().filter { name in
            name.hasSuffix(".resources")
                && (own.contains(name) || ByteSearch.contains(bytes, ResourceAccessors.code + name))
        }
    }

    private var parts: [PackageComponent] {
        let packages = WorkspaceState(scratch: job.scratch)?.components(scratch: job.scratch) ?? []
        let runtime = PackageComponent(
            name: "swift", version: job.toolchain.version.description, origin: job.toolchain.tag,
            licence: "Apache-2.0 WITH Swift-exception")
        return job.linking == .shared ? packages : packages + [runtime]
    }

    /// A path of this machine that is left in a program makes its zip another one in each folder.
    private func leaks(in bytes: [UInt8], product: String) -> [Finding] {
        let folders = [settings.projectRoot, job.package].filter { $0.utf8.count > 4 }
        guard let leaked = folders.first(where: { ByteSearch.contains(bytes, $0 + "/") }) else { return [] }
        return [
            Finding(
                rule: "swift-build-path", severity: .note,
                message: "the program `\(product)` holds the path `\(leaked)`: its zip is another one in each folder",
                location: job.products.first?.location ?? .none,
                hint: "the usual reason is `#filePath` in the sources; `#fileID` names the module instead")
        ]
    }

    static func digest(of files: [StagedContents.PlacedFile]) throws(FileTreeError) -> Digest {
        var hasher = StreamHasher()
        for file in files {
            let sum = try FileDigest.sha256(ofFile: file.from)
            hasher.update(Array("\(file.to)\0\(file.isExecutable)\0\(sum)\n".utf8))
        }
        return hasher.finalize()
    }
}
