import ArtifactStore
public import BuildModel
import FileTrees
import Manifests
import Reporting

/// What `fclayer cache` does with the store.
public struct StoreKeeping: Sendable {
    let store: ContentStore
    let settings: BuildSettings

    /// The store of a run.
    public init(_ settings: BuildSettings) {
        self.settings = settings
        store = ContentStore(root: settings.storeRoot)
    }

    /// What lies in the store, as a table or as JSON.
    public func statistics(asJSON: Bool) throws(StageFailure) -> String {
        let inventory = try keeping { () throws(StoreError) in try store.inventory() }
        let now = ClockTick.now()
        let rows = StoreInventory.Kind.allCases.map { kind in
            let items = inventory.items.filter { $0.kind == kind }
            let ages = items.map { (now - $0.used) / 1_000_000_000 }
            return StoreReport.Row(
                kind: kind.rawValue, words: Self.words(kind), count: items.count,
                bytes: items.reduce(0) { $0 + $1.size }, youngest: ages.min(), oldest: ages.max())
        }
        let report = StoreReport(store: store.root, rows: rows)
        return asJSON ? report.json() : report.text
    }

    /// Reads everything again and removes what is damaged; says what it found.
    public func verify() async throws(StageFailure) -> String {
        let report = settings.progress
        let hold = StoreHold(store)
        let check: StoreCheck
        do throws(StoreError) {
            check = try await store.verifyAll {
                report(BuildSettings.Progress(phase: "reading the store", done: $0, total: $1))
            }
        } catch { throw Self.failure(error) }
        withExtendedLifetime(hold) {}
        var text = "read \(StoreReport.count(check.sound, "sound file")), \(StoreReport.size(check.size))\n"
        for digest in check.removed { text += "removed the damaged file \(digest); the next build fetches it anew\n" }
        for path in check.strangers { text += "removed `\(path)`, which is no file of the store's\n" }
        if check.notes > 0 { text += "removed \(StoreReport.count(check.notes, "note")) that no longer held\n" }
        return text
    }

    /// Removes what was used longest ago until the store is no larger than `limit` bytes; says what was done.
    public func prune(to limit: Int64) async throws(StageFailure) -> String {
        let store = store
        let result = await Blocking.run { Result { () throws(StoreError) in try store.prune(to: limit) } }
        let removal = try keeping { () throws(StoreError) in try result.get() }
        var text = "removed \(StoreReport.count(removal.count, "file")), \(StoreReport.size(removal.size)); "
        text += "\(StoreReport.size(removal.left)) left in `\(store.root)`\n"
        if removal.left > limit {
            text += "\(StoreReport.size(removal.held)) are in use by a running fclayer and stay\n"
        }
        return text
    }

    /// Bytes of a size as people write it, `5G` or `500 MB`; `nil` for anything else.
    public static func bytes(of text: String) -> Int64? { SizeText.bytes(text) }

    private static func words(_ kind: StoreInventory.Kind) -> String {
        switch kind {
        case .blobs: "downloads, and what was packed of them"
        case .notes: "what is known of them"
        case .roots: "root file systems for `invoke`"
        case .invoke: "unpacked packages for `invoke`"
        case .composer: "composer's own cache"
        case .scratch: "work in progress"
        }
    }

    private func keeping<T>(_ work: () throws(StoreError) -> T) throws(StageFailure) -> T {
        do { return try work() } catch { throw Self.failure(error) }
    }

    static func failure(_ error: StoreError) -> StageFailure {
        StageFailure(
            .environment,
            [Finding(rule: "store-failed", severity: .error, message: "\(error)", hint: error.advice)])
    }
}
