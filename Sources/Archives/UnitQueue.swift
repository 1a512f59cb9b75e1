/// The units of an archive between the threads that compress and the one that writes: handed out in order, within the
/// memory ceiling.
struct UnitQueue: Sendable {
    private enum Claim: Sendable {
        case unit(Int)
        case nothing
    }

    private struct State: Sendable {
        var next = 0
        var reserved = 0
        var results: [Int: CompressedUnit] = [:]
        var failure: ArchiveError?
        var isClosed = false
    }

    private let units: [CompressionUnit]
    private let archive: String
    private let isCancelled: @Sendable () -> Bool
    private let state = Shared()

    private final class Shared: Sendable {
        let monitor = Monitor(State())
    }

    init(_ units: [CompressionUnit], archive: String, isCancelled: @escaping @Sendable () -> Bool) {
        self.units = units
        self.archive = archive
        self.isCancelled = isCancelled
    }

    /// What a compressing thread does: units until none are left, one failed, or the queue was closed.
    func work() {
        do throws(ArchiveError) {
            var compressor = try UnitCompressor(archive: archive)
            while case .unit(let place) = claim() {
                if isCancelled() { throw ArchiveError(.cancelled, .write, path: archive, detail: "cancelled") }
                let result: CompressedUnit
                do throws(ArchiveError) {
                    result = try compressor.compress(units[place])
                } catch {
                    throw error.named(units[place].member)
                }
                state.monitor.change { state in
                    state.reserved += result.bytes.count - units[place].cost
                    state.results[place] = result
                }
            }
        } catch {
            state.monitor.change { $0.failure = $0.failure ?? error }
        }
    }

    private func claim() -> Claim {
        state.monitor.wait { state in
            guard !state.isClosed, state.failure == nil, state.next < units.count else { return .nothing }
            let cost = units[state.next].cost
            // Whoever holds nothing may always go on, so the largest unit passes too.
            guard state.reserved == 0 || state.reserved + cost <= ZipCompression.memoryCeiling else { return nil }
            state.reserved += cost
            state.next += 1
            return .unit(state.next - 1)
        }
    }

    /// Waits for a unit. Units must be taken in order, each once.
    func take(_ place: Int) throws(ArchiveError) -> CompressedUnit {
        let answer: Result<CompressedUnit, ArchiveError> = state.monitor.wait { state in
            if let result = state.results.removeValue(forKey: place) { return .success(result) }
            return state.failure.map { .failure($0) }
        }
        return try answer.get()
    }

    /// Says that the bytes of a unit have been written and freed.
    func release(_ unit: CompressedUnit) {
        state.monitor.change { $0.reserved -= unit.bytes.count }
    }

    /// Sends the threads home.
    func close() {
        state.monitor.change { $0.isClosed = true }
    }
}
