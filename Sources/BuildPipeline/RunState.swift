import Assembling
import BuildModel
import Compiling
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a finished run leaves behind, so that the same run with nothing changed can be answered at once: no manifest is parsed,
/// no process started, nothing fetched.
struct RunState: Sendable, Codable {
    /// A folder of sources and the digest of how it stood.
    struct Folder: Hashable, Sendable, Codable {
        var source: SourceFolder
        var digest: Digest
    }

    var key: String
    /// Where the run was started: a copy of a project takes the state along, but speaks of other files.
    var folder: String
    var names: [String]
    var lockPolicy: BuildSettings.LockPolicy
    var isStrict: Bool
    var baseline: BuildSettings.Baseline
    var day: String
    var variables: [String: String]
    var stamps: [InputLog.Stamp]
    var listings: [InputLog.Listing]
    var folders: [Folder]
    var sources: [SourceState]
    var outputs: [InputLog.Stamp]
    var outcome: BuildOutcome

    /// Whether all that the run looked at, and all that it made, is as it was.
    func isCurrent(for settings: BuildSettings) -> Bool {
        // `upgrade` asks for what the network has now; a lock that was fine for `locked` is fine without it, not the other
        // way round.
        guard key == Version.stateKey, folder == settings.folder, names == settings.names,
            settings.lockPolicy != .upgrade,
            lockPolicy == settings.lockPolicy || settings.lockPolicy == .useOrCreate, day == settings.today,
            isStrict == settings.isStrict, baseline == settings.baseline
        else { return false }
        return variables.allSatisfy { (settings.environment[$0.key] ?? "") == $0.value }
            && (stamps + outputs).allSatisfy { FileMark.now($0.path) == $0.mark }
            && listings.allSatisfy { ((try? Files.names(inFolder: $0.folder)) ?? []) == $0.names }
            && sources.allSatisfy(\.isCurrent)
            && folders.allSatisfy { folder in
                guard let listing = try? SourceListing.list(folder.source) else { return false }
                return FolderKey.digest(of: listing) == folder.digest
            }
    }

    /// The outcome in a state, if it is current.
    static func outcome(of file: String, for settings: BuildSettings) -> BuildOutcome? {
        guard let state = load(file), state.isCurrent(for: settings) else { return nil }
        return state.outcome
    }

    /// Reads a state; anything unreadable is as good as none.
    static func load(_ path: String) -> RunState? {
        guard let bytes = try? Files.read(path) else { return nil }
        return try? JSONDecoder().decode(RunState.self, from: Data(bytes))
    }

    /// Writes a state by rename.
    func save(_ path: String) throws(FileTreeError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try AtomicFile.write(Array(data), to: path)
    }

    /// The file of the state of a run: one for each project file and choice of names.
    static func file(for settings: BuildSettings, in output: OutputFolder) -> String {
        let text = ([settings.projectFile ?? ""] + settings.names).joined(separator: "\u{0}")
        return output.state + "/run-" + FileDigest.sha256(of: Array(text.utf8)).hexadecimal.prefix(16) + ".json"
    }
}
