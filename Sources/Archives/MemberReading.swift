extension ZipDirectory {
    /// Hands over the contents of an entry in order, in pieces of at most 4 MiB. Sizes and CRC-32 are checked: what was
    /// handed over is only to be trusted when the call has returned without an error.
    public func withMember(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) -> Void) throws(ArchiveError) {
        try requireOwn(entry)
        var inflater = try Inflater(file: file)
        try inflater.read(entry, body)
    }

    /// The contents of an entry; throws `memberTooLarge` before reading if they are larger than the limit.
    public func bytes(of entry: ZipEntry, limit: Int = 16 << 20) throws(ArchiveError) -> [UInt8] {
        guard entry.size <= UInt64(limit) else {
            throw ArchiveError(
                .memberTooLarge, .read, path: path, entry: entry.name, detail: "\(entry.size) bytes, limit is \(limit)")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(entry.size))
        try withMember(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Reads compressed bytes of an entry from `offset` on and says how many; fewer than the buffer takes only at their
    /// end.
    public func readCompressed(
        _ entry: ZipEntry, from offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(ArchiveError) -> Int {
        try requireOwn(entry)
        guard offset < entry.compressedSize else { return 0 }
        let count = Int(min(UInt64(buffer.count), entry.compressedSize - offset))
        try file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: entry.dataOffset + offset)
        return count
    }
}
