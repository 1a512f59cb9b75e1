import Archives
public import BuildModel
import FileTrees
import FunctionCompute
import Synchronization

/// The fifth room: verified wheels and the user's own files become a zip, the same bytes for the same input.
public struct Assembler: Sendable {
    /// Names the compressors, for the record of a build.
    public static var compressor: String { ZipCompression.name }

    /// Told after each entry: the package, bytes of contents done and in all.
    public var progress: @Sendable (_ package: PackageID, _ done: UInt64, _ total: UInt64) -> Void

    /// An assembler.
    public init(progress: @escaping @Sendable (PackageID, UInt64, UInt64) -> Void = { _, _, _ in }) {
        self.progress = progress
    }

    /// Writes the zip of a package to `file`, by rename, and describes it. The folder of `file` must exist. What an earlier
    /// package has already is copied from there; the bytes are the same. Throws all that cannot be packed.
    public func assemble(
        _ package: PackagePlan, from staged: StagedPlan, to file: String, copyingFrom earlier: EarlierPackage? = nil
    ) async throws(StageFailure) -> Package {
        let stopped = StopFlag()
        let result: Result<Package, StageFailure> = await withTaskCancellationHandler {
            await Blocking.run {
                Result { () throws(StageFailure) -> Package in
                    try write(package, from: staged, to: file, earlier, isCancelled: { stopped.isRaised })
                }
            }
        } onCancel: {
            stopped.raise()
        }
        return try result.get()
    }

    /// What finished packages are known by, in their order. Where the digest of one was taken while it came in, it is not taken
    /// once more.
    public static func sums(
        of packages: [(package: Package, digest: Digest?)]
    ) async -> Result<[PackageSums], StageFailure> {
        await Blocking.run {
            var sums: [PackageSums] = []
            for (package, digest) in packages {
                do {
                    if let digest {
                        sums.append(PackageSums(sha256: digest, crc64: try FileDigest.crc64(ofFile: package.file)))
                        continue
                    }
                    let file = try FileDigest.digests(ofFile: package.file)
                    sums.append(PackageSums(sha256: file.sha256, crc64: file.crc64))
                } catch {
                    return .failure(
                        StageFailure(
                            .environment,
                            [
                                Finding(
                                    rule: "file-unreadable", severity: .error, message: "\(error)",
                                    location: .init(package: package.id.description))
                            ]))
                }
            }
            return .success(sums)
        }
    }

