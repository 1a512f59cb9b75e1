import BuildModel
import FunctionCompute
import SourceScanners
import Synchronization

/// The source files of one kind of instance; one function at a time asks it.
final class PythonView: Sendable {
    /// What was looked up.
    struct State {
        let tree: PythonSourceTree
        var graphs: [[String]: PythonImportGraph] = [:]
        var requirements: [[String]: [EntryProblem]] = [:]
        var shadows: [EntryProblem]?
    }

    /// Older versions have another standard library than the one that is known.
    private static let firstKnown: DottedVersion = "3.6"

    private let view: InstanceView
    private let runtime: Runtime
    private let version: DottedVersion
    private let state: Mutex<State>

    init(_ view: InstanceView, path: PythonSearchPath, runtime: Runtime, version: DottedVersion) {
        self.view = view
        self.runtime = runtime
        self.version = version
        let read: @Sendable (String) -> [UInt8]? = { view.bytes(at: $0) }
        let list: @Sendable (String) -> [String] = { view.names(in: $0) }
        state = Mutex(State(tree: PythonSourceTree(searchPath: path.folders, read: read, list: list)))
    }

    /// What the reader of Python says about a function.
    func read(_ question: EntryQuestion, path: PythonSearchPath) -> PythonReading {
        state.withLock { state in
            let entries = PythonEntry.all(
                of: question, version: PythonVersion(version.major, version.minor), tree: state.tree)
            var folders = path.folders
            // The handler's folder is searched too where the handler names it with a slash.
            for entry in entries where version < "3.12" {
                guard let slash = entry.module.lastIndex(of: "/") else { continue }
                let folder = "/code/" + entry.module[..<slash]
                if !folders.contains(folder) { folders.append(folder) }
            }
            var closure = PythonClosure(of: entries, in: graph(for: folders, &state))
            for _ in 0..<8 {
                let more = closure.folders.filter { !folders.contains($0) }
                guard !more.isEmpty else { break }
                folders += more
                closure = PythonClosure(of: entries, in: graph(for: folders, &state))
            }
            return reading(question, entries, closure, path, folders, &state)
        }
    }

    private func graph(for folders: [String], _ state: inout State) -> PythonImportGraph {
        if let known = state.graphs[folders] { return known }
        let tree = PythonSourceTree(searchPath: folders, sharing: state.tree)
        let graph = PythonImportGraph(
            tree: tree, runtime: runtime, version: version, owners: PythonFileOwners(view: view, searchPath: folders))
        state.graphs[folders] = graph
        return graph
    }

    private func reading(
        _ question: EntryQuestion, _ entries: [PythonEntry], _ closure: PythonClosure, _ path: PythonSearchPath,
        _ folders: [String], _ state: inout State
    ) -> PythonReading {
        let report = PythonEntryReport(question: question)
        var reading = PythonReading()
        reading.problems = closure.obstacles.map { SyntaxObstacles.problem($0, question) }
        guard version >= Self.firstKnown else {
            reading.problems += entries.compactMap(report.problem)
            return reading
        }
        let imports = PythonImportReport(
            question: question, closure: closure, folders: folders, version: version,
            doubt: PythonImportDoubt(question, closure, path), said: entries.compactMap(\.importedAt))
        let found = imports.problems
        reading.wantedModules = imports.wantedModules
        reading.problems += entries.compactMap(report.problem).filter { problem in
            // One import, one finding.
            !found.contains { $0.rule == problem.rule && $0.entry == problem.entry && $0.line == problem.line }
        }
        reading.problems += found
        if state.shadows == nil { state.shadows = PythonShadows.problems(in: view, version: version) }
        reading.problems += state.shadows ?? []
        if !question.hasUnknownLayers {
            if state.requirements[folders] == nil {
                state.requirements[folders] = PythonRequirements.problems(
                    in: view, folders: folders, runtime: runtime, version: version)
            }
            reading.problems += state.requirements[folders] ?? []
        }
        return reading
    }
}
