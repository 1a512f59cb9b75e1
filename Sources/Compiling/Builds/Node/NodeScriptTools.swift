import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// What install scripts need of this machine: Node.js of the runtime's version, its npm, and a sandbox.
struct NodeScriptTools {
    /// As they are found on `PATH`.
    let node: String
    let npm: String
    let bubblewrap: String

    /// Whether this machine is what functions run on.
    private static let isTarget: Bool = {
        #if os(Linux) && arch(x86_64)
            true
        #else
            false
        #endif
    }()

    /// Finds them; throws what is missing.
    init(_ environment: [String: String], for choice: BuildChoice) throws(StageFailure) {
        func find(_ name: String, _ hint: String) throws(StageFailure) -> String {
            if let path = ToolFinder(path: environment["PATH"]).find(name) { return path }
            throw Self.failure("there is no `\(name)` on `PATH`", choice, hint: hint)
        }
        guard Self.isTarget else {
            throw Self.failure(
                "this machine is not Linux on x86-64, as the runtime is", choice,
                hint: "build on such a machine, for example in a container; `skip` in the place of `allow` packs the "
                    + "packages without running them")
        }
        node = try find("node", "install the Node.js of the runtime's version")
        npm = try find("npm", "install npm, which comes with Node.js")
        bubblewrap = try find(
            "bwrap", "install it, for example with `apt-get install bubblewrap`: scripts run in its sandbox")
    }

    /// A failure of the machine: scripts are not run.
    static func failure(_ reason: String, _ choice: BuildChoice, hint: String) -> StageFailure {
        BuildFailure.failure(
            .environment, "npm-scripts-host",
            "the install scripts of \(choice.arguments.map { "`\($0)`" }.joined(separator: ", ")) cannot be run: \(reason)",
            location: choice.location, hint: hint)
    }

    /// Other files that decide what is compiled. They are looked for where scripts will find them.
    static func compilers(_ environment: [String: String]) -> [String] {
        let own = ToolFinder(path: environment["PATH"]).find("swiftc")
        return [own].compactMap(\.self) + ["cc", "c++", "make", "python3"].compactMap(ToolFinder(path: path).find)
    }

    /// Where scripts find the system's own tools.
    static let path = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"

    /// The program behind all links, so that nothing of the user's folders but its own must be seen.
    var nodeProgram: String { (try? Files.realPath(node)) ?? node }

    /// What starts npm: scripts of Node.js by Node.js, for wherever `env` would find another one.
    var npmCommand: [String] {
        let program = (try? Files.realPath(npm)) ?? npm
        return program.hasSuffix(".js") ? [nodeProgram, program] : [program]
    }

    /// The folder with `bin` and `include` of Node.js.
    private var prefix: String? { Files.parentFolder(of: nodeProgram).flatMap(Files.parentFolder) }

    /// Folders that npm and Node.js lie in.
    var folders: [String] {
        let npmFolder = npmCommand.last.flatMap(Files.parentFolder).flatMap(Files.parentFolder)
        return [prefix, npmFolder].compactMap(\.self)
    }

    /// The headers of the version of Node.js, which node-gyp would fetch otherwise.
    func headers(of version: ToolVersion) -> String? {
        guard let prefix, let bytes = try? Files.read(prefix + "/include/node/node_version.h", limit: 1 << 20) else {
            return nil
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let words = lines.map { $0.split(separator: " ") }.first { $0.count == 3 && $0[1] == "NODE_MAJOR_VERSION" }
        return words.flatMap { Int($0[2]) } == version.numbers.first ? prefix : nil
    }

    /// The version of Node.js, if it is the runtime's.
    func version(on bench: BuildBench, for runtime: Runtime?) async throws(StageFailure) -> ToolVersion {
        let result = try await bench.succeed(bench.invocation(node, ["--version"], in: bench.scratch))
        guard let version = ToolVersion(in: result.outputText) else {
            throw Self.failure(
                "`\(node)` does not tell its version", bench.choice, hint: "install Node.js anew")
        }
        // Custom runtimes bring none of their own.
        let wanted = runtime?.family == .nodejs ? runtime?.languageVersion?.description : nil
        let major = (wanted ?? "").prefix { $0 != "." }
        if let runtime, let number = Int(major), version.numbers.first != number {
            throw Self.failure(
                "`\(runtime.id)` has Node.js \(major), and `node` on `PATH` is \(version)", bench.choice,
                hint: "put Node.js \(major) first on `PATH`")
        }
        return version
    }
}