    private func write(
        _ package: PackagePlan, from staged: StagedPlan, to file: String, _ earlier: EarlierPackage?,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(StageFailure) -> Package {
        do {
            if case .archive(let path) = package.ingredients.first {
                return try copy(path, as: package, to: file)
            }
            var contents = PackageContents(package: package.id)
            let errors = FindingSink()
            let sources = SourceEntries(package: package.id, sink: errors, earlier: earlier.flatMap(OpenedPackage.init))
            for ingredient in package.ingredients {
                try add(ingredient, of: package, from: staged, to: &contents, sources)
            }
            errors.emit(contents.conflicts())
            guard !errors.hasErrors else { throw StageFailure(.project, errors.findings) }
            contents.dropFilledFolders()
            var made = try write(contents, as: package, to: file, isCancelled: isCancelled)
            for ingredient in package.ingredients {
                made.contents.programs.merge(staged.locked.parts(of: ingredient)?.programs ?? [:]) { first, _ in first }
            }
            return made
        } catch let error as ArchiveError {
            throw AssemblyFindings.failure(error, package: package)
        } catch let error as FileTreeError {
            throw AssemblyFindings.failure(error, package: package)
        } catch let failure as StageFailure {
            throw failure
        } catch {
            throw StageFailure(
                .environment,
                [Finding(rule: "internal", severity: .error, message: "report this: \(error)")])
        }
    }

    private func add(
        _ ingredient: Ingredient, of package: PackagePlan, from staged: StagedPlan, to contents: inout PackageContents,
        _ sources: SourceEntries
    ) throws {
        switch ingredient {
        case .archive: break
        case .node, .debian:
            guard let parts = staged.locked.parts(of: ingredient) else { break }
            try LockedPlacement(package: package, sink: sources.sink).add(parts, to: &contents)
        case .swift, .swiftRuntime, .build:
            guard let made = staged.contents(of: ingredient) else { break }
            contents.begin(made.component)
            for file in made.files {
                try sources.addFile(file.from, at: file.to, executable: file.isExecutable, into: &contents)
            }
            for folder in made.folders { sources.addEmptyFolder(at: folder, into: &contents) }
            LockedPlacement.add(made.links, of: made.component, to: &contents)
            for part in made.parts { contents.begin(part) }
        case .folder(let folder):
            contents.begin(PackageComponent(name: name(of: folder.path), origin: folder.path))
            sources.add(folder, listing: try SourceListing.list(folder), into: &contents)
        case .file(let source, let destination):
            contents.begin(PackageComponent(name: name(of: source), origin: source))
            try sources.addFile(source, at: destination, into: &contents)
        case .python(let dependencies):
            let distributions = staged.locked.python.first { $0.dependencies == dependencies }?.distributions ?? []
            let placed = WheelPlacement.entries(of: distributions, destination: dependencies.destination)
            for (distribution, result) in zip(distributions, placed) {
                contents.begin(
                    PackageComponent(
                        name: distribution.name, version: distribution.version, origin: distribution.origin,
                        licence: distribution.licence, digest: distribution.digest))
                do {
                    for entry in try result.get() { contents.add(entry.member, fingerprint: entry.fingerprint) }
                } catch let failure as WheelPlacement.Failure {
                    sources.sink.emit(AssemblyFindings.unplaceable(distribution, failure, package: package))
                }
            }
        }
    }

    private func write(
        _ contents: PackageContents, as package: PackagePlan, to file: String,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> Package {
        var contents = contents
        var writer = try ZipWriter(path: file)
        writer.add(contentsOf: contents.entries.lazy.map(\.member))
        let id = package.id
        let progress = progress
        let summary = try writer.finish(
            ZipOptions(isCancelled: isCancelled, progress: { done, total in progress(id, done, total) }))
        var places: [PackagePath: Int] = [:]
        places.reserveCapacity(contents.entries.count)
        for (index, entry) in contents.entries.enumerated() { places[entry.member.path] = index }
        var folders = CustomRuntimeEnvironment.LayerContents()
        for entry in summary.entries {
            folders.insert(entry.path.text)
            guard let index = places[entry.path] else { continue }
            contents.account(entry: index, zipped: Int64(entry.compressedSize), unpacked: Int64(entry.size))
        }
        return Package(
            id: package.id, file: file, runtimes: package.runtimes, zippedSize: Int64(clamping: summary.fileSize),
            unpackedSize: Int64(summary.size), entryCount: summary.entries.count,
            components: contents.components.sorted {
                $0.zippedSize == $1.zippedSize ? $0.name < $1.name : $0.zippedSize > $1.zippedSize
            }, contents: folders)
    }

    /// Takes a zip or jar of the user's as it is.
    private func copy(_ source: String, as package: PackagePlan, to file: String) throws -> Package {
        let directory = try ZipDirectory(path: source, policy: .inspect)
        try Files.copy(source, to: file, mode: 0o644)
        let size = directory.entries.reduce(0) { $0 + Int64(clamping: $1.size) }
        var folders = CustomRuntimeEnvironment.LayerContents()
        for entry in directory.entries { folders.insert(entry.name) }
        return Package(
            id: package.id, file: file, runtimes: package.runtimes, zippedSize: Int64(clamping: directory.fileSize),
            unpackedSize: size, entryCount: directory.entries.count,
            components: [
                PackageComponent(
                    name: name(of: source), origin: source, entryCount: directory.entries.count,
                    zippedSize: Int64(clamping: directory.fileSize), unpackedSize: size)
            ], contents: folders)
    }

    private func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A flag that one thread raises and others ask.
private final class StopFlag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .relaxed) }

    func raise() { raised.store(true, ordering: .relaxed) }
}
