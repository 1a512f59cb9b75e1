import BuildModel
import FunctionCompute
import SourceScanners

/// Judges the entry points of a Node.js function and what their files ask for.
struct NodeReader {
    let question: EntryQuestion
    let tree: JavaScriptSourceTree
    let resolver: JavaScriptEntryResolver
    let finder: JavaScriptModuleFinder
    /// The version as far as it is known.
    let major: Int?

    /// Makes a reader of a function's files.
    ///
    /// - Parameters:
    ///   - version: `nil` where only the major version is known, or none.
    ///   - nodePath: The folders of `NODE_PATH`.
    init(
        question: EntryQuestion, major: Int?, version: JavaScriptVersion? = nil, nodePath: [String],
        preinstalled: Set<String> = []
    ) {
        let tree = JavaScriptSourceTree.over(question.view)
        let version = version ?? major.map { JavaScriptVersion($0) }
        self.question = question
        self.tree = tree
        self.major = major
        // An unknown version may be any, and is taken for the most able one.
        resolver = JavaScriptEntryResolver(tree: tree, version: version ?? JavaScriptVersion(99))
        finder = JavaScriptModuleFinder(
            tree: tree, version: version, nodePath: nodePath, preinstalled: preinstalled)
    }

    /// What is wrong with a function of a Node.js runtime.
    static func problems(_ question: EntryQuestion) -> [EntryProblem] {
        guard let number = question.runtime.languageVersion else { return [] }
        // The catalogue has minor versions where a source names them.
        let reader = NodeReader(
            question: question, major: number.major,
            version: JavaScriptVersion(number.major, number.minor == 0 ? nil : number.minor),
            nodePath: NodeModules.folders(question.description.environment, major: number.major),
            preinstalled: NodeModules.preinstalled(number.major))
        let entries = reader.entries()
        let found = entries.compactMap(reader.problem)
        // A file that does not load is told once, with the entry point that it is of.
        let told = Set(
            found.filter { $0.isAboutFile || $0.rule == "dependency-missing" }.map { [$0.rule, $0.entry ?? ""] })
        let files = entries.compactMap(reader.file)
        let imports = reader.imports(of: files, "handler").filter { !told.contains([$0.rule, $0.entry ?? ""]) }
        return found.uniqued() + imports
    }

    var version: JavaScriptVersion { resolver.version }

    /// A handler or hook with what became of looking it up.
    struct Entry {
        /// `handler`, or the kind of hook.
        let property: String
        /// The string of the manifest.
        let text: String
        let module: String
        let function: String
        let contract: JavaScriptContract
        let verdict: JavaScriptEntryVerdict

        var isHook: Bool { contract == .hook }
        /// ``handler `index.handler` ``
        var words: String { "\(property) `\(text)`" }
        /// The call as it looks.
        var call: String {
            switch contract {
            case .event: "\(function)(event, context, callback)"
            case .hook: "\(function)(context, callback)"
            case .http: "\(function)(req, resp, context)"
            }
        }
    }

    private func entries() -> [Entry] {
        let isHTTP = question.description.trigger == .http
        return question.references.compactMap { property, text in
            // Strings that are not of the form are findings of `handler-format` and `handler-empty`.
            guard case .module(let module, let function)? = try? HandlerReference(text, family: .nodejs) else {
                return nil
            }
            let contract: JavaScriptContract = property != "handler" ? .hook : isHTTP ? .http : .event
            return Entry(
                property: property, text: text, module: module, function: function, contract: contract,
                verdict: resolver.resolve(module: module, name: function, contract: contract))
        }
    }

    /// The file of an entry point, if the loader finds it.
    func file(of entry: Entry) -> String? {
        let endings = version.major >= 18 ? [".js", ".mjs", ".cjs"] : [".js"]
        return endings.map { "/code/" + entry.module + $0 }.first { question.view.file(at: $0) != nil }
    }

    // MARK: Words

    /// A path as the user knows it.
    func shown(_ path: String) -> String { question.shown(path) }

    /// ``in line 3 of `index.js` ``
    func words(_ site: SourceSite) -> String { "in line \(site.place.line) of `\(shown(site.path))`" }

    var missingSeverity: Finding.Severity? { question.missingSeverity }
    var madeBeforeDeployment: String? { question.madeBeforeDeployment }

    /// Whether a version may be 20.19, from which on Node.js tells ES modules by their syntax and lets `require` load
    /// them. The platform names the major version only (D/009).
    var mayLoadEither: Bool { version.major > 20 || version.major == 20 && version.minor.map { $0 >= 19 } ?? true }
}

extension EntryProblem {
    /// Whether it says that a file does not load, whatever asks for it.
    var isAboutFile: Bool { ["syntax-error", "syntax-too-new", "esm-mismatch"].contains(rule) }
}

extension [EntryProblem] {
    /// Without what a hook says again of the handler's file.
    func uniqued() -> [EntryProblem] {
        var seen: Set<[String]> = []
        return filter { !$0.isAboutFile || seen.insert([$0.rule, $0.entry ?? "", String($0.line ?? 0)]).inserted }
    }
}

extension JavaScriptSourceTree {
    /// The files of an instance.
    static func over(_ view: InstanceView) -> JavaScriptSourceTree {
        JavaScriptSourceTree(
            read: { view.bytes(at: view.realPath($0)) }, list: { view.names(in: view.realPath($0)) },
            follow: { view.realPath($0) })
    }
}
