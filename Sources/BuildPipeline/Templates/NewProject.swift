public import BuildModel
import FileTrees
import FunctionCompute
import Manifests

/// Makes the folder of a new project.
public struct NewProject: Sendable {
    /// The folder to make (absolute); its last part is the function's name.
    public var folder: String
    /// The word behind `--runtime`: `swift`, or the identifier of a runtime.
    public var runtime: String
    /// Where the library for Swift functions lies (absolute), if the user says it.
    public var library: String?
    /// The file of the program itself (absolute): the library is looked for beside it.
    public var programFile: String?

    /// Makes a value.
    public init(folder: String, runtime: String, library: String? = nil, programFile: String? = nil) {
        self.folder = folder
        self.runtime = runtime
        self.library = library
        self.programFile = programFile
    }

    /// What `--runtime` takes.
    public static var runtimes: [String] { ProjectTemplate.runtimes }

    /// Writes the files; gives their paths in the folder, sorted. Nothing is written where anything is wrong with the arguments.
    public func make() throws(StageFailure) -> [String] {
        let template = try template()
        try refuseFullFolder()
        var files = template.files.map { (path: $0.path, bytes: Array($0.text.utf8)) }
        if template.isSwift {
            let library = try SwiftLibrary(given: library, programFile: programFile)
            files += try onDisk { () throws(FileTreeError) in try library.files() }
        }
        try onDisk { () throws(FileTreeError) in
            for file in files {
                let path = folder + "/" + file.path
                if let parent = Files.parentFolder(of: path) { try Files.makeFolders(parent) }
                try AtomicFile.write(file.bytes, to: path)
            }
        }
        return files.map(\.path).sorted()
    }

    // MARK: Arguments

    private var name: String { folder.split(separator: "/").last.map(String.init) ?? "" }

    private func template() throws(StageFailure) -> ProjectTemplate {
        let limit = Limits.limits(region: nil, route: .oss).functionNameLength
        let problem =
            FunctionNameRule.problem(of: name)
            ?? (name.contains("$") ? "holds `$`" : nil)
            ?? (name.utf8.count > limit ? "has \(name.utf8.count) characters; \(limit) are allowed" : nil)
        if let problem {
            throw Self.usage(
                "function-name", "the function name `\(name.prefix(80))` \(problem)", FunctionNameRule.words)
        }
        if let template = ProjectTemplate(name: name, runtime: runtime) { return template }
        let known = "templates: " + Self.runtimes.map { "`\($0)`" }.joined(separator: ", ")
        if let other = RuntimeCatalogue.runtime(runtime) {
            let successor = other.retirement.map { "; it is retired, its successor is `\($0.successor)`" } ?? ""
            throw Self.usage("unknown-runtime", "there is no template for runtime `\(runtime)`\(successor)", known)
        }
        let near = NearestName.nearest(to: runtime, among: Self.runtimes)
        throw Self.usage(
            "unknown-runtime", "there is no runtime `\(runtime.prefix(80))`",
            near.map { "did you mean `\($0)`?" } ?? known)
    }

    private func refuseFullFolder() throws(StageFailure) {
        guard let status = try? Files.status(folder, followingLink: true) else {
            // A link that leads nowhere is no place for a folder.
            guard (try? Files.status(folder, followingLink: false)) == nil else {
                throw Self.usage("project-exists", "`\(name)` is a link that leads nowhere", nil)
            }
            return
        }
        guard status.kind == .folder else {
            throw Self.usage("project-exists", "`\(name)` is there already and is no folder", "take another name")
        }
        let names = try onDisk { () throws(FileTreeError) in try Files.names(inFolder: folder) }
        guard names.isEmpty || names == [".git"] else {
            throw Self.usage(
                "project-exists",
                "the folder `\(name)` is not empty: it has "
                    + names.sorted().prefix(4).map { "`\($0)`" }.joined(separator: ", ")
                    + (names.count > 4 ? ", …" : ""), "take another name, or an empty folder")
        }
    }

    // MARK: Failures

    static func usage(_ rule: String, _ message: String, _ hint: String?) -> StageFailure {
        StageFailure(.usage, [Finding(rule: rule, severity: .error, message: message, hint: hint)])
    }

    private func onDisk<Answer>(_ work: () throws(FileTreeError) -> Answer) throws(StageFailure) -> Answer {
        do throws(FileTreeError) { return try work() } catch {
            throw StageFailure(
                .environment,
                [Finding(rule: "disk-failed", severity: .error, message: "the project cannot be written: \(error)")])
        }
    }
}
