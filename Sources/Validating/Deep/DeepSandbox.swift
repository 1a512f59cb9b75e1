import FileTrees
import FunctionCompute
import Processes

/// Runs a driver where it can do no harm: no network, nothing of the user's in sight, nothing to write but `/tmp`.
struct DeepSandbox: Sendable {
    /// The path of bubblewrap.
    let bwrap: String
    let runner: ToolRunner
    /// How long loading may take.
    let limit: Duration

    /// Finds bubblewrap and tries it once.
    static func find(_ finder: ToolFinder, runner: ToolRunner, limit: Duration) async throws(DeepObstacle)
        -> DeepSandbox
    {
        guard let bwrap = finder.find("bwrap") else {
            throw DeepObstacle(
                words: "`--deep` loads code in a sandbox only, and there is no `bwrap`",
                hint: "install it, for example with `apt-get install bubblewrap`; it is for Linux only")
        }
        let sandbox = DeepSandbox(bwrap: bwrap, runner: runner, limit: limit)
        do throws(ToolError) {
            let invocation = ToolInvocation(bwrap, Self.root + ["/bin/sh", "-c", ":"], environment: .empty)
            let result = try await runner.run(invocation, outputLimit: 4096, errorLimit: 4096, timeout: .seconds(20))
            guard result.succeeded else {
                throw ToolError(.failed, invocation, words: result.lastWords(lines: 1))
            }
        } catch {
            throw DeepObstacle(
                words: "`--deep` loads code in a sandbox only, and `bwrap` cannot make one here: \(error.words)",
                hint:
                    "let the user have name spaces (`kernel.unprivileged_userns_clone=1`, or a container that allows them)"
            )
        }
        return sandbox
    }

    /// The system's own files, read-only, and private name spaces for everything.
    private static let root: [String] =
        [
            "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--tmpfs",
            "/tmp",
        ]
        + ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/nix"].flatMap { ["--ro-bind-try", $0, $0] }
        + ["ld.so.cache", "alternatives", "passwd", "group", "localtime", "nsswitch.conf", "ssl", "ca-certificates"]
        .flatMap { ["--ro-bind-try", "/etc/" + $0, "/etc/" + $0] }

    /// Runs an interpreter with a driver.
    ///
    /// - Parameters:
    ///   - folder: Holds `code`, `opt` and `driver`.
    ///   - variables: What must be in the environment before the interpreter starts; visible to other users of the machine.
    func run(
        _ interpreter: DeepInterpreter, _ arguments: [String], folder: String, variables: [String: String]
    ) async throws(ToolError) -> ToolResult {
        var words = Self.root
        words += ["--ro-bind", folder + "/code", "/code", "--ro-bind", folder + "/opt", "/opt"]
        words += ["--ro-bind", folder + "/driver", "/tmp/driver"]
        for place in Set([interpreter.prefix, Files.parentFolder(of: interpreter.path) ?? interpreter.prefix]).sorted()
        where !Self.isSystem(place) {
            // A mount point inside a read-only folder must be there before.
            if place.hasPrefix("/opt/") { try? Files.makeFolders(folder + place) }
            words += ["--ro-bind", place, place]
        }
        // Packages that this machine happens to have are none of the function's.
        if Files.exists("/usr/local/lib/node_modules") { words += ["--tmpfs", "/usr/local/lib/node_modules"] }
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) { words += ["--setenv", name, value] }
        // What bubblewrap makes itself, `/` and `/etc`, is in memory and could be written to.
        words += ["--remount-ro", "/", "--chdir", "/code", interpreter.path] + arguments
        return try await runner.run(
            ToolInvocation(bwrap, words, environment: .empty), outputLimit: 1 << 20, errorLimit: 64 << 10,
            timeout: limit)
    }

    private static func isSystem(_ path: String) -> Bool {
        ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/nix"].contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
