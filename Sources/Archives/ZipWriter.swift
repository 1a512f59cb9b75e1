/// Writes an archive. The same members give the same bytes: entries sorted by the bytes of their names, one time, few
/// modes, no owners, no extra fields, one compressor.
///
/// The archive grows in a temporary file in the folder of the result; `finish` puts it in place by rename. Whatever goes
/// wrong, and if `finish` is not called, the temporary file disappears and what was at the path stays as it was.
public struct ZipWriter: ~Copyable {
    private let output: OutputFile
    private var members: [ZipMember] = []

    /// Starts an archive that is to appear at `path`. Throws if a file cannot be made in its folder.
    public init(path: String) throws(ArchiveError) {
        output = try OutputFile(path: path)
    }

    /// Declares a member; the order does not matter.
    public mutating func add(_ member: ZipMember) { members.append(member) }

    /// Declares members; the order does not matter.
    public mutating func add(contentsOf members: some Sequence<ZipMember>) { self.members.append(contentsOf: members) }

    /// Writes everything and puts the archive in place. Blocks until it is done.
    public consuming func finish(_ options: ZipOptions = ZipOptions()) throws(ArchiveError) -> ZipSummary {
        let sorted = try MemberOrder.sorted(members, archive: output.path)
        let plan = try CompressionPlan(sorted, options: options, archive: output.path)
        let queue = UnitQueue(plan.units, archive: output.path, isCancelled: options.isCancelled)
        let threads = WorkerThreads(min(max(options.threads, 1), plan.units.count)) { queue.work() }
        guard threads.count > 0 || plan.units.isEmpty else {
            throw ArchiveError(.outOfResources, .write, path: output.path, detail: "no threads to be had")
        }
        let session = WriteSession(members: sorted, plan: plan, queue: queue, output: output, options: options)
        let result = Result { () throws(ArchiveError) in try session.run() }
        queue.close()
        threads.join()
        let entries = try result.get()
        if options.isCancelled() {
            throw ArchiveError(.cancelled, .write, path: output.path, detail: "cancelled")
        }
        try output.commit()
        return ZipSummary(
            entries: entries, size: entries.reduce(0) { $0 + $1.size },
            compressedSize: entries.reduce(0) { $0 + $1.compressedSize }, fileSize: output.size)
    }
}
