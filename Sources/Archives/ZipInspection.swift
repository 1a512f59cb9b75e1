import BuildModel

/// Reads the directory of an archive and collects everything that is wrong with it. Used once, by `ZipDirectory`.
struct ZipInspection {
    let file: RandomAccessFile
    let bounds: ZipBounds
    private(set) var entries: [ZipEntry] = []
    private(set) var places: [String: Int] = [:]
    private(set) var defects: [ZipDefect] = []
    private var spans: [EntrySpan] = []

    init(file: RandomAccessFile, bounds: ZipBounds) {
        self.file = file
        self.bounds = bounds
    }

    mutating func run() throws(ArchiveError) {
        let end = try ZipEnd(of: file)
        defects += end.defects
        guard end.directorySize <= UInt64(bounds.directoryBytes), end.entries <= UInt64(bounds.entries) else {
            throw ArchiveError(
                .refused(.totalTooLarge), .open, path: file.path,
                detail: "\(end.entries) entries in \(end.directorySize) bytes are beyond the bounds")
        }
        guard end.entries <= end.directorySize / UInt64(CentralRecord.length) else {
            throw damaged("the directory is too short for \(end.entries) entries")
        }
        let directory = LittleEndian(bytes: try file.bytes(at: end.directoryOffset, count: Int(end.directorySize)))
        try readRecords(directory, end)
        try checkLocalHeaders(directory, end)
        defects += LibraryOpinion.disagreements(of: file, with: entries)
        checkNames()
        checkSizes()
        try readSymlinks()
    }

    private mutating func readRecords(_ directory: LittleEndian, _ end: ZipEnd) throws(ArchiveError) {
        let count = Int(end.entries)
        entries.reserveCapacity(count)
        spans.reserveCapacity(count)
        var at = 0
        for index in 0..<count {
            guard let record = CentralRecord(in: directory, at: at) else {
                throw damaged("record \(index) of the directory is damaged")
            }
            at = record.end
            let (offset, overflow) = record.localOffset.addingReportingOverflow(end.shift)
            guard !overflow, offset < end.directoryOffset else {
                throw damaged("entry \(index) lies outside the file")
            }
            spans.append(EntrySpan(record: record, start: offset, index: index))
            let named = EntryName(directory.bytes[record.name])
            let entry = ZipEntry(record, named, index: index)
            entries.append(entry)
            defects += named.defects
            note(record, directory, entry)
        }
        if at != directory.count {
            defects.append(ZipDefect(.unusedBytes, detail: "\(directory.count - at) bytes behind the directory"))
        }
    }

    /// What a record alone tells.
    private mutating func note(_ record: CentralRecord, _ directory: LittleEndian, _ entry: ZipEntry) {
        let name = entry.name
        let bytes = directory.bytes[record.name]
        if record.flags & 0x2041 != 0 { found(.encrypted, name, "the entry is encrypted") }
        if record.method != 0, record.method != 8 {
            found(.unknownMethod, name, "compression method \(record.method)")
        }
        if record.isWide { found(.zip64, name, "the entry has 64-bit sizes") }
        if record.flags & 0x0800 == 0, bytes.contains(where: { $0 >= 0x80 }) {
            found(.utf8FlagMissing, name, "the name is not marked as UTF-8")
        }
        if let second = record.secondName, !directory.bytes[second].elementsEqual(bytes) {
            found(.secondNameDisagrees, name, "another name stands in the extra fields")
        }
        if entry.kind == .special { found(.specialFile, name, "mode \(String(entry.mode, radix: 8))") }
        if entry.mode & 0o6000 != 0 { found(.setuid, name, "mode \(String(entry.mode, radix: 8))") }
        if entry.mode & 0o002 != 0, entry.kind != .symlink {
            found(.worldWritable, name, "mode \(String(entry.mode, radix: 8))")
        }
        if entry.mode != 0, (bytes.last == UInt8(ascii: "/")) != (entry.kind == .directory) {
            found(.kindUnclear, name, "name and mode \(String(entry.mode, radix: 8)) contradict each other")
        }
    }

