import Assembling
import BuildModel
import Compiling
import FileTrees
import Manifests
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Everything that a run looked at, as it stood then: what decides whether a later run has anything to do. Recorded where it is
/// read, not guessed.
final class InputLog: Sendable {
    /// A path and what was there.
    struct Stamp: Hashable, Sendable {
        var path: String
        /// `nil` where nothing was there.
        var mark: FileMark?
    }

    /// A listing of a folder's names, which decides what was found in it.
    struct Listing: Hashable, Sendable {
        var folder: String
        var names: [String]
    }

    private struct Contents {
        var stamps: [String: Stamp] = [:]
        var listings: [String: Listing] = [:]
        var variables: [String: String] = [:]
        var folders: [SourceFolder: FolderState] = [:]
        var sources: [SourceState] = []
        var recalled: RunState?
    }

    private let log = Mutex(Contents())
    private let environment: [String: String]

    init(environment: [String: String]) { self.environment = environment }

    /// Files and folders that were looked at, by path.
    var stamps: [Stamp] { log.withLock { $0.stamps.values.sorted { $0.path < $1.path } } }
    /// Folders whose names were read.
    var listings: [Listing] { log.withLock { $0.listings.values.sorted { $0.folder < $1.folder } } }
    /// Environment variables that decide the result, with their values; a missing one is empty.
    var variables: [String: String] { log.withLock(\.variables) }

    /// Folders that are packed, of those that were looked at so far.
    var folders: [FolderState] { log.withLock { Array($0.folders.values) } }
    /// Folders that tools compile.
    var sources: [SourceState] { log.withLock(\.sources) }
    /// What the earlier run looked at whose answer was taken, if one was.
    var recalled: RunState? { log.withLock(\.recalled) }

    /// The way of the room `Manifests` to the disk: reads and records.
    var files: ProjectFiles {
        ProjectFiles(
            contents: { path in
                self.record(path)
                guard let bytes = try? Files.read(path) else { return nil }
                self.recordVariables(in: bytes)
                return bytes
            },
            kind: { path in
                switch self.record(path)?.kind {
                case .file: .file
                case .folder: .folder
                default: .missing
                }
            },
            names: { self.recordNames(in: $0) })
    }

    /// Records how a path stands. What was recorded first stays: what is read after that can only be newer, and a later run
    /// sees the difference.
    @discardableResult
    func record(_ path: String) -> FileStatus? {
        let status = Self.settledStatus(path)
        log.withLock { log in
            if log.stamps[path] == nil { log.stamps[path] = Stamp(path: path, mark: status.map(FileMark.ofPlace)) }
        }
        return status
    }

    /// Records the names in a folder; the first record stays.
    @discardableResult
    func recordNames(in folder: String) -> [String] {
        let names = (try? Files.names(inFolder: folder)) ?? []
        log.withLock { log in
            if log.listings[folder] == nil { log.listings[folder] = Listing(folder: folder, names: names) }
        }
        return names
    }

    /// Records how a folder that is packed stood before it was read; the first record stays.
    func record(_ folder: FolderState) {
        log.withLock { log in
            if log.folders[folder.source] == nil { log.folders[folder.source] = folder }
        }
    }

    /// Records the folders that tools compile, as they stand.
    func record(_ sources: [SourceState]) { log.withLock { $0.sources += sources } }

    /// Records that all is as an earlier run left it.
    func recall(_ state: RunState) { log.withLock { $0.recalled = state } }

    /// Records the value of a variable that decides what a run does.
    func recordVariable(_ name: String) { log.withLock { $0.variables[name] = environment[name] ?? "" } }

    /// Records anew how files stand that this run itself has written.
    func renew(_ paths: [String]) {
        for path in paths {
            let status = Self.settledStatus(path)
            log.withLock { $0.stamps[path] = Stamp(path: path, mark: status.map(FileMark.ofPlace)) }
        }
    }

    /// The status of a file that did not change within the last clock tick. A file that changes twice within a tick may
    /// carry the same times for different contents (git's «racy» entries); a moment's patience rules that out.
    static func settledStatus(_ path: String) -> FileStatus? {
        guard var status = try? Files.status(path) else { return nil }
        while status.kind == .file, let wait = ClockTick.wait(after: status.changed) {
            ClockTick.sleep(wait)
            guard let again = try? Files.status(path) else { return nil }
            status = again
        }
        return status
    }

    /// Records the values of the variables that a text names.
    func recordVariables(in bytes: [UInt8]) {
        let names = EnvironmentNames.mentioned(in: bytes)
        log.withLock { contents in
            for name in names { contents.variables[name] = environment[name] ?? "" }
        }
    }
}
