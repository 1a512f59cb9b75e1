#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A process and all that descends from it, as Linux tells of them. Elsewhere every answer is empty or `nil`.
public struct ProcessTree: Sendable {
    /// What the processes of a tree take of memory, in bytes.
    public struct Memory: Hashable, Sendable {
        /// Pages in memory, those of files too; pages that several processes share count for each.
        public var resident: Int64 = 0
        /// Pages that no file stands behind: heaps, stacks, tmpfs.
        public var anonymous: Int64 = 0
    }

    /// The number of the process at the top.
    public let root: Int32

    /// The tree below a process.
    public init(root: Int32) { self.root = root }

    /// The processes that the one at the top has started, by their numbers.
    public var children: [Int32] { Self.children(of: root) }

    /// The process at the top and all below it.
    public var members: [Int32] {
        var found = [root]
        var next = 0
        // A bound, should processes be started faster than they are listed.
        while next < found.count, found.count < 4096 {
            found += Self.children(of: found[next]).filter { !found.contains($0) }
            next += 1
        }
        return found
    }

    /// The memory of all members together at this moment.
    public var memory: Memory {
        var sum = Memory()
        for member in members {
            guard let status = ProcFile.text("/proc/\(member)/status") else { continue }
            for line in status.split(separator: "\n") where line.hasPrefix("VmRSS:") || line.hasPrefix("Rss") {
                let words = line.split { $0 == ":" || $0 == " " || $0 == "\t" }
                guard words.count > 1, let value = Int64(words[1]) else { continue }
                switch words[0] {
                case "VmRSS": sum.resident += value << 10
                case "RssAnon", "RssShmem": sum.anonymous += value << 10
                default: break
                }
            }
        }
        return sum
    }

    /// The memory of all members with shared pages counted once, in bytes. Dearer than `memory`; `nil` where it is not told.
    public var proportionalMemory: Int64? {
        var sum: Int64?
        for member in members {
            guard let text = ProcFile.text("/proc/\(member)/smaps_rollup") else { continue }
            for line in text.split(separator: "\n") where line.hasPrefix("Pss_Anon:") || line.hasPrefix("Pss_Shmem:") {
                let words = line.split { $0 == " " || $0 == "\t" }
                if words.count > 1, let value = Int64(words[1]) { sum = (sum ?? 0) + value << 10 }
            }
        }
        return sum
    }

    /// The sockets of the members that take connections; `nil` where the system does not tell.
    public var listening: [ListeningSocket]? {
        guard let all = ListeningSocket.all(of: root) else { return nil }
        guard !all.isEmpty else { return [] }
        var own: Set<UInt64> = []
        for member in members {
            for name in ProcFile.names("/proc/\(member)/fd") {
                guard let link = ProcFile.link("/proc/\(member)/fd/\(name)"), link.hasPrefix("socket:[") else {
                    continue
                }
                if let inode = UInt64(link.dropFirst(8).dropLast()) { own.insert(inode) }
            }
        }
        return all.filter { own.contains($0.inode) }
    }

    /// Sends a signal to the process at the top alone.
    public func signal(_ number: Int32) {
        guard root > 1 else { return }
        _ = kill(root, number)
    }

    /// Whether the process at the top has a handler for a signal; `nil` where the system does not tell.
    public func handles(_ signal: Int32) -> Bool? {
        guard let status = ProcFile.text("/proc/\(root)/status"), signal > 0,
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
            let mask = line.split(separator: "\t").last.flatMap({ UInt64($0, radix: 16) })
        else { return nil }
        return mask >> UInt64(signal - 1) & 1 == 1
    }

    /// The process and its children from the kernel's own list, or by a look at all processes where there is no such list.
    private static func children(of process: Int32) -> [Int32] {
        let tasks = ProcFile.names("/proc/\(process)/task")
        var lists: [String] = []
        for task in tasks {
            if let list = ProcFile.text("/proc/\(process)/task/\(task)/children") { lists.append(list) }
        }
        if !lists.isEmpty || tasks.isEmpty {
            return lists.flatMap { $0.split(separator: " ").compactMap { Int32($0) } }
        }
        return ProcFile.names("/proc").compactMap { Int32($0) }.filter { parent(of: $0) == process }
    }

    /// The second word behind the name in parentheses, which may hold anything.
    private static func parent(of process: Int32) -> Int32? {
        guard let text = ProcFile.text("/proc/\(process)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let words = text[text.index(after: end)...].split(separator: " ")
        return words.count > 1 ? Int32(words[1]) : nil
    }
}
