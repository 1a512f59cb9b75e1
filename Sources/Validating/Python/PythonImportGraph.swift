import FunctionCompute
import SourceScanners

/// What the modules of an instance import, looked up once for a search path. What distributions import inside themselves is
/// not followed: they guard what they cannot do by means that are not all known here.
final class PythonImportGraph {
    /// A module: a file under the name that it is imported by.
    struct Key: Hashable {
        let path: String
        /// Dotted; empty where the platform's loader gives it a name that is not known here.
        let name: String
    }

    /// What is known of a module.
    struct Node {
        var obstacle: PythonObstacle?
        /// Modules that its imports execute, with the conditions on which they do.
        var edges: [(target: Key, guards: PythonImport.Guards)] = []
        var issues: [PythonImportIssue] = []
        var edits: [PythonPathEdit] = []
    }

    /// Longer names are not looked up.
    private static let deepestName = 64

    let tree: PythonSourceTree
    let version: DottedVersion
    private let runtime: String
    let owners: PythonFileOwners
    private var nodes: [Key: Node] = [:]
    private var bound: [String: Set<String>] = [:]

    init(tree: PythonSourceTree, runtime: Runtime, version: DottedVersion, owners: PythonFileOwners) {
        self.tree = tree
        self.runtime = runtime.id
        self.version = version
        self.owners = owners
    }

    /// The facts of a module; `nil` where its file cannot be read.
    func node(_ key: Key) -> Node? {
        if let known = nodes[key] { return known }
        guard let module = tree.module(at: key.path), module.unreadable == nil else { return nil }
        var node = Node()
        node.obstacle = module.obstacle(for: PythonVersion(version.major, version.minor))
        node.edits = module.pathEdits
        if node.obstacle == nil {
            for statement in module.imports where statement.guards.isDisjoint(with: [.typeChecking, .mainProgram]) {
                add(statement, of: key, to: &node)
            }
        }
        nodes[key] = node
        return node
    }

    // MARK: One statement

    private func add(_ statement: PythonImport, of key: Key, to node: inout Node) {
        let site = SourceSite(path: key.path, place: statement.place)
        func issue(_ kind: PythonImportIssue.Kind, _ module: String) {
            node.issues.append(
                PythonImportIssue(kind: kind, module: module, site: site, guards: statement.guards))
        }
        let written = String(repeating: ".", count: statement.level) + statement.module
        let parts = statement.module.split(separator: ".").map(String.init)
        guard parts.count <= Self.deepestName, statement.level <= Self.deepestName else { return }
        var base = Base(folders: tree.searchPath, name: "")
        if statement.level > 0 {
            switch package(of: key, above: statement.level) {
            case .failure(let problem):
                if statement.guards.isDisjoint(with: [.importError, .condition]) { issue(problem.kind, written) }
                return
            case .success(let package): base = package
            }
        }
        let found = resolve(parts, in: base)
        for target in found.executed { node.edges.append((target, statement.guards)) }
        if let kind = found.kind {
            issue(kind, written)
            return
        }
        for name in statement.names where name != "*" {
            switch member(name, of: found, statement, in: key.path) {
            case .none: break
            case .module(let target): node.edges.append((target, statement.guards))
            case .issue(let kind, let isModule):
                issue(kind, isModule ? written + (written.hasSuffix(".") ? "" : ".") + name : written)
            }
        }
    }

    /// Where the parts of a module's name are looked for, and the name of the package that it is.
    struct Base {
        var folders: [String]
        var name: String
    }

    struct RelativeProblem: Error {
        let kind: PythonImportIssue.Kind
    }

    /// The package from which a relative import of a module starts.
    private func package(of key: Key, above level: Int) -> Result<Base, RelativeProblem> {
        var folder = String(key.path.prefix(upTo: key.path.lastIndex(of: "/") ?? key.path.startIndex))
        var names = key.name.split(separator: ".").map(String.init)
        let isKnown = !key.name.isEmpty
        if !key.path.hasSuffix("/__init__.py") { names = Array(names.dropLast()) }
        if isKnown, names.isEmpty { return .failure(RelativeProblem(kind: .relativeOutsidePackage)) }
        for _ in 1..<level {
            folder = String(folder.prefix(upTo: folder.lastIndex(of: "/") ?? folder.startIndex))
            names = Array(names.dropLast())
            if isKnown, names.isEmpty { return .failure(RelativeProblem(kind: .relativeAboveTop)) }
        }
        return .success(Base(folders: [folder], name: isKnown ? names.joined(separator: ".") : ""))
    }

    // MARK: Modules

    /// What the parts of a name lead to.
    struct Found {
        /// The user's modules that are executed on the way.
        var executed: [Key] = []
        /// What is wrong.
        var kind: PythonImportIssue.Kind?
        /// The last module, where it is the user's own.
        var last: PythonModuleLocation?
        var name = ""
        /// The module's name where it is of the standard library.
        var library: String?
    }

