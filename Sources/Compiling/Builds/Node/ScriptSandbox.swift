import BuildModel
import FileTrees
import Processes

/// Runs install scripts where they can do little harm: no network, nothing of the user's in sight, nothing to write but a
/// package's own folder and `/tmp`, and nothing left running.
struct ScriptSandbox {
    /// Where the tree of packages is seen, so that what a compiler writes down is the same wherever the project lies.
    static let root = "/build"
    private static let system = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix"]

    let bubblewrap: String
    /// The folder that is seen at `root`.
    let tree: String
    /// Folders that tools lie in.
    let folders: [String]
    /// All that is in the environment.
    let variables: [String: String]
    let limit: Duration

    /// How a run ended.
    enum End {
        case ended(ToolResult)
        case timedOut
    }

    /// Runs a command in a folder of the tree.
    ///
    /// - Parameters:
    ///   - writable: The folder that may be written to; relative to the tree.
    ///   - sealed: Folders in there that may not; relative to the tree.
    func invocation(_ command: [String], in folder: String, writable: String, sealed: [String]) -> ToolInvocation {
        var words = [
            "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--hostname", "localhost", "--proc", "/proc",
            "--dev", "/dev", "--tmpfs", "/tmp",
        ]
        words += Self.system.flatMap { ["--ro-bind-try", $0, $0] }
        for name in ["alternatives", "group", "ld.so.cache", "localtime", "nsswitch.conf", "passwd"] {
            words += ["--ro-bind-try", "/etc/" + name, "/etc/" + name]
        }
        for folder in Set(folders).sorted() where !Self.isSystem(folder) { words += ["--ro-bind", folder, folder] }
        words += ["--ro-bind", tree, Self.root]
        words += ["--bind", tree + "/" + writable, Self.root + "/" + writable]
        for place in sealed { words += ["--ro-bind", tree + "/" + place, Self.root + "/" + place] }
        // What bubblewrap makes itself, `/` and `/etc`, is in memory and could be written to.
        words += ["--remount-ro", "/", "--chdir", folder.isEmpty ? Self.root : Self.root + "/" + folder, "--"]
        return ToolInvocation(
            bubblewrap, words + command, environment: ToolEnvironment(inherits: false, set: variables),
            workingFolder: tree)
    }

    /// Runs it to its end; all that it started ends with it.
    func run(_ invocation: ToolInvocation, on bench: BuildBench) async throws(StageFailure) -> End {
        // bubblewrap's processes hold SIGTERM back, so there is nothing to be patient for.
        let runner = ToolRunner(patience: .milliseconds(100))
        let result: ToolResult
        do { result = try await runner.run(invocation, timeout: limit) } catch {
            switch error.code {
            case .timedOut: return .timedOut
            case .cancelled: throw StageFailure(.environment)
            default: throw BuildFailure.failure(.environment, "tool-failed", bench.readable("\(error)"))
            }
        }
        try bench.log.add(invocation, result)
        return .ended(result)
    }

    private static func isSystem(_ path: String) -> Bool {
        system.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
