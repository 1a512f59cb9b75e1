public import BuildModel

extension TreeListing {
    /// A digest of how the files stand: names, kinds, sizes, times, modes and links. Contents are not read.
    public var standing: Digest {
        var hasher = StreamHasher()
        var text: [UInt8] = []
        text.reserveCapacity(1 << 16)
        for entry in entries {
            text.append(contentsOf: entry.path.utf8)
            text.append(0)
            text.append(contentsOf: entry.kind.rawValue.utf8)
            for number in [
                entry.size, entry.modified, entry.changed, Int64(bitPattern: entry.inode), Int64(entry.mode),
            ] {
                withUnsafeBytes(of: number.littleEndian) { text.append(contentsOf: $0) }
            }
            if let target = entry.linkTarget { text.append(contentsOf: target.utf8) }
            text.append(10)
            if text.count > 60_000 {
                text.withUnsafeBytes { hasher.update($0) }
                text.removeAll(keepingCapacity: true)
            }
        }
        for name in badNames { text.append(contentsOf: name.utf8) }
        text.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize()
    }
}
