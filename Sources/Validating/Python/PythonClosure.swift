import BuildModel
import FunctionCompute
import SourceScanners

/// The user's own files that run when entry points are imported, and what they import.
struct PythonClosure {
    /// A file that the runtime's Python does not compile.
    struct Obstacle: Hashable, Sendable {
        /// Path in the instance.
        let path: String
        let obstacle: PythonObstacle
    }

    /// How much depends on a module.
    enum Need: Int, Comparable, Sendable {
        /// The program may run without it.
        case optional
        /// A function needs it when it is called.
        case later
        /// The import of the entry point fails without it.
        case atStart

        static func < (left: Need, right: Need) -> Bool { left.rawValue < right.rawValue }
    }

    /// An import that leads nowhere.
    struct Problem: Sendable {
        let issue: PythonImportIssue
        let need: Need
        /// The entry point that leads there: its key in the manifest.
        let role: String
    }

    /// Files that do not compile.
    var obstacles: [Obstacle] = []
    /// Imports that lead nowhere, those that more depends on first.
    var problems: [Problem] = []
    /// Folders that files add to `sys.path`.
    var folders: [String] = []
    /// Where a file changes `sys.path` in a way that is not followed.
    var unknownEdit: SourceSite?
    /// A file that may bring modules by means that are not followed; looked for where an import leads nowhere.
    var bringer: String?

    private static let mostFiles = 20_000

    /// Follows imports from the modules of entry points through the user's own files.
    init(of entries: [PythonEntry], in graph: PythonImportGraph) {
        var seen: Set<PythonImportGraph.Key> = []
        var files: [(path: String, edits: Int)] = []
        var queues: [Need: [(key: PythonImportGraph.Key, role: String)]] = [:]
        for entry in entries {
            for key in Self.start(of: entry, in: graph) { queues[.atStart, default: []].append((key, entry.role)) }
        }
        for need in [Need.atStart, .later, .optional] {
            var queue = queues[need] ?? []
            var next = 0
            while next < queue.count, seen.count < Self.mostFiles {
                let (key, role) = queue[next]
                next += 1
                guard seen.insert(key).inserted, let node = graph.node(key) else { continue }
                files.append((key.path, node.edits.count))
                if let obstacle = node.obstacle {
                    if need == .atStart { obstacles.append(Obstacle(path: key.path, obstacle: obstacle)) }
                    continue
                }
                for edit in node.edits { add(edit, path: key.path) }
                for issue in node.issues {
                    problems.append(Problem(issue: issue, need: min(need, Self.need(issue.guards)), role: role))
                }
                for (target, guards) in node.edges where !seen.contains(target) {
                    let step = min(need, Self.need(guards))
                    if step == need {
                        queue.append((target, role))
                    } else {
                        queues[step, default: []].append((target, role))
                    }
                }
            }
        }
        if !problems.isEmpty {
            bringer = files.first { graph.owners.bringsModules($0.path, edits: $0.edits) }?.path
        }
        // The definition may lie in a layer, or where only the platform's loader looks.
        for entry in entries {
            guard case .broken(.doesNotCompile(let path, let obstacle)) = entry.verdict,
                !obstacles.contains(where: { $0.path == path })
            else { continue }
            obstacles.append(Obstacle(path: path, obstacle: obstacle))
        }
        var paths: Set<String> = []
        obstacles = obstacles.sorted { $0.path < $1.path }.filter { paths.insert($0.path).inserted }
    }

    private static func need(_ guards: PythonImport.Guards) -> Need {
        if !guards.isDisjoint(with: [.importError, .condition]) { return .optional }
        return guards.contains(.function) ? .later : .atStart
    }

    private mutating func add(_ edit: PythonPathEdit, path: String) {
        guard let folder = edit.folder?.folder(inFile: path) else {
            unknownEdit = unknownEdit ?? SourceSite(path: path, place: edit.place)
            return
        }
        if PythonSearchPath.isKnown(folder) {
            if !folders.contains(folder) { folders.append(folder) }
        } else {
            unknownEdit = unknownEdit ?? SourceSite(path: path, place: edit.place)
        }
    }

    /// The files that the platform's loader executes for an entry point, under the names that it gives them.
    private static func start(of entry: PythonEntry, in graph: PythonImportGraph) -> [PythonImportGraph.Key] {
        let isImported = graph.version >= "3.12"
        var folder = "/code"
        var parts = entry.module.split(separator: isImported ? "/" : ".").map(String.init)
        var isNamed = true
        if isImported {
            parts = parts.flatMap { $0.split(separator: ".").map(String.init) }
        } else if let slash = entry.module.lastIndex(of: "/") {
            folder += "/" + entry.module[..<slash]
            parts = entry.module[entry.module.index(after: slash)...].split(separator: ".").map(String.init)
            isNamed = false
        }
        let folders = isImported ? graph.tree.searchPath : [folder]
        return parts.indices.compactMap { index in
            guard case .source(let path) = graph.tree.find(Array(parts[...index]), in: folders) else { return nil }
            return PythonImportGraph.Key(path: path, name: isNamed ? parts[...index].joined(separator: ".") : "")
        }
    }
}

extension [UInt8] {
    /// Whether the bytes of a text stand somewhere in these.
    func contains(_ text: String.UTF8View) -> Bool { count(of: text, atMost: 1) > 0 }

    /// How often the bytes of a text stand in these.
    func count(of text: String.UTF8View, atMost limit: Int = .max) -> Int {
        guard let first = text.first else { return 0 }
        let length = text.count
        var start = startIndex
        var found = 0
        while found < limit, let next = self[start...].firstIndex(of: first), next + length <= endIndex {
            if self[next..<next + length].elementsEqual(text) { found += 1 }
            start = next + 1
        }
        return found
    }
}
