import BuildModel
import FunctionCompute

/// What a custom runtime starts, as far as it can be followed: `/code/bootstrap`, or the configured command. For go1 it is
/// the program that the handler names.
struct StartCommand: Sendable {
    /// The words as they are configured; empty for the bootstrap.
    let words: [String]
    /// The name of the bootstrap, where no command is configured.
    let bootstrap: String
    /// What became of the first word.
    let program: Program
    /// Files that arguments name: the word, the path in the instance and what is there.
    let targets: [(word: String, path: String, file: InstanceView.File?)]
    /// What Linux executes, so far as packages hold it: the program; if it is a script, its interpreter; and so on.
    let executed: [InstanceView.File]
    /// The scripts among them.
    let scripts: [ScriptStart]

    /// What the first word of a command is.
    enum Program: Sendable {
        /// A file of the packages.
        case packaged(InstanceView.File)
        /// A folder of that path.
        case folder(String)
        /// A program that the image has.
        case image(String)
        /// Nothing in the packages, and the path is theirs; the paths that were looked for.
        case missing(lookedFor: [String])
        /// A program that the image or an unknown layer may have.
        case unknown(String)
    }

    /// Follows the command of a custom runtime or the handler of go1; `nil` for other runtimes and without code.
    init?(_ function: FunctionPlan, runtime: Runtime, view: InstanceView, hasUnknownLayers: Bool) {
        guard view.code != nil else { return nil }
        let description = function.description
        if runtime.family == .go {
            // The path of a binary in the zip (D/067, D/145); there is no command.
            guard let handler = GoEntries.path(of: description.handler) else { return nil }
            (bootstrap, words, targets) = (handler, [], [])
            program = Self.find(
                "./" + handler, runtime: runtime, view: view, search: [], hasUnknownLayers: hasUnknownLayers)
            if case .packaged(let file) = program { executed = [file] } else { executed = [] }
            scripts = []
            return
        }
        guard runtime.family == .custom else { return nil }
        bootstrap = description.environment["BOOTSTRAP_FILE"].flatMap { $0.contains("$") ? nil : $0 } ?? "bootstrap"
        words = description.command
        let search = (description.environment["PATH"] ?? runtime.environment["PATH"] ?? "")
            .split(separator: ":").map(String.init)
        let first = words.first ?? "./" + bootstrap
        program = Self.find(
            first, runtime: runtime, view: view, search: search, hasUnknownLayers: hasUnknownLayers)
        targets = Self.targets(of: words, view: view)
        var executed: [InstanceView.File] = []
        var scripts: [ScriptStart] = []
        if case .packaged(let file) = program { executed = [file] }
        // Linux follows four scripts that name each other as interpreters.
        while let file = executed.last, executed.count <= 5,
            let script = ScriptStart(
                file, runtime: runtime, view: view, search: search, hasUnknownLayers: hasUnknownLayers)
        {
            scripts.append(script)
            guard case .packaged(let next) = script.interpreter else { break }
            executed.append(next)
        }
        self.executed = executed
        self.scripts = scripts
    }

    /// The file that is started, if the packages hold it.
    var file: InstanceView.File? { if case .packaged(let file) = program { file } else { nil } }

    private static func find(
        _ word: String, runtime: Runtime, view: InstanceView, search: [String], hasUnknownLayers: Bool
    ) -> Program {
        if word.contains("/") {
            guard let path = InstanceView.join("/code", word) else { return .missing(lookedFor: [word]) }
            if let found = packaged(path, view) { return found }
            if LibrarySearch.isOfPackages(path), let outside = view.pathOutside(path) {
                return Image.has(outside, on: runtime) ? .image(outside) : .unknown(outside)
            }
            let isOurs = path.hasPrefix("/code/") || (path.hasPrefix("/opt/") && !hasUnknownLayers)
            if isOurs { return .missing(lookedFor: [path]) }
            return Image.has(path, on: runtime) ? .image(path) : .unknown(path)
        }
        // The first folder of PATH that has the name.
        for folder in search {
            if folder.hasPrefix("/code") || folder.hasPrefix("/opt") {
                let path = folder + (folder.hasSuffix("/") ? "" : "/") + word
                if case .packaged(let file)? = packaged(path, view) { return .packaged(file) }
            }
        }
        if Image.commands.contains(word) { return .image(word) }
        if view.code?.files[word] != nil, !search.contains(where: { $0 == "/code" || $0 == "/code/" || $0 == "." }) {
            return .missing(lookedFor: search.prefix(8).map { $0 + "/" + word })
        }
        return .unknown(word)
    }

    private static func packaged(_ path: String, _ view: InstanceView) -> Program? {
        if let file = view.file(at: path) { return .packaged(file) }
        return view.isFolder(path) ? .folder(path) : nil
    }

    /// The script that a well-known interpreter is told to run.
    private static func targets(
        of words: [String], view: InstanceView
    ) -> [(word: String, path: String, file: InstanceView.File?)] {
        guard let first = words.first else { return [] }
        let name = String(first.split(separator: "/").last ?? "")
        guard let endings = Image.interpreters.first(where: { name.hasPrefix($0.key) })?.value else { return [] }
        let rest = words.dropFirst()
        // Options with values cannot be told from scripts in general: only what looks like a script is followed.
        if let option = rest.first, ["-c", "-m", "-e", "-r", "-cp", "-classpath"].contains(option) { return [] }
        var previous = ""
        for word in rest {
            defer { previous = word }
            if word.hasPrefix("-") || word.contains("$") || previous == "-cp" || previous == "-classpath" { continue }
            guard endings.contains(where: word.hasSuffix), let path = InstanceView.join("/code", word) else { break }
            guard path.hasPrefix("/code/") || path.hasPrefix("/opt/"), view.pathOutside(path) == nil else { break }
            return [(word, path, view.file(at: path))]
        }
        return []
    }
}
