import BuildModel
import SourceScanners

/// The user's own files that loading a file runs, and what they ask for. What packages ask for is not followed: they guard
/// what they can do without by means that are not all known here; of a package only the file that is asked for is looked
/// for.
struct NodeClosure {
    /// More files are not followed.
    static let mostFiles = 2000

    /// Something that a file asks for and that is not right.
    struct Request {
        let path: String
        let statement: JavaScriptImport
        /// Whether loading surely asks for it: no guard here, nor on the way here.
        let isCertain: Bool
        let outcome: Outcome

        enum Outcome {
            case missing(JavaScriptMissingImport)
            /// The image may have it.
            case preinstalled(String)
            /// `require` of an ES module.
            case requiredModule(String)
            /// `import` of JSON without `with { type: "json" }`.
            case plainJSON(String)
            /// A file of JSON that is none.
            case invalidJSON(String, SourcePlace)
            /// A package that was found, by this file.
            case found(String)
            /// A package that was found asks for another one that is not there.
            case dependencyMissing(of: String, JavaScriptMissingImport, askedIn: String, JavaScriptImport)
        }
    }

    /// What is wrong, in the order in which it was found.
    private(set) var requests: [Request] = []
    /// What keeps a file from being loaded.
    private(set) var problems: [(path: String, problem: JavaScriptEntryProblem)] = []
    /// The files that were looked into.
    private(set) var files: [String] = []
    /// Files of packages that are surely loaded, with the requests for them.
    private(set) var packageFiles: [(file: String, request: Request)] = []

    let tree: JavaScriptSourceTree
    let finder: JavaScriptModuleFinder
    private let resolver: JavaScriptEntryResolver

    /// Follows files from those that are surely loaded.
    init(
        _ starts: [String], tree: JavaScriptSourceTree, finder: JavaScriptModuleFinder,
        resolver: JavaScriptEntryResolver
    ) {
        (self.tree, self.finder, self.resolver) = (tree, finder, resolver)
        var seen: Set<String> = []
        var certain: [String] = []
        for start in starts.map(finder.realPath) where seen.insert(start).inserted { certain.append(start) }
        // First what is surely loaded, so that a file is not taken for a guarded one because that way was seen first.
        var possible: [String] = []
        var next = 0
        while next < certain.count, files.count < Self.mostFiles {
            read(certain[next], isCertain: true, &seen, &certain, &possible)
            next += 1
        }
        addMissingOfPackages()
        next = 0
        while next < possible.count, files.count < Self.mostFiles {
            let path = possible[next]
            next += 1
            guard seen.insert(path).inserted else { continue }
            var more: [String] = []
            read(path, isCertain: false, &seen, &more, &possible)
        }
    }

    private mutating func read(
        _ path: String, isCertain: Bool, _ seen: inout Set<String>, _ certain: inout [String],
        _ possible: inout [String]
    ) {
        guard let module = tree.module(at: path), module.unreadable == nil else { return }
        files.append(path)
        if let problem = resolver.problem(inFile: path) {
            if isCertain { problems.append((path, problem)) }
            return
        }
        for statement in module.imports {
            let isSure = isCertain && statement.guards.isEmpty && statement.kind != .dynamicImport
            switch finder.find(statement.specifier, kind: statement.kind, from: path) {
            case .builtIn, .unknown: break
            case .missing(let missing): note(.missing(missing), statement, path, isSure)
            case .preinstalled(let name): note(.preinstalled(name), statement, path, isSure)
            case .file(let file):
                if statement.kind == .resolve { break }
                if isSure { check(file, statement, path) }
                guard isFollowed(file) else {
                    if isSure, !isOwn(file) {
                        packageFiles.append(
                            (file, Request(path: path, statement: statement, isCertain: true, outcome: .found(file))))
                    }
                    break
                }
                if isSure {
                    if seen.insert(file).inserted { certain.append(file) }
                } else if !seen.contains(file) {
                    possible.append(file)
                }
            }
        }
    }

    mutating func note(
        _ outcome: Request.Outcome, _ statement: JavaScriptImport, _ path: String, _ isCertain: Bool
    ) {
        // What is tried may be missing.
        guard !statement.guards.contains(.tryBlock) else { return }
        requests.append(Request(path: path, statement: statement, isCertain: isCertain, outcome: outcome))
    }

    /// A file that is there, against how it is asked for.
    private mutating func check(_ file: String, _ statement: JavaScriptImport, _ path: String) {
        if file.hasSuffix(".json") {
            if statement.kind == .import, !statement.hasAttributes {
                return note(.plainJSON(file), statement, path, true)
            }
            guard isOwn(file), let bytes = tree.bytes(at: file),
                let place = JavaScriptPackageFile.problem(ofJSON: bytes)
            else { return }
            note(.invalidJSON(file, place), statement, path, true)
        } else if statement.kind == .require, resolver.isModule(file) {
            note(.requiredModule(file), statement, path, true)
        }
    }

    private func isOwn(_ path: String) -> Bool { !path.contains("/node_modules/") }

    private func isFollowed(_ path: String) -> Bool {
        isOwn(path) && ![".json", ".node", ".wasm"].contains(where: path.hasSuffix)
    }
}
