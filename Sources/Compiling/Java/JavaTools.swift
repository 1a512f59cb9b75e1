import BuildModel
import FileTrees
import Processes

/// Finds what builds Java projects.
struct JavaTools {
    let environment: [String: String]

    /// The user's folder.
    var home: String { environment["HOME"] ?? "/" }

    /// A program on `PATH`.
    func find(_ name: String) -> String? { ToolFinder(path: environment["PATH"]).find(name) }

    /// A wrapper script in one of the folders, or the tool on `PATH`.
    func tool(_ name: String, wrapper: String, in folders: [String]) -> String? {
        for folder in folders {
            let path = folder + "/" + wrapper
            if let status = try? Files.status(path), status.kind == .file, status.isExecutable { return path }
        }
        return find(name)
    }

    /// The compiler that Maven and Gradle take, behind all links.
    var compiler: String? {
        let home = environment["JAVA_HOME"].map { $0 + "/bin/javac" }
        let path = home.flatMap { Files.exists($0) ? $0 : nil } ?? find("javac")
        return path.flatMap { try? Files.realPath($0) }
    }

    /// The release of Java that the compiler is of, by the file `release` of its installation.
    var release: Int? {
        guard let compiler, let folder = Files.parentFolder(of: compiler).flatMap(Files.parentFolder),
            let bytes = try? Files.read(folder + "/release", limit: 1 << 20)
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("JAVA_VERSION=") }) else {
            return nil
        }
        let parts = line.drop { $0 != "\"" }.dropFirst().split { !$0.isNumber }
        guard let first = parts.first.flatMap({ Int($0) }) else { return nil }
        return first == 1 ? parts.dropFirst().first.flatMap { Int($0) } : first
    }

    /// Variables that change what the tools do.
    static let variables = ["JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "HOME"]

    /// What Maven and Gradle builds have in common: the tool must be there, and decides the result with the compiler and the
    /// variables of Java. Each makes a copy of its own, because the project may be larger than the folder.
    func preparation(
        _ tool: String?, named name: String, file: String, hint: String, variables: [String], ignored: [String]
    ) throws(StageFailure) -> BuildPreparation {
        guard let tool else {
            throw BuildFailure.failure(
                .environment, "build-tool-missing",
                "`\(name)` is not installed or not on PATH, and `\(file)` is built with it",
                location: .init(file: file), hint: hint)
        }
        return BuildPreparation(
            tools: [tool] + [compiler].compactMap(\.self), variables: variables + Self.variables, ignored: ignored,
            needsCopy: false)
    }

    /// Runs a tool in a copy of the project; a wrapper script is that of the copy. Its complaints are the failure.
    func run(
        _ tool: String, named name: String, _ arguments: [String], in folder: String, copy: String, of root: String,
        file: String, on bench: BuildBench, _ settings: CompilerSettings
    ) async throws(StageFailure) {
        let wrapper = name + "w"
        let isWrapper = tool.hasPrefix(root + "/") && tool.hasSuffix("/" + wrapper)
        let executable = isWrapper ? copy + tool.dropFirst(root.count) : tool
        let result = try await bench.run(bench.invocation(executable, arguments, in: folder))
        guard result.succeeded else {
            throw JavaMessages(
                tool: name, log: result.outputText + "\n" + result.errorText, copy: copy, root: root,
                projectRoot: settings.projectRoot, logName: bench.log.name, file: file, isOffline: settings.isOffline
            ).failure()
        }
    }
}
