import Archives
import BuildModel
import Dispatch
import FileTrees
import Synchronization

/// Where the artefacts of ecosystems go in a package: members of archives from the store are copied as they are compressed.
struct LockedPlacement {
    /// What one archive brings.
    typealias Members = Result<[ZipMember], any Error>

    let package: PackagePlan
    let sink: FindingSink

    /// Adds all that a set of dependencies became.
    func add(_ parts: LockedParts, to contents: inout PackageContents) throws {
        let archives = parts.archives.filter { !parts.isRebuilt($0) }
        for (archive, members) in zip(archives, Self.members(of: archives)) {
            contents.begin(archive.component)
            for member in try members.get() { contents.add(member, fingerprint: Self.fingerprint(of: member)) }
        }
        let sources = SourceEntries(package: package.id, sink: sink)
        for file in parts.files {
            contents.begin(file.component)
            try sources.addFile(file.file, at: file.place, executable: false, into: &contents)
        }
        for folder in parts.folders {
            let name = folder.path.split(separator: "/").last.map(String.init) ?? folder.path
            contents.begin(PackageComponent(name: name, origin: folder.path))
            sources.add(folder, listing: try SourceListing.list(folder), into: &contents)
        }
        Self.add(parts.links, of: PackageComponent(name: "links", origin: ""), to: &contents)
        for other in parts.others { contents.begin(other) }
    }

    /// Adds links.
    static func add(_ links: [PlacedLink], of component: PackageComponent, to contents: inout PackageContents) {
        guard !links.isEmpty else { return }
        contents.begin(component)
        for link in links {
            // Their makers have checked the paths; one that cannot be packed is refused when the zip is written.
            guard let path = try? PackagePath(link.path) else { continue }
            contents.add(
                ZipMember(path: path, content: .symlink(target: link.target)),
                fingerprint: .other("link:" + link.target))
        }
    }

    /// The members of all archives, each opened on whatever core is free, in the order of the archives.
    private static func members(of archives: [LockedArchive]) -> [Members] {
        let results = Mutex<[Members]>(Array(repeating: .success([]), count: archives.count))
        DispatchQueue.concurrentPerform(iterations: archives.count) { index in
            let result = Result { try members(of: archives[index]) }
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0 }
    }

    private static func members(of archive: LockedArchive) throws -> [ZipMember] {
        let zip = try ZipDirectory(path: archive.zip)
        let executables = Set(archive.executables)
        let leftOut = Set(archive.leftOut)
        return try zip.entries.filter { !$0.isDirectory && !leftOut.contains($0.name) }.map { entry in
            let place = archive.destination.isEmpty ? entry.name : archive.destination + "/" + entry.name
            return ZipMember(
                path: try PackagePath(place), isExecutable: entry.isExecutable || executables.contains(entry.name),
                content: .copied(from: zip, entry))
        }
    }

    /// Members are told apart by sum and size: two packages that bring one path with equal bytes are no collision.
    private static func fingerprint(of member: ZipMember) -> PackageContents.Fingerprint {
        guard case .copied(_, let entry) = member.content else { return .other("") }
        if let target = entry.symlinkTarget { return .other("link:" + target) }
        return .member(crc32: entry.crc32, size: entry.size)
    }
}