    private func resolve(_ parts: [String], in base: Base) -> Found {
        var found = Found()
        let isAbsolute = base.name.isEmpty && base.folders == tree.searchPath
        found.name = base.name
        if parts.isEmpty {
            // `from . import x`: the package is imported already.
            let folder = base.folders[0]
            found.last =
                tree.names(in: folder).contains("__init__.py")
                ? .source(folder + "/__init__.py") : .namespace([folder])
            return found
        }
        var previous: PythonModuleLocation?
        for index in parts.indices {
            let location = tree.find(Array(parts[...index]), in: base.folders)
            if index == 0, isAbsolute, let other = outside(parts, location) { return other }
            found.name += (found.name.isEmpty ? "" : ".") + parts[index]
            found.last = location
            switch location {
            case .source(let path):
                guard owners.isOwn(path) else {
                    found.last = nil
                    return found
                }
                found.executed.append(Key(path: path, name: found.name))
            case .compiled:
                found.last = nil
                return found
            case .namespace: break
            case .missing(let paths):
                found.kind = missing(index, previous, paths, parts)
                found.last = nil
                return found
            }
            previous = location
        }
        return found
    }

    /// What is not the user's: the standard library, and modules of the image.
    private func outside(_ parts: [String], _ location: PythonModuleLocation) -> Found? {
        let root = parts[0]
        switch location {
        case .source, .compiled: return nil
        case .namespace:
            // A package of the library or the image comes before folders without `__init__.py`.
            let isLibrary = PythonStandardLibrary.span(of: root)?.contains(version) ?? false
            return isLibrary || PythonPreinstalled.certainty(of: root, in: runtime) != nil ? Found() : nil
        case .missing(let paths):
            var found = Found()
            let certainty = PythonPreinstalled.certainty(of: root, in: runtime)
            if let span = PythonStandardLibrary.span(of: root) {
                found.library = parts.joined(separator: ".")
                if span.contains(version) {
                    found.kind = libraryProblem(parts)
                } else if certainty == nil {
                    // setuptools brings a `distutils` of its own.
                    found.kind = root == "distutils" ? .likelyPreinstalled : .otherVersion(span, name: nil)
                }
            } else if PythonStandardLibrary.isOfOtherSystems(root) {
                found.kind = .otherSystem
            } else if certainty == nil {
                found.kind = .missing(lookedFor: paths)
            } else if certainty == .likely {
                found.kind = .likelyPreinstalled
            }
            return found
        }
    }

    private func libraryProblem(_ parts: [String]) -> PythonImportIssue.Kind? {
        for index in parts.indices.dropFirst().prefix(4) {
            let span = PythonStandardLibrary.span(of: parts[index], in: parts[..<index].joined(separator: "."))
            if let span, !span.contains(version) { return .otherVersion(span, name: nil) }
        }
        return nil
    }

    /// What to say of a part that is not there.
    private func missing(
        _ index: Int, _ previous: PythonModuleLocation?, _ paths: [String], _ parts: [String]
    ) -> PythonImportIssue.Kind? {
        switch previous {
        case .source(let path)?:
            if index > 0, PythonStandardLibrary.span(of: parts[0]) != nil || owners.makesModules(path) { return nil }
            return path.hasSuffix("/__init__.py") ? .missingInside(lookedFor: paths) : .notAPackage(path)
        case .namespace(let folders)?:
            return folders.allSatisfy(owners.isOwn) ? .missingInside(lookedFor: paths) : .missing(lookedFor: paths)
        case nil: return .missingInside(lookedFor: paths)
        case .compiled?, .missing?: return nil
        }
    }

    // MARK: Names

    private enum Member {
        case none
        case module(Key)
        case issue(PythonImportIssue.Kind, isModule: Bool)
    }

    /// What `from module import name` finds.
    private func member(
        _ name: String, of found: Found, _ statement: PythonImport, in file: String
    ) -> Member {
        if let library = found.library {
            let span = PythonStandardLibrary.span(of: name, in: library)
            guard let span, !span.contains(version) else { return .none }
            return .issue(.otherVersion(span, name: name), isModule: false)
        }
        switch found.last {
        case .source(let path)?:
            if path.hasSuffix("/__init__.py"), let target = submodule(name, in: [folder(of: path)], found.name) {
                return target
            }
            // A package that imports a module from itself binds the name only if that succeeds.
            let own = PythonValue.imported(module: statement.module, level: statement.level, name: name)
            guard owners.isOwn(path), isCertainlyUnbound(name, in: path, except: path == file ? own : nil) else {
                return .none
            }
            return .issue(.nameMissing(name, path: path), isModule: false)
        case .namespace(let folders)?:
            if let target = submodule(name, in: folders, found.name) { return target }
            guard folders.allSatisfy(owners.isOwn) else { return .none }
            return .issue(.missingInside(lookedFor: folders.map { "\($0)/\(name).py" }), isModule: true)
        case .compiled?, .missing?, nil: return .none
        }
    }

    private func submodule(_ name: String, in folders: [String], _ package: String) -> Member? {
        switch tree.find([name], in: folders) {
        case .source(let path):
            guard owners.isOwn(path) else { return Member.none }
            return .module(Key(path: path, name: package.isEmpty ? "" : package + "." + name))
        case .compiled, .namespace: return Member.none
        case .missing: return nil
        }
    }

    private func isCertainlyUnbound(_ name: String, in path: String, except value: PythonValue?) -> Bool {
        guard let module = tree.module(at: path), module.unreadable == nil, module.problems.isEmpty,
            module.dynamics.isEmpty, module.globalsOfFunctions[name] == nil, !name.hasPrefix("__")
        else { return false }
        if bound[path] == nil { bound[path] = Set(module.bindings.map(\.name)) }
        let names = bound[path] ?? []
        if names.contains("*") || owners.makesModules(path) { return false }
        guard let value, names.contains(name) else { return !names.contains(name) }
        return module.bindings.allSatisfy { $0.name != name || $0.value == value }
    }

    private func folder(of path: String) -> String {
        String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    }
}
