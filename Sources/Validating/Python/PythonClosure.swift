import BuildModel
import SourceScanners

/// The user's own files that are executed when the handler's module is imported.
enum PythonClosure {
    /// A file that the runtime's Python does not compile.
    struct Obstacle: Hashable, Sendable {
        /// Path in the instance.
        let path: String
        let obstacle: PythonObstacle
    }

    /// What following the imports gave.
    struct Answer: Sendable {
        /// Files that do not compile.
        var obstacles: [Obstacle] = []
        /// Modules that are imported without a guard and are nowhere in code and layers, by their first part.
        var missing: Set<String> = []
        /// Whether a file speaks of `sys.path`, so that modules may come from other places.
        var changesSearchPath = false
    }

    /// Follows imports from the modules of the entry points through the user's own files: what distributions brought is
    /// left out, they guard what they cannot do by means that are not all known here.
    static func follow(
        _ entries: [PythonEntry], code: PackageContents, tree: PythonSourceTree, version: PythonVersion
    ) -> Answer {
        let foreign = code.distributionRoots(in: "")
        var waiting: [String] = []
        for entry in entries {
            if case .source(let path) = tree.find(module: dotted(entry.module)) { waiting.append(path) }
        }
        var seen = Set(waiting)
        var answer = Answer()
        while let path = waiting.popLast(), seen.count < 10_000 {
            guard let module = tree.module(at: path), module.unreadable == nil else { continue }
            if let obstacle = module.obstacle(for: version) {
                answer.obstacles.append(Obstacle(path: path, obstacle: obstacle))
                continue
            }
            for statement in module.imports where statement.guards.isEmpty && statement.level == 0 {
                if case .missing = tree.find(module: statement.module) {
                    answer.missing.insert(String(statement.module.prefix { $0 != "." }))
                }
            }
            for next in imports(of: module, at: path, tree) where seen.insert(next).inserted {
                let inside = next.dropFirst("/code/".count)
                guard next.hasPrefix("/code/"), !foreign.contains(String(inside.prefix { $0 != "/" })) else { continue }
                waiting.append(next)
            }
        }
        // The definition may lie in a layer, or where only the platform's loader looks.
        for entry in entries {
            guard case .broken(.doesNotCompile(let path, let obstacle)) = entry.verdict,
                !answer.obstacles.contains(where: { $0.path == path })
            else { continue }
            answer.obstacles.append(Obstacle(path: path, obstacle: obstacle))
        }
        answer.obstacles.sort { $0.path < $1.path }
        if !answer.missing.isEmpty {
            answer.changesSearchPath = seen.contains { path in
                path.hasPrefix("/code/")
                    && code.bytes(at: String(path.dropFirst("/code/".count)))?.contains("sys.path".utf8) ?? false
            }
        }
        return answer
    }

    private static func imports(of module: PythonModule, at path: String, _ tree: PythonSourceTree) -> [String] {
        var paths: [String] = []
        for statement in module.imports where statement.guards.isEmpty {
            var names = [statement.module]
            if !statement.module.isEmpty || statement.level > 0 {
                let prefix = statement.module.isEmpty ? "" : statement.module + "."
                names += statement.names.filter { $0 != "*" }.map { prefix + $0 }
            }
            for name in names where !name.isEmpty {
                // Importing `a.b.c` executes `a` and `a.b` first.
                var partial = ""
                for part in name.split(separator: ".") {
                    partial += (partial.isEmpty ? "" : ".") + part
                    guard case .source(let found) = tree.find(module: partial, level: statement.level, from: path)
                    else {
                        continue
                    }
                    paths.append(found)
                }
            }
        }
        return paths
    }

    private static func dotted(_ module: String) -> String {
        String(module.map { $0 == "/" ? "." : $0 })
    }
}

extension [UInt8] {
    /// Whether the bytes of a text stand somewhere in these.
    func contains(_ text: String.UTF8View) -> Bool {
        guard let first = text.first else { return true }
        let count = text.count
        var start = startIndex
        while let found = self[start...].firstIndex(of: first), found + count <= endIndex {
            if self[found..<found + count].elementsEqual(text) { return true }
            start = found + 1
        }
        return false
    }
}
