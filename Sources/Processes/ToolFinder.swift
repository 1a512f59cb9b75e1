import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds executables on a `PATH` value and asks them for their versions, each once.
public final class ToolFinder: Sendable {
    private struct Question: Hashable {
        let executable: String
        let arguments: [String]
    }

    /// The absolute folders of the `PATH` value in their order. Empty and relative ones are left out, as they would make
    /// the answer depend on the current folder.
    public let folders: [String]

    private let runner: ToolRunner
    private let found = Mutex<[String: [String]]>([:])
    private let versions = Mutex<[Question: ToolVersion?]>([:])

    /// A finder for the value of `PATH`; `nil` finds nothing.
    public init(path: String?, runner: ToolRunner = ToolRunner()) {
        var folders: [String] = []
        for part in (path ?? "").split(separator: ":").map(String.init)
        where part.hasPrefix("/") && !folders.contains(part) {
            folders.append(part)
        }
        self.folders = folders
        self.runner = runner
    }

    /// The first executable of that name.
    public func find(_ name: String) -> String? { findAll(name).first }

    /// All executables of that name in the order of the folders.
    public func findAll(_ name: String) -> [String] {
        guard !name.isEmpty, !name.contains("/"), !name.utf8.contains(0) else { return [] }
        if let known = found.withLock({ $0[name] }) { return known }
        let paths = folders.map { $0 + "/" + name }.filter(Self.isExecutableFile)
        found.withLock { $0[name] = paths }
        return paths
    }

    /// The version that an executable prints; `nil` if it fails or prints none.
    public func version(
        of executable: String, arguments: [String] = ["--version"]
    ) async throws(ToolError) -> ToolVersion? {
        let question = Question(executable: executable, arguments: arguments)
        if let known = versions.withLock({ $0[question] }) { return known }
        let invocation = ToolInvocation(executable, arguments)
        let result = try await runner.run(invocation, outputLimit: 65_536, errorLimit: 65_536, timeout: .seconds(60))
        // Some tools (Java, Python 2) print their version on standard error.
        let version = result.succeeded ? ToolVersion(in: result.outputText) ?? ToolVersion(in: result.errorText) : nil
        versions.withLock { $0[question] = .some(version) }
        return version
    }

    private static func isExecutableFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
