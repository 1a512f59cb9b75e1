/// What reading an entry through has shown.
public struct VerifiedMember<State: Sendable>: Sendable {
    /// The entry.
    public let entry: ZipEntry
    /// What the caller made of the contents; meaningless if `failure` is set.
    public let state: State
    /// Why the contents cannot be trusted: damaged data, wrong size or wrong CRC-32.
    public let failure: ArchiveError?
}

extension ZipDirectory {
    /// Reads entries through on all cores and checks size and CRC-32 of each. The caller makes of the contents what it
    /// likes, for instance a digest: `initial` makes a state for an entry, `update` takes the next piece of its contents.
    /// The answer has the order of `chosen` (all entries, if it is `nil`). Throws only for `cancelled` and for a lack of
    /// memory or threads; what is wrong with an entry is in its result.
    public func verifyAll<State: Sendable>(
        _ chosen: [ZipEntry]? = nil, threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
        initial: @escaping @Sendable (ZipEntry) -> State,
        update: @escaping @Sendable (inout State, UnsafeRawBufferPointer) -> Void
    ) throws(ArchiveError) -> [VerifiedMember<State>] {
        let work = chosen ?? entries
        for entry in work { try requireOwn(entry) }
        // Large entries first, so that no thread is left alone with one at the end.
        let order = work.indices.sorted { work[$0].size > work[$1].size }
        let shared = Monitor(VerifierState<State>(results: Array(repeating: nil, count: work.count)))
        let run: @Sendable () -> Void = { [self] in
            do throws(ArchiveError) {
                var inflater = try Inflater(file: file)
                while let batch = shared.change({ $0.next(order, work) }) {
                    var done: [(Int, VerifiedMember<State>)] = []
                    for place in batch {
                        if isCancelled() { throw ArchiveError(.cancelled, .read, path: path, detail: "cancelled") }
                        var state = initial(work[place])
                        var failure: ArchiveError?
                        do throws(ArchiveError) {
                            try inflater.read(work[place]) { update(&state, $0) }
                        } catch {
                            failure = error
                        }
                        done.append((place, VerifiedMember(entry: work[place], state: state, failure: failure)))
                    }
                    shared.change { [done] in for (place, result) in done { $0.results[place] = result } }
                }
            } catch {
                shared.change { $0.failure = error }
            }
        }
        let helpers = min(threads ?? min(WorkerThreads.coreCount, 8), max(work.count / 8, 1)) - 1
        let started = WorkerThreads(max(0, helpers), run)
        run()
        started.join()
        let end = shared.change { ($0.results, $0.failure) }
        if let failure = end.1 { throw failure }
        return end.0.compactMap { $0 }
    }
}

private struct VerifierState<State: Sendable>: Sendable {
    var results: [VerifiedMember<State>?]
    var position = 0
    var failure: ArchiveError?

    /// The next entries to read: small ones several at a time.
    mutating func next(_ order: [Int], _ work: [ZipEntry]) -> ArraySlice<Int>? {
        guard failure == nil, position < order.count else { return nil }
        let start = position
        var bytes: UInt64 = 0
        while position < order.count, bytes < 256 << 10, position - start < 64 {
            bytes += work[order[position]].size
            position += 1
        }
        return order[start..<position]
    }
}
