import BuildModel
import Testing

/// A function as users write it: one that works, or one that is broken in one way.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    let name: String
    let runtime: String
    var handler = "index.handler"
    var initializer: String?
    var preStop: String?
    var trigger = FunctionDescription.Trigger.event
    var environment: [String: String] = [:]
    var command: [String] = []
    /// Port of a custom runtime, if it is configured.
    var port: Int?
    let files: [String: String]
    /// Programs of the Swift compiler by path, executable.
    var programs: [String: SwiftSources] = [:]
    /// Paths with mode 0755.
    var executable: Set<String> = []
    /// Layers in the order of configuration.
    var layers: [[String: String]] = []
    /// The only rule that may find anything worse than a note; `nil` for functions that work.
    var broken: String?

    var testDescription: String { "\(runtime): \(name)" }

    /// Checks it as `fclayer validate` would.
    func findings() async throws -> [Finding] {
        let fixture = try Fixture()
        var bytes = files.mapValues { Array($0.utf8) }
        for (path, sources) in programs { bytes[path] = try SwiftSources.compiled(sources) }
        let code = try fixture.zip("code.zip", bytes: bytes, executable: executable.union(programs.keys))
        var paths: [String] = []
        for (index, layer) in layers.enumerated() { paths.append(try fixture.zip("layer\(index).zip", layer)) }
        var hooks: [HookDescription] = []
        if let initializer { hooks.append(HookDescription(kind: .initializer, handler: initializer)) }
        if let preStop { hooks.append(HookDescription(kind: .preStop, handler: preStop)) }
        return await fixture.findings(
            code: code, runtime: runtime, handler: handler, hooks: hooks, layers: paths, trigger: trigger,
            environment: environment, command: command, port: port)
    }
}

/// Pairs of working and broken functions of every language. A working one must give no error and no warning; a broken one
/// findings of its rule and of no other.
@Suite struct CorpusTests {
    static let all: [CorpusCase] =
        pythonCorpus + phpCorpus + goCorpus + packageCorpus + nodeEntryCorpus + nodeImportCorpus + customCorpus
        + (SwiftSources.isPossible ? swiftCorpus : [])

    @Test(arguments: all) func judges(_ function: CorpusCase) async throws {
        let findings = try await function.findings().filter { $0.severity != .note }
        #expect(
            Set(findings.map(\.rule)) == Set([function.broken].compactMap(\.self)),
            "\(findings.map { "\($0.rule): \($0.message)" })")
    }
}