    /// Compares each local header with its record, finds where the data begins, and looks at what lies between.
    private mutating func checkLocalHeaders(_ directory: LittleEndian, _ end: ZipEnd) throws(ArchiveError) {
        spans.sort { ($0.start, $0.index) < ($1.start, $1.index) }
        var window = HeaderWindow(file: file)
        var reached: UInt64 = 0
        for (position, span) in spans.enumerated() {
            let record = span.record
            let name = entries[span.index].name
            let found = try window.bytes(at: span.start, count: LocalHeader.length + record.name.count)
            guard let header = LocalHeader(in: found, at: 0) else {
                throw damaged("the local header is missing", entry: name)
            }
            if header.nameLength != record.name.count
                || !found.bytes[LocalHeader.length...].elementsEqual(directory.bytes[record.name])
            {
                self.found(.headersDisagree, name, "the local header has another name")
            }
            if let difference = header.disagreement(with: record) {
                self.found(.headersDisagree, name, "\(difference) of the local header")
            }
            let data = span.start + UInt64(LocalHeader.length + header.nameLength + header.extraLength)
            guard data <= end.directoryOffset, record.compressedSize <= end.directoryOffset - data else {
                throw damaged("the entry reaches into the directory", entry: name)
            }
            entries[span.index].moveData(to: data)
            if span.start > reached { try noteGap(reached..<span.start, isFirst: position == 0, window: &window) }
            if span.start < reached { self.found(.overlappingEntries, name, "the entry shares bytes with another one") }
            reached = max(reached, data + record.compressedSize)
            if header.flags & 8 != 0 {
                let length = try window.descriptorLength(at: reached, of: record, before: end.directoryOffset)
                if length == 0, header.crc32 != record.crc32 || UInt64(header.size) != record.size {
                    self.found(.headersDisagree, name, "the record behind the data is missing or says something else")
                }
                reached += length
            }
        }
        if reached < end.directoryOffset {
            try noteGap(reached..<end.directoryOffset, isFirst: spans.isEmpty, window: &window)
        }
    }

    private mutating func noteGap(
        _ gap: Range<UInt64>, isFirst: Bool, window: inout HeaderWindow
    ) throws(ArchiveError) {
        let bytes = try window.bytes(at: gap.lowerBound, count: min(4, gap.count))
        if bytes.u32(0) == LocalHeader.signature {
            defects.append(ZipDefect(.hiddenEntry, detail: "an entry at byte \(gap.lowerBound) is not listed"))
        } else if isFirst {
            defects.append(ZipDefect(.leadingBytes, detail: "\(gap.count) bytes before the first entry"))
        } else {
            defects.append(ZipDefect(.unusedBytes, detail: "\(gap.count) bytes at byte \(gap.lowerBound)"))
        }
    }

    private mutating func checkNames() {
        let clashes = NameClashes(entries)
        places = clashes.places
        defects += clashes.defects
    }

    private mutating func checkSizes() {
        var total: UInt64 = 0
        for entry in entries {
            let most = entry.compressedSize.multipliedReportingOverflow(by: ZipBounds.largestDeflateRatio)
            if entry.method == 0, entry.size != entry.compressedSize, !entry.isEncrypted {
                found(.implausibleSize, entry.name, "stored in \(entry.compressedSize) bytes, claims \(entry.size)")
            } else if entry.method == 8, !most.overflow, entry.size > most.partialValue {
                found(.implausibleSize, entry.name, "\(entry.compressedSize) bytes cannot hold \(entry.size)")
            } else if entry.size > bounds.memberBytes {
                found(.implausibleSize, entry.name, "\(entry.size) bytes are more than \(bounds.memberBytes)")
            }
            let (sum, overflow) = total.addingReportingOverflow(entry.size)
            total = overflow ? .max : sum
        }
        if total > bounds.totalBytes {
            defects.append(ZipDefect(.totalTooLarge, detail: "\(total) bytes are more than \(bounds.totalBytes)"))
        }
    }

    private mutating func readSymlinks() throws(ArchiveError) {
        guard entries.contains(where: \.isSymlink) else { return }
        var inflater = try Inflater(file: file)
        for index in entries.indices where entries[index].kind == .symlink {
            let entry = entries[index]
            var target: [UInt8] = []
            do throws(ArchiveError) {
                guard entry.size <= 4096 else {
                    found(.symlinkDamaged, entry.name, "the target has \(entry.size) bytes")
                    continue
                }
                try inflater.read(entry) { target += $0 }
            } catch {
                if error.code == .systemFailure { throw error }
                found(.symlinkDamaged, entry.name, error.detail)
                continue
            }
            guard let text = String(validating: target, as: UTF8.self), !target.contains(0), !text.isEmpty else {
                found(.symlinkDamaged, entry.name, "the target is not a path")
                continue
            }
            entries[index].symlinkTarget = text
            if let path = entry.path, !PlacedLink(path: path.text, target: text).staysInside {
                found(.symlinkLeavesPackage, entry.name, "points to `\(text)`")
            }
        }
    }

    private mutating func found(_ kind: ZipDefect.Kind, _ name: String, _ detail: String) {
        defects.append(ZipDefect(kind, entry: name, detail: detail))
    }

    private func damaged(_ detail: String, entry: String? = nil) -> ArchiveError {
        ArchiveError(.damagedDirectory, .open, path: file.path, entry: entry, detail: detail)
    }
}

/// A record of the directory and where its local header begins.
struct EntrySpan {
    let record: CentralRecord
    let start: UInt64
    let index: Int
}
