import BuildModel
import FileTrees
import Processes

/// A git repository that nobody vouches for. Git runs in it with settings of our own: the repository's may name programs (filters,
/// monitors, transports), and those of the environment may mean another repository.
struct GitRepository: Sendable {
    /// The folder of the work tree (absolute).
    let top: String
    /// Where git keeps what belongs to this work tree.
    let folder: String
    /// Where git keeps what all work trees of the repository share.
    let common: String
    private let environment: [String: String]

    /// The repository that holds a folder (absolute), if there is one.
    init?(holding path: String, environment: [String: String]) {
        var next: String? = path
        while let top = next {
            if let folder = Self.folder(of: top) {
                self.top = top
                self.folder = folder
                let shared = (try? Files.read(folder + "/commondir", limit: 4096)).map(Self.line)
                common = shared.map { Self.path($0, in: folder) } ?? folder
                self.environment = environment
                return
            }
            next = top == "/" ? nil : Files.parentFolder(of: top)
        }
        return nil
    }

    /// The repository of a submodule, if it is checked out.
    func submodule(at path: String) -> GitRepository? {
        GitRepository(holding: top + "/" + path, environment: environment).flatMap { $0.top == top ? nil : $0 }
    }

    /// Whether part of its history was not fetched.
    var isShallow: Bool { Files.exists(common + "/shallow") }

    /// Runs git on the repository itself, for questions about names and settings, which run nothing.
    func ask(_ arguments: [String]) async throws(StageFailure) -> ToolResult {
        try await run(arguments, ["GIT_DIR": folder, "HOME": environment["HOME"] ?? "/"])
    }

    /// Runs git on objects and index of the repository, with a repository of our own at `place` around them.
    func run(_ arguments: [String], at place: String, workTree: String, index: String) async throws(StageFailure)
        -> ToolResult
    {
        let result = try await run(
            arguments,
            [
                "GIT_DIR": place, "GIT_OBJECT_DIRECTORY": common + "/objects", "GIT_WORK_TREE": workTree,
                "GIT_INDEX_FILE": index, "HOME": place, "XDG_CONFIG_HOME": place, "GIT_CONFIG_GLOBAL": "/dev/null",
            ])
        guard result.succeeded, result.droppedOutput == 0 else {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: "git-failed", severity: .error,
                        message: "git could not compare the project with the revision: "
                            + result.lastWords(lines: 2).split(separator: "\n").joined(separator: "; "),
                        hint: Files.exists(common + "/objects/info/promisor") || hasPartialPack
                            ? "the clone is a partial one; clone without `--filter` (`filter:` of actions/checkout)"
                            : nil)
                ])
        }
        return result
    }

    /// Whether some objects were left out when it was cloned.
    private var hasPartialPack: Bool {
        ((try? Files.names(inFolder: common + "/objects/pack")) ?? []).contains { $0.hasSuffix(".promisor") }
    }

    private func run(_ arguments: [String], _ variables: [String: String]) async throws(StageFailure) -> ToolResult {
        let fixed = [
            "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none",
        ]
        let others = Set(environment.keys.filter { $0.hasPrefix("GIT_") && fixed[$0] == nil && variables[$0] == nil })
        let invocation = ToolInvocation(
            "git", ["--no-pager", "--literal-pathspecs"] + arguments,
            environment: ToolEnvironment(inherits: true, set: fixed.merging(variables) { $1 }, remove: others))
        do throws(ToolError) {
            return try await ToolRunner().run(invocation, outputLimit: 1 << 30)
        } catch {
            throw StageFailure(
                .environment,
                error.code == .cancelled
                    ? []
                    : [
                        Finding(
                            rule: "git-failed", severity: .error, message: "`--changed-since` asks git: \(error)",
                            hint: error.code == .missing
                                ? "install git: `apt-get install git`, `brew install git`" : nil)
                    ])
        }
    }

    /// The folder that `.git` is or names.
    private static func folder(of top: String) -> String? {
        let path = top + "/.git"
        guard let status = try? Files.status(path) else { return nil }
        if status.kind == .folder { return Files.exists(path + "/HEAD") ? path : nil }
        guard let bytes = try? Files.read(path, limit: 4096), case let text = line(bytes), text.hasPrefix("gitdir: ")
        else { return nil }
        let folder = Self.path(String(text.dropFirst(8)), in: top)
        return Files.exists(folder + "/HEAD") ? folder : nil
    }

    private static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    private static func path(_ text: String, in folder: String) -> String {
        text.hasPrefix("/") ? text : folder + "/" + text
    }
}
