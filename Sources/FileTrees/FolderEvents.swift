#if os(Linux)
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// The kernel's word that something happened in folders (inotify). One watch stands for one folder, not for what is below it.
    final class FolderEvents: Sendable {
        /// Readable when something happened.
        let number: CInt

        /// By watch, the names that matter.
        private let watches = Mutex<[CInt: FolderWatch.Names]>([:])

        private static let mask = UInt32(
            IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB
                | IN_DELETE_SELF
                | IN_MOVE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR)

        /// Throws `tooManyOpenFiles` where the user has no more instances (`fs.inotify.max_user_instances`).
        init() throws(FileTreeError) {
            number = inotify_init1(CInt(O_NONBLOCK | O_CLOEXEC))
            guard number >= 0 else { throw FileTreeError(errno: errno, operation: "watch", path: "/") }
        }

        deinit { close(number) }

        /// Watches these folders and no others. A folder that was replaced by another of its name is watched anew. Throws `diskFull`
        /// where the user has no more watches (`fs.inotify.max_user_watches`); folders that cannot be watched are left out.
        func place(_ folders: [String: FolderWatch.Names]) throws(FileTreeError) {
            var placed: [CInt: FolderWatch.Names] = [:]
            for (path, names) in folders {
                let watch = inotify_add_watch(number, path, Self.mask)
                if watch < 0, errno == ENOSPC || errno == ENOMEM {
                    throw FileTreeError(errno: ENOSPC, operation: "watch", path: path)
                }
                // Two paths may lead to one folder.
                if watch >= 0 { placed[watch] = placed[watch]?.union(names) ?? names }
            }
            watches.withLock { watches in
                for watch in watches.keys where placed[watch] == nil { inotify_rm_watch(number, watch) }
                watches = placed
            }
        }

        /// Takes what has happened; whether any of it matters.
        func take() -> Bool {
            var matters = false
            // Room for many events, and for at least one with the longest name.
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return matters }
                buffer.withUnsafeBytes { bytes in
                    let head = MemoryLayout<inotify_event>.size
                    var place = 0
                    while place + head <= count {
                        let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                        let name = bytes[(place + head)..<(place + head + Int(event.len))].prefix { $0 != 0 }
                        if happened(event, name) { matters = true }
                        place += head + Int(event.len)
                    }
                }
            }
        }

        private func happened(_ event: inotify_event, _ name: Slice<UnsafeRawBufferPointer>) -> Bool {
            // Events were lost: anything may have happened.
            if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
            return watches.withLock { watches in
                // A watch that was taken back.
                guard let names = watches[event.wd] else { return false }
                if event.mask & UInt32(IN_IGNORED) != 0 { watches[event.wd] = nil }
                guard !name.isEmpty, case .some(let wanted) = names else { return true }
                return wanted.contains(String(decoding: name, as: UTF8.self))
            }
        }
    }
#endif
