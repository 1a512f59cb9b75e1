import BuildModel
import Compiling
import Dispatch
import FileTrees
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a finished run leaves behind, so that the same run with nothing changed can be answered at once: no manifest is parsed,
/// no process started, no folder listed, nothing fetched.
struct RunState: Sendable {
    /// What of the question decides the answer, beside the files.
    struct Question: Hashable, Sendable {
        var key = Version.stateKey
        /// Where the run was started: a copy of a project takes the state along, but speaks of other files.
        var folder: String
        var names: [String]
        var lockPolicy: BuildSettings.LockPolicy
        var isStrict: Bool
        var baseline: BuildSettings.Baseline
        var day: String
    }

    /// Tells this state from all others.
    var id: UInt64
    var question: Question
    /// Variables that decided the answer, by name: a digest of the value with the number of this state, since many are secrets.
    var variables: [String: Digest]
    var stamps: [InputLog.Stamp]
    var listings: [InputLog.Listing]
    var folders: [FolderState]
    /// Folders that tools compiled.
    var sources: [SourceState]
    var outputs: [InputLog.Stamp]
    /// The encoded outcome, which is read only where it is asked for.
    var answer: [UInt8]

    /// Whether all that the run looked at, and all that it made, is as it was, for settings that ask the same.
    func isCurrent(for settings: BuildSettings) -> Bool {
        var asked = Question(settings)
        // `upgrade` asks for what the network has now; a lock that was fine for `locked` is fine without it, not the other
        // way round.
        guard settings.lockPolicy != .upgrade else { return false }
        if settings.lockPolicy == .useOrCreate { asked.lockPolicy = question.lockPolicy }
        return asked == question && isCurrent(program: settings.programFile) { settings.environment[$0] ?? "" }
    }

    /// Whether all that the run looked at, and all that it made, is as it was; `program` is the file of this program, which the run
    /// must have recorded as it stands now. Nobody who ships a project with a made-up state can know that.
    func isCurrent(program: String?, variable: (String) -> String) -> Bool {
        program.map { path in stamps.contains { $0.path == path && $0.mark != nil } } ?? true
            && variables.allSatisfy { Self.seal(variable($0.key), id) == $0.value }
            && (stamps + outputs).allSatisfy { FileMark.now($0.path) == $0.mark }
            && listings.allSatisfy { ((try? Files.names(inFolder: $0.folder)) ?? []) == $0.names }
            && sources.allSatisfy(\.isCurrent) && Self.areCurrent(folders)
    }

    /// What is kept of the value of a variable.
    static func seal(_ value: String, _ id: UInt64) -> Digest { FileDigest.sha256(of: Array("\(id) \(value)".utf8)) }

    private static func areCurrent(_ folders: [FolderState]) -> Bool {
        let count = folders.reduce(0) { $0 + ($1.marks?.marks.count ?? 0) }
        // A few files are looked at in less time than it takes to wake a thread.
        guard count > 500, folders.count > 1 else { return folders.allSatisfy(\.isCurrent) }
        let isStale = Atomic(false)
        DispatchQueue.concurrentPerform(iterations: folders.count) { index in
            guard !isStale.load(ordering: .relaxed), !folders[index].isCurrent else { return }
            isStale.store(true, ordering: .relaxed)
        }
        return !isStale.load(ordering: .relaxed)
    }

    /// The outcome that was remembered.
    var outcome: BuildOutcome? { try? JSONDecoder().decode(BuildOutcome.self, from: Data(answer)) }

    /// The file of the state of a run, or of another kind of memory: one for each project file and choice of packages.
    static func file(for settings: BuildSettings, in output: OutputFolder, kind: String = "run") -> String {
        let text = ([settings.projectFile ?? ""] + settings.selection).joined(separator: "\u{0}")
        return output.state + "/\(kind)-" + FileDigest.sha256(of: Array(text.utf8)).hexadecimal.prefix(16)
    }
}

