public import BuildModel

/// Where an entry of a tar goes when it is packed into a zip.
public struct PackedPlace: Hashable, Sendable {
    /// Path in the zip.
    public var path: PackagePath
    /// What a link is to point to; `nil` leaves it as the archive has it. A hard link becomes a symbolic link with this
    /// target, or with `nil` a file of its own.
    public var linkTarget: String?

    /// Makes a place.
    public init(_ path: PackagePath, linkTarget: String? = nil) {
        self.path = path
        self.linkTarget = linkTarget
    }
}

extension TarReader {
    /// Packs the entries into a zip at `zip` by rename: compressed once, so that packages copy the compressed bytes from then
    /// on. `placing` says where an entry goes, `nil` leaves it out; folders need no entry. A later file of one place replaces
    /// an earlier one, as unpacking does. `finishing` may change the members before they are written. Large files pass through the folder `scratch`, everything else through memory.
    public consuming func pack(
        into zip: String, scratch: String, options: ZipOptions = ZipOptions(),
        placing: (TarEntry) throws(ArchiveError) -> PackedPlace?,
        finishing: (inout [PackagePath: ZipMember]) throws(ArchiveError) -> Void = { (_) throws(ArchiveError) in }
    ) throws(ArchiveError) -> ZipSummary {
        var reader = self
        var packing = TarPacking(scratch: scratch, archive: reader.path)
        while let entry = try reader.next() {
            let place = entry.kind == .folder ? nil : try placing(entry)
            try packing.take(entry, at: place, from: &reader)
        }
        var members = packing.members
        try finishing(&members)
        var writer = try ZipWriter(path: zip)
        writer.add(contentsOf: members.values)
        return try writer.finish(options)
    }
}

/// The members of a zip as they are collected from a tar.
struct TarPacking: ~Copyable {
    /// Contents that are kept in memory, in one file and together; what is beyond goes through the disk.
    private static let memoryOfFile: UInt64 = 4 << 20
    private static let memoryOfAll: UInt64 = 48 << 20

    let scratch: String
    let archive: String
    private(set) var members: [PackagePath: ZipMember] = [:]
    /// The contents by their names in the tar, for hard links to them.
    private var contents: [String: (content: ZipMember.Content, isExecutable: Bool)] = [:]
    private var kept: UInt64 = 0
    private var spilled = 0

    init(scratch: String, archive: String) {
        self.scratch = scratch
        self.archive = archive
    }

    mutating func take(_ entry: TarEntry, at place: PackedPlace?, from reader: inout TarReader) throws(ArchiveError) {
        switch entry.kind {
        case .folder: break
        case .symlink(let target):
            guard let place else { return }
            members[place.path] = ZipMember(
                path: place.path, content: .symlink(target: place.linkTarget ?? target))
        case .hardLink(let target):
            guard let place else { return }
            if let text = place.linkTarget {
                members[place.path] = ZipMember(path: place.path, content: .symlink(target: text))
                return
            }
            guard let first = contents[target] else {
                throw ArchiveError(
                    .damagedData, .read, path: archive, entry: entry.path,
                    detail: "it is a further name of `\(target)`, which the archive does not hold before it")
            }
            members[place.path] = ZipMember(
                path: place.path, isExecutable: first.isExecutable, content: first.content)
        case .file:
            // A file that stays out may still be what a hard link that goes in is a name of; such pairs are rare and small.
            guard place != nil || entry.size <= Self.memoryOfFile else { return }
            let content = try content(of: entry, from: &reader)
            contents[entry.path] = (content, entry.isExecutable)
            guard let place else { return }
            members[place.path] = ZipMember(path: place.path, isExecutable: entry.isExecutable, content: content)
        }
    }

    private mutating func content(
        of entry: TarEntry, from reader: inout TarReader
    ) throws(ArchiveError) -> ZipMember.Content {
        if entry.size <= Self.memoryOfFile, kept + entry.size <= Self.memoryOfAll {
            kept += entry.size
            return .bytes(try reader.contents(limit: Int(Self.memoryOfFile)))
        }
        spilled += 1
        let path = "\(scratch)/\(spilled)"
        let output = try OutputFile(path: path)
        var buffer = ByteBuffer()
        let bytes = buffer.prefix(1 << 18)
        while true {
            let count = try reader.read(into: bytes)
            if count == 0 { break }
            try output.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        try output.commit()
        return .file(path: path)
    }
}
