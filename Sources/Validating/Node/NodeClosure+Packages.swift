import SourceScanners

/// What the packages need that are surely loaded.
extension NodeClosure {
    /// More packages are not looked at.
    private static let mostPackages = 2000
    /// More files of packages are not read.
    private static let mostFilesOfPackages = 1000

    /// Looks whether the packages that packages declare as their dependencies are there, and those that these declare. Only
    /// where one is not, the files of packages are read: it may well be one that nothing asks for.
    mutating func addMissingOfPackages() {
        var waiting = packageFiles.compactMap { Self.packageFolder(of: $0.file) }
        var seen = Set(waiting)
        var lacking: [String: Set<String>] = [:]
        while let folder = waiting.popLast(), seen.count <= Self.mostPackages {
            guard case .fields(let fields)? = tree.packageReading(in: folder) else { continue }
            for name in fields.dependencies.subtracting(fields.optionalDependencies) {
                let found = finder.installed(name, for: folder)
                if !found.isThere { lacking[folder, default: []].insert(name) }
                if let next = found.folder, seen.insert(next).inserted { waiting.append(next) }
            }
        }
        if !lacking.isEmpty { look(for: lacking) }
    }

    /// Follows the files of packages as far as they are surely loaded, to the first of each package that asks for what it
    /// lacks.
    private mutating func look(for lacking: [String: Set<String>]) {
        var waiting = Array(packageFiles.reversed())
        var seen = Set(waiting.map(\.file))
        var told: Set<String> = []
        while let (path, request) = waiting.popLast() {
            guard ![".json", ".node", ".wasm"].contains(where: path.hasSuffix), let module = tree.module(at: path),
                module.unreadable == nil, module.problems.isEmpty, let folder = Self.packageFolder(of: path)
            else { continue }
            for statement in module.imports
            where statement.guards.isEmpty && (statement.kind == .require || statement.kind == .import) {
                switch finder.find(statement.specifier, kind: statement.kind, from: path) {
                case .file(let next):
                    guard seen.count < Self.mostFilesOfPackages, seen.insert(next).inserted else { continue }
                    waiting.append((next, request))
                case .missing(let missing):
                    guard let name = missing.packageName, lacking[folder]?.contains(name) ?? false,
                        told.insert(name).inserted
                    else { continue }
                    note(
                        .dependencyMissing(
                            of: Self.packageName(of: path) ?? folder, missing, askedIn: path, statement),
                        request.statement, request.path, true)
                default: break
                }
            }
        }
    }

    /// The folder of the package that a file belongs to.
    static func packageFolder(of path: String) -> String? {
        guard let range = path.ranges(of: "/node_modules/").last else { return nil }
        return path[..<range.upperBound] + JavaScriptModuleFinder.split(String(path[range.upperBound...])).name
    }

    /// The package that a file of `node_modules` belongs to.
    static func packageName(of path: String) -> String? {
        guard let range = path.ranges(of: "/node_modules/").last else { return nil }
        return JavaScriptModuleFinder.split(String(path[range.upperBound...])).name
    }
}
