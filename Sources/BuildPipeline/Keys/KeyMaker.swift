import Assembling
import BuildModel
import FileTrees
import Synchronization

/// Works out what packages are made of. A folder is looked at once, however many packages it goes into, and read only where it
/// does not stand as it did.
final class KeyMaker: Sendable {
    /// The key of a package, and how the folders stood that it was made from.
    struct Made: Sendable {
        var key: PackageKey
        var folders: [Folder] = []
    }

    /// A folder of a package with the digest of its contents.
    struct Folder: Sendable {
        /// What the key calls it.
        var name: String
        var state: FolderState
        var digest: Digest
        /// `nil` where the digest is known from before.
        var contents: FolderContents?
    }

    private struct Look {
        var state: FolderState
        var listing: TreeListing?
    }

    private let text: PortableText
    private let log: InputLog
    /// How folders stood when the last run ended.
    private let remembered: [SourceFolder: FolderState]
    private let looks = Mutex<[SourceFolder: Look]>([:])

    init(corridor: Corridor, remembered: [FolderState]) {
        text = PortableText(root: corridor.root, store: corridor.settings.storeRoot)
        log = corridor.log
        self.remembered = Dictionary(remembered.map { ($0.source, $0) }) { first, _ in first }
    }

    /// The key of a package as its inputs stand now. `old` and `before` are what is known of its last build.
    func key(
        of package: PackagePlan, staged: StagedPlan, old: PackageCache.Item?, before: EarlierContents
    ) throws(StageFailure) -> Made {
        var made = Made(key: PackageKey())
        func add(_ name: String, _ digest: Digest) { made.key.parts.append(.init(name: name, digest: digest)) }
        made.key.parts.append(.tool)
        // Its name is not in its zip.
        var plan = package
        plan.id.name = ""
        add("its description in the manifest", text.digest(of: plan))
        for ingredient in package.ingredients {
            switch ingredient {
            case .folder(let source): try take(source, to: &made, package, old, before)
            case .file(let path, _), .archive(let path):
                log.record(path)
                add(text.name(of: path), try fileDigest(path, package))
            case .python(let dependencies):
                for set in staged.locked.python where set.dependencies == dependencies {
                    for part in set.distributions { add("\(part.name) \(part.version)", text.digest(of: part)) }
                }
            case .node, .debian:
                guard var set = staged.locked.parts(of: ingredient) else { break }
                for part in set.archives { add(part.component.label, text.digest(of: part)) }
                for part in set.files { add(part.component.label, text.digest(of: part)) }
                for folder in set.folders { try take(folder, to: &made, package, old, before) }
                (set.archives, set.files) = ([], [])
                add("the dependencies' places", text.digest(of: set))
            case .swift, .swiftRuntime, .build:
                guard let contents = staged.contents(of: ingredient) else { break }
                add(contents.component.label, text.digest(of: contents))
            }
        }
        return made
    }

    private func take(
        _ source: SourceFolder, to made: inout Made, _ package: PackagePlan, _ old: PackageCache.Item?,
        _ before: EarlierContents
    ) throws(StageFailure) {
        do throws(FileTreeError) {
            let look = try look(at: source)
            let known = old?.folders.first { $0.source == source && $0.standing == look.state.standing }
            var folder = Folder(
                name: text.name(of: source.path) + "/", state: look.state, digest: known?.digest ?? look.state.standing)
            // A standing proves nothing where times lie in the future.
            if known == nil || look.state.marks == nil {
                let listing: TreeListing
                if let found = look.listing { listing = found } else { listing = try SourceListing.list(source) }
                let contents = try FolderContents.read(listing, at: source.path, knowing: before[source])
                folder.digest = contents.digest
                folder.contents = contents
            }
            made.folders.append(folder)
            made.key.parts.append(.init(name: folder.name, digest: folder.digest))
        } catch {
            log.record(error.path)
            throw unreadable(error, package)
        }
    }

    /// How a folder stands: as it did when the last run ended, where nothing says otherwise.
    private func look(at source: SourceFolder) throws(FileTreeError) -> Look {
        if let look = looks.withLock({ $0[source] }) { return look }
        var look: Look
        if let state = remembered[source], let marks = state.marks, marks.stand(at: source.path) {
            look = Look(state: state)
        } else {
            let now = try FolderState.now(source)
            look = Look(state: now.state, listing: now.listing)
        }
        looks.withLock { looks in
            if let other = looks[source] { look = other } else { looks[source] = look }
        }
        log.record(look.state)
        return look
    }

    /// The digest of a single file and of its right of execution.
    private func fileDigest(_ path: String, _ package: PackagePlan) throws(StageFailure) -> Digest {
        do throws(FileTreeError) {
            let status = try Files.status(path)
            let contents = status.kind == .file ? try FileDigest.sha256(ofFile: path).hexadecimal : "special"
            return FileDigest.sha256(of: Array(((status.isExecutable ? "program " : "file ") + contents).utf8))
        } catch {
            throw unreadable(error, package)
        }
    }

    private func unreadable(_ error: FileTreeError, _ package: PackagePlan) -> StageFailure {
        StageFailure(
            .project,
            [
                Finding(
                    rule: "file-unreadable", severity: .error, message: "\(error)",
                    location: .init(file: error.path, package: package.id.description))
            ])
    }
}

extension PackageComponent {
    /// Name and version.
    fileprivate var label: String { name + (version.map { " " + $0 } ?? "") }
}
