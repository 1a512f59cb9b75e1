public import BuildModel
import FileTrees

/// Waits until something changes that a build looked at. Where the system tells of changes, it sleeps until then; elsewhere it looks
/// about once a second.
public struct ProjectWatch: Sendable {
    /// Why there is nothing to wait for any more.
    public enum End: Error {
        /// The task was cancelled.
        case cancelled
        /// Nobody reads the watch's output any more.
        case unread
    }

    /// What is waited after an event for more of them, in milliseconds: an editor's rename, a formatter's next file, a checkout.
    private static let calm: CInt = 30
    /// The same where one has to look.
    private static let calmBetweenLooks: CInt = 100
    /// How long a burst may go on before something is built.
    private static let longestBurst = Duration.seconds(2)
    /// From one look to the next where the system tells of nothing.
    private static let interval = Duration.seconds(1)

    /// Results of the builds themselves (absolute paths), which may lie among their inputs.
    private let own: [String]
    /// The descriptor that lines are written to.
    private let output: CInt
    private let notice: @Sendable (String) -> Void
    private var watch: FolderWatch
    /// A folder on a mount that does not tell of all changes.
    private var silent: String?

    /// A watch. `isPolling` looks from time to time, whatever the system may tell; `notice` hears, in a line, if the system cannot
    /// tell enough. Throws `.environment`.
    public init(
        own: [String], output: CInt, isPolling: Bool, notice: @escaping @Sendable (String) -> Void
    ) throws(StageFailure) {
        (self.own, self.output, self.notice) = (own, output, notice)
        let made: Result<FolderWatch, FileTreeError> = Result { () throws(FileTreeError) in
            do throws(FileTreeError) { return try FolderWatch(usingEvents: !isPolling) } catch {
                notice(Self.usedUp("fs.inotify.max_user_instances", "1024"))
                return try FolderWatch(usingEvents: false)
            }
        }
        switch made {
        case .success(let made): watch = made
        case .failure(let error):
            throw StageFailure(
                .environment,
                [Finding(rule: "output-unwritable", severity: .error, message: "nothing can be watched: \(error)")])
        }
    }

    /// Waits until something is not as a lookout has it and no more changes follow at once, and answers what it is. What changed before
    /// the call counts as well.
    public mutating func changes(since lookout: Lookout) async throws(End) -> [Lookout.Change] {
        var isCalm = false
        while true {
            let start = ContinuousClock.now
            // First the watches, then the look: what changes after it is told.
            place(lookout)
            let changes = lookout.changes(besides: own)
            if !changes.isEmpty {
                if isCalm { return changes }
                try await settle(lookout, changes)
                isCalm = true
                continue
            }
            let isLooking = !watch.hasEvents || silent != nil
            // Looking takes a twentieth of the time at most.
            let pause = max(Self.interval, (ContinuousClock.now - start) * 20)
            isCalm = try await wait(isLooking ? CInt(pause / .milliseconds(1)) : nil) == .event
            if isCalm { try await settle(lookout, []) }
        }
    }

    /// Waits for the end of a burst of changes.
    private func settle(_ lookout: Lookout, _ changes: [Lookout.Change]) async throws(End) {
        let end = ContinuousClock.now + Self.longestBurst
        var before = changes
        while ContinuousClock.now < end {
            if watch.hasEvents {
                if try await wait(Self.calm) == .timeout { return }
            } else {
                _ = try await wait(Self.calmBetweenLooks)
                let now = lookout.changes(besides: own)
                if now == before { return }
                before = now
            }
        }
    }

    private func wait(_ milliseconds: CInt?) async throws(End) -> FolderWatch.Wake {
        let (watch, output) = (watch, output)
        let wake = await withTaskCancellationHandler {
            await Blocking.run { watch.wait(milliseconds: milliseconds, readers: output) }
        } onCancel: {
            watch.stop()
        }
        switch wake {
        case .stopped: throw .cancelled
        case .unread: throw .unread
        case .event, .timeout: return wake
        }
    }

    private mutating func place(_ lookout: Lookout) {
        guard watch.hasEvents else { return }
        let folders = WatchedPlaces(lookout).folders
        do throws(FileTreeError) { try watch.place(folders) } catch {
            notice(Self.usedUp("fs.inotify.max_user_watches", "524288"))
            // A pipe of one's own can be had where there was one before.
            if let other = try? FolderWatch(usingEvents: false) { watch = other }
            return
        }
        guard silent == nil, let found = SilentMounts.first(among: folders.keys) else { return }
        silent = found.folder
        notice(
            "looking once a second, too: `\(found.folder)` is on a file system (\(found.type)) that does not tell of changes made elsewhere"
        )
    }

    private static func usedUp(_ name: String, _ value: String) -> String {
        "looking once a second: the system watches no more folders for this user; `sudo sysctl \(name)=\(value)` lets it"
    }
}