extension RunState.Question {
    /// What settings ask.
    init(_ settings: BuildSettings) {
        self.init(
            folder: settings.folder, names: settings.selection, lockPolicy: settings.lockPolicy,
            isStrict: settings.isStrict, baseline: settings.baseline, day: settings.today)
    }
}

// MARK: On disk

extension RunState {
    private static let mark: [UInt8] = Array("fclayer run".utf8)

    /// Reads a state; anything unreadable is as good as none.
    static func load(_ path: String) -> RunState? {
        guard var reader = StateFile.read(path), reader.string() == mark, let state = read(from: &reader),
            reader.isAtEnd
        else { return nil }
        return state
    }

    /// Writes a state by rename.
    func save(_ path: String) throws(FileTreeError) {
        var writer = StateWriter()
        writer.append(Self.mark)
        write(to: &writer)
        try StateFile.write(writer, to: path)
    }

    private func write(to writer: inout StateWriter) {
        writer.append(question.key)
        writer.append(id)
        writer.append(question.folder)
        writer.append(question.names) { $0.append($1) }
        writer.append(question.lockPolicy.rawValue)
        writer.append(question.isStrict)
        writer.append(question.baseline.file ?? "")
        writer.append(question.day)
        writer.append(variables.sorted { $0.key < $1.key }) {
            $0.append($1.key)
            $0.append($1.value)
        }
        for stamps in [stamps, outputs] { writer.append(stamps) { $0.append($1) } }
        writer.append(listings) {
            $0.append($1.folder)
            $0.append($1.names) { $0.append($1) }
        }
        writer.append(folders) { $0.append($1) }
        // Plain values can always be encoded.
        writer.append(sources.isEmpty ? [] : Array((try? JSONEncoder().encode(sources)) ?? Data()))
        writer.append(answer)
    }

    private static func read(from reader: inout StateReader) -> RunState? {
        // Another version may have written all that follows in another form.
        guard reader.text() == Version.stateKey, let id = reader.number(), let folder = reader.text(),
            let names = reader.list({ $0.text() }),
            let lockPolicy = reader.text().flatMap(BuildSettings.LockPolicy.init), let isStrict = reader.flag(),
            let baseline = reader.text(), let day = reader.text(),
            let variables = reader.list({ reader in
                reader.text().flatMap { name in reader.digest().map { (name, $0) } }
            }),
            let stamps = reader.list({ $0.stamp() }), let outputs = reader.list({ $0.stamp() }),
            let listings = reader.list({ reader in
                reader.text().flatMap { folder in
                    reader.list { $0.text() }.map { InputLog.Listing(folder: folder, names: $0) }
                }
            }),
            let folders = reader.list({ $0.folder() }), let encoded = reader.string(), let answer = reader.string()
        else { return nil }
        var sources: [SourceState] = []
        if !encoded.isEmpty {
            guard let decoded = try? JSONDecoder().decode([SourceState].self, from: Data(encoded)) else { return nil }
            sources = decoded
        }
        return RunState(
            id: id,
            question: Question(
                folder: folder, names: names, lockPolicy: lockPolicy, isStrict: isStrict,
                baseline: baseline.isEmpty ? .none : .read(baseline), day: day),
            variables: Dictionary(variables) { first, _ in first }, stamps: stamps, listings: listings,
            folders: folders, sources: sources, outputs: outputs, answer: answer)
    }
}

extension BuildSettings.Baseline {
    /// The file whose findings are accepted.
    fileprivate var file: String? { if case .read(let file) = self { file } else { nil } }
}

extension StateWriter {
    mutating func append(_ stamp: InputLog.Stamp) {
        append(stamp.path)
        append(stamp.mark != nil)
        if let mark = stamp.mark { append(mark) }
    }
}

extension StateReader {
    mutating func stamp() -> InputLog.Stamp? {
        guard let path = text(), let isThere = flag() else { return nil }
        guard isThere else { return InputLog.Stamp(path: path) }
        return mark().map { InputLog.Stamp(path: path, mark: $0) }
    }
}
