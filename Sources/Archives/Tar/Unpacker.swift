#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Puts the entries of one archive into a folder.
struct Unpacker: ~Copyable {
    private let root: RootedFolder
    private let options: UnpackOptions
    private(set) var summary = UnpackSummary()
    /// What was made, by its path below the folder.
    private var made: [String: TarEntry.Kind] = [:]
    private var folded: [String: String] = [:]
    private var buffer = ByteBuffer()

    init(into folder: String, _ options: UnpackOptions) throws(ArchiveError) {
        root = try RootedFolder(folder)
        self.options = options
    }

    /// Puts the entry that the reader is at into the folder.
    mutating func take(_ entry: TarEntry, from reader: inout TarReader) throws(ArchiveError) {
        let parts = LinkTarget.placed(entry.parts, options)
        guard let name = parts.last.map(String.init) else { return }
        if entry.parts.count < parts.count, try takeTop(entry) { return }
        let place = try root.folder(Array(parts.dropLast()), entry: entry.path)
        try note(entry, at: (place.parts + [name[...]]).joined(separator: "/"), name, place.descriptor)
        switch entry.kind {
        case .folder: _ = try root.folder(parts, entry: entry.path)
        case .symlink(let target):
            guard let text = LinkTarget.text(target, in: place.parts, options) else {
                throw failure(.refused(.symlinkLeavesPackage), entry, "it points out of the archive, to `\(target)`")
            }
            try clear(name, place.descriptor, entry)
            try check(symlinkat(text, place.descriptor, name), entry)
        case .hardLink(let target): try link(target, name, place.descriptor, entry)
        case .file:
            try clear(name, place.descriptor, entry)
            try write(entry, name, place.descriptor, &reader)
        }
        summary.entries += 1
    }

    /// The folders that are merged are links to their places below `/usr`. Whether that is all there is to the entry.
    private func takeTop(_ entry: TarEntry) throws(ArchiveError) -> Bool {
        guard let top = entry.parts.first.map(String.init) else { return true }
        let place = try root.folder([], entry: entry.path)
        if symlinkat("usr/" + top, place.descriptor, top) != 0 {
            guard errno == EEXIST, RootedFolder.link(top, in: place.descriptor) == "usr/" + top else {
                throw failure(.memberInsideFile, entry, "`/\(top)` is there already and no link to `/usr/\(top)`")
            }
        }
        _ = try root.folder(["usr", top[...]], entry: entry.path)
        guard entry.parts.count == 1 else { return false }
        switch entry.kind {
        case .folder: return true
        case .symlink(let target) where target == "usr/" + top || target == "/usr/" + top: return true
        default: throw failure(.memberInsideFile, entry, "it stands where a folder of the system belongs")
        }
    }

    /// Remembers an entry; refuses a second one of its name.
    private mutating func note(
        _ entry: TarEntry, at path: String, _ name: String, _ folder: Int32
    ) throws(ArchiveError) {
        if let before = made.updateValue(entry.kind, forKey: path) {
            guard before == .folder, entry.kind == .folder else {
                throw failure(.refused(.duplicateName), entry, "the name is there twice")
            }
            return
        }
        guard let other = folded.updateValue(path, forKey: path.lowercased()), other != path else { return }
        let otherName = other.split(separator: "/").last.map(String.init) ?? other
        guard options.refusesCaseClashes || Self.isOne(name, otherName, folder) else { return }
        throw failure(.refused(.caseClash), entry, "differs only by case from `\(other)`")
    }

    /// Whether the disk takes two names for one.
    private static func isOne(_ name: String, _ other: String, _ folder: Int32) -> Bool {
        var (first, second) = (stat(), stat())
        guard fstatat(folder, name, &first, AT_SYMLINK_NOFOLLOW) == 0,
            fstatat(folder, other, &second, AT_SYMLINK_NOFOLLOW) == 0
        else { return false }
        return first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }

    /// Makes room: what another archive put there goes. It is never written to, as it may have further names.
    private func clear(_ name: String, _ folder: Int32, _ entry: TarEntry) throws(ArchiveError) {
        guard unlinkat(folder, name, 0) != 0 else { return }
        let reason = errno
        if reason == ENOENT { return }
        if reason == EISDIR || reason == EPERM {
            throw failure(.memberInsideFile, entry, "a folder stands in its place")
        }
        throw ArchiveError(errno: reason, .write, path: root.path, entry: entry.path)
    }

    private func link(_ target: String, _ name: String, _ folder: Int32, _ entry: TarEntry) throws(ArchiveError) {
        let parts = LinkTarget.placed(target.split(separator: "/"), options)
        let place = try root.folder(Array(parts.dropLast()), entry: entry.path)
        let source = parts.last.map(String.init) ?? ""
        let path = (place.parts + [source[...]]).joined(separator: "/")
        switch made[path] {
        case .file, .hardLink: break
        default:
            throw failure(.hardLinkWithoutFile, entry, "it is a further name of `\(target)`, which is no file here")
        }
        try clear(name, folder, entry)
        try check(linkat(place.descriptor, source, folder, name, 0), entry)
    }

    private mutating func write(
        _ entry: TarEntry, _ name: String, _ folder: Int32, _ reader: inout TarReader
    ) throws(ArchiveError) {
        let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        try check(descriptor < 0 ? -1 : 0, entry)
        var isOpen = true
        defer { if isOpen { close(descriptor) } }
        let bytes = buffer.prefix(1 << 18)
        while true {
            let count = try reader.read(into: bytes)
            if count == 0 { break }
            var done = 0
            while done < count {
                let written = bytes.baseAddress.map { Self.write(descriptor, $0 + done, count - done) } ?? -1
                if written < 0, errno == EINTR { continue }
                try check(written < 0 ? -1 : 0, entry)
                done += written
            }
            summary.bytes += UInt64(count)
        }
        // Whatever the archive says: no set-user bit, nothing that everybody may write to.
        try check(fchmod(descriptor, entry.isExecutable ? 0o755 : 0o644), entry)
        isOpen = false
        try check(close(descriptor), entry)
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes, count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes, count)
        #else
            Glibc.write(descriptor, bytes, count)
        #endif
    }

    private func check(_ result: Int32, _ entry: TarEntry) throws(ArchiveError) {
        guard result != 0 else { return }
        throw ArchiveError(errno: errno, .write, path: root.path, entry: entry.path)
    }

    private func failure(_ code: ArchiveError.Code, _ entry: TarEntry, _ detail: String) -> ArchiveError {
        ArchiveError(code, .write, path: root.path, entry: entry.path, detail: detail)
    }
}

extension TarReader {
    /// Puts the entries that `choosing` takes into a folder that exists. Files get the mode 0644 or 0755. Links that lie on
    /// the way to an entry are followed inside the folder, never out of it. On an error what was unpacked before stays: unpack
    /// into a folder of its own and rename it.
    @discardableResult
    public consuming func unpack(
        into folder: String, _ options: UnpackOptions = .strict, choosing: (TarEntry) -> Bool = { _ in true }
    ) throws(ArchiveError) -> UnpackSummary {
        var unpacker = try Unpacker(into: folder, options)
        var reader = self
        while let entry = try reader.next() {
            if choosing(entry) { try unpacker.take(entry, from: &reader) }
        }
        return unpacker.summary
    }
}
