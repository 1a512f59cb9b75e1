import BuildModel
import CLibDeflate

/// What a member becomes: a stream that is there already, or units of work for the compressors.
enum PlannedContent: Sendable {
    /// Compressed bytes of another archive.
    case copied(RandomAccessFile, ZipEntry)
    /// A folder.
    case nothing
    /// Contents that are compressed in these units; more than one for large files.
    case units(Range<Int>, size: UInt64, isStored: Bool)

    /// Bytes of the contents.
    var size: UInt64 {
        switch self {
        case .copied(_, let entry): entry.size
        case .nothing: 0
        case .units(_, let size, _): size
        }
    }
}

/// A piece of work for a compressor.
struct CompressionUnit: Sendable {
    /// Where the contents come from.
    enum Source: Sendable {
        case bytes([UInt8])
        case file(path: String, FileStamp)
    }

    /// How the unit is compressed.
    enum Method: Sendable {
        /// The whole contents with libdeflate, or stored if that is smaller.
        case whole
        /// Contents that are stored as they are.
        case stored
        /// A block of a longer deflate stream.
        case block(isLast: Bool)
        /// A block of longer contents that do not get smaller.
        case storedBlock
    }

    /// The path of the member, for errors.
    let member: String
    let source: Source
    let range: Range<UInt64>
    let method: Method

    /// Memory that the work takes at most: contents, room for the compressed bytes, and the bytes that are kept.
    var cost: Int { 3 * range.count + 1024 }
}

/// All members with what they become, and all units in the order in which they are needed.
struct CompressionPlan: Sendable {
    private(set) var contents: [PlannedContent] = []
    private(set) var units: [CompressionUnit] = []
    private(set) var total: UInt64 = 0

    init(_ members: [ZipMember], options: ZipOptions, archive: String) throws(ArchiveError) {
        contents.reserveCapacity(members.count)
        for member in members {
            let content: PlannedContent
            switch member.content {
            case .copied(let directory, let entry): content = .copied(directory.file, entry)
            case .emptyDirectory: content = .nothing
            case .symlink(let target): content = add(.bytes(Array(target.utf8)), of: member, .stored, target.utf8.count)
            case .bytes(let bytes): content = try add(.bytes(bytes), of: member, UInt64(bytes.count))
            case .file(let path):
                let stamp: FileStamp
                do throws(ArchiveError) { stamp = try FileStamp(path: path) } catch { throw error.named(member) }
                try Self.check(stamp.size, of: member, options, archive)
                content = try add(.file(path: path, stamp), of: member, stamp.size)
            }
            try Self.check(content.size, of: member, options, archive)
            contents.append(content)
            total += content.size
        }
    }

    private static func check(
        _ size: UInt64, of member: ZipMember, _ options: ZipOptions, _ archive: String
    ) throws(ArchiveError) {
        guard size <= options.memberLimit else {
            throw ArchiveError(
                .memberTooLarge, .write, path: archive, entry: member.path.text,
                detail: "\(size) bytes, limit is \(options.memberLimit)")
        }
    }

    private mutating func add(
        _ source: CompressionUnit.Source, of member: ZipMember, _ method: CompressionUnit.Method, _ size: Int
    ) -> PlannedContent {
        units.append(CompressionUnit(member: member.path.text, source: source, range: 0..<UInt64(size), method: method))
        return .units(units.count - 1..<units.count, size: UInt64(size), isStored: false)
    }

    private mutating func add(
        _ source: CompressionUnit.Source, of member: ZipMember, _ size: UInt64
    ) throws(ArchiveError) -> PlannedContent {
        guard size > ZipCompression.wholeLimit else {
            return add(source, of: member, member.isStored ? .stored : .whole, Int(size))
        }
        let isStored = member.isStored ? true : try !source.gainsFromDeflate(size: size)
        let first = units.count
        var start: UInt64 = 0
        while start < size {
            let end = min(start + ZipCompression.blockLength, size)
            units.append(
                CompressionUnit(
                    member: member.path.text, source: source, range: start..<end,
                    method: isStored ? .storedBlock : .block(isLast: end == size)))
            start = end
        }
        return .units(first..<units.count, size: size, isStored: isStored)
    }
}

extension CompressionUnit.Source {
    /// Whether samples of large contents get smaller by more than two in a hundred.
    func gainsFromDeflate(size: UInt64) throws(ArchiveError) -> Bool {
        guard let compressor = libdeflate_alloc_compressor(1) else {
            throw ArchiveError(.outOfResources, .read, path: path, detail: "no memory for a compressor")
        }
        defer { libdeflate_free_compressor(compressor) }
        let length = 128 << 10
        var input = ByteBuffer()
        var output = ByteBuffer()
        for step in 0..<8 {
            let sample = input.prefix(length)
            try read(at: (size - UInt64(length)) / 7 * UInt64(step), into: sample)
            let room = output.prefix(length - length / 50)
            let count = libdeflate_deflate_compress(
                compressor, sample.baseAddress, sample.count, room.baseAddress, room.count)
            if count > 0 { return true }
        }
        return false
    }

    /// Fills the buffer with contents from an offset on; a file must be what it was when the work was planned.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) {
        switch self {
        case .bytes(let bytes): buffer.copyBytes(from: bytes[Int(offset)..<Int(offset) + buffer.count])
        case .file(let path, let stamp):
            let file = try RandomAccessFile(path: path, followingLinks: false)
            try file.requireUnchanged(since: stamp)
            guard try file.read(at: offset, into: buffer) == buffer.count else {
                throw ArchiveError(.fileChanged, .read, path: path, detail: "the file became shorter while it was read")
            }
            try file.requireUnchanged(since: stamp)
        }
    }

    private var path: String {
        switch self {
        case .bytes: ""
        case .file(let path, _): path
        }
    }
}

extension ArchiveError {
    /// The same error about a member, if it is about none yet.
    func named(_ member: ZipMember) -> ArchiveError { named(member.path.text) }

    /// The same error about a member, if it is about none yet.
    func named(_ member: String) -> ArchiveError {
        ArchiveError(code, operation, path: path, entry: entry ?? member, detail: detail)
    }
}
