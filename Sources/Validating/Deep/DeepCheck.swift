public import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// The second stage of `fclayer validate --deep`: loads the handlers of Python and Node.js functions for real, in a sandbox with an
/// interpreter of the same version, and looks at them without calling them. It only ever refines what the rules have said:
/// what was not known becomes known, and what loads in theory only becomes a warning. No error comes or goes.
public struct DeepCheck: Sendable {
    private let interpreters: [String]
    private let scratch: String
    private let finder: ToolFinder
    private let runner: ToolRunner
    private let limit: Duration

    /// - Parameters:
    ///   - path: The value of `PATH` on which bubblewrap and interpreters are looked for.
    ///   - interpreters: Interpreters that are tried first.
    ///   - scratch: A folder in which packages may be unpacked.
    ///   - limit: How long loading one function may take.
    public init(path: String?, interpreters: [String] = [], scratch: String, limit: Duration = .seconds(10)) {
        self.interpreters = interpreters
        self.scratch = scratch
        self.limit = limit
        // bubblewrap's processes hold SIGTERM back, so there is nothing to be patient for.
        runner = ToolRunner(patience: .milliseconds(100))
        finder = ToolFinder(path: path, runner: runner)
    }

    /// What the rules found, refined by what loading shows.
    public func refine(_ findings: [Finding], functions: [FunctionUnderTest]) async -> [Finding] {
        let wanted = functions.compactMap(DeepFunction.init)
        let others = functions.compactMap(Self.notLoaded)
        guard !wanted.isEmpty else { return findings + others }
        let sandbox: DeepSandbox
        do throws(DeepObstacle) {
            sandbox = try await DeepSandbox.find(finder, runner: runner, limit: limit)
        } catch {
            return findings + others + [DeepNotPossible.finding(error, at: .none)]
        }
        var byRuntime: [String: DeepInterpreter] = [:]
        var result = findings + others
        for runtime in Set(wanted.map(\.runtime)).sorted(by: { $0.id < $1.id }) {
            byRuntime[runtime.id] = await DeepInterpreter.find(
                for: runtime, named: interpreters, finder: finder, runner: runner)
            guard byRuntime[runtime.id] == nil, let first = wanted.first(where: { $0.runtime == runtime }) else {
                continue
            }
            result.append(DeepNotPossible.noInterpreter(first))
        }
        let loaded = await load(wanted.filter { byRuntime[$0.runtime.id] != nil }, byRuntime, sandbox)
        for (function, outcome) in loaded { result = function.refine(result, by: outcome) }
        return result
    }

    /// Loads a few functions at once; the answers come in the order of the functions.
    private func load(
        _ functions: [DeepFunction], _ interpreters: [String: DeepInterpreter], _ sandbox: DeepSandbox
    ) async -> [(DeepFunction, DeepOutcome)] {
        await withTaskGroup(of: (Int, DeepOutcome).self) { group in
            var outcomes: [Int: DeepOutcome] = [:]
            var next = 0
            func add(to group: inout TaskGroup<(Int, DeepOutcome)>) {
                guard next < functions.count, let interpreter = interpreters[functions[next].runtime.id] else { return }
                let (index, function, scratch) = (next, functions[next], scratch)
                next += 1
                group.addTask { (index, await function.load(with: interpreter, in: sandbox, scratch: scratch)) }
            }
            for _ in 0..<4 { add(to: &group) }
            while let (index, outcome) = await group.next() {
                outcomes[index] = outcome
                add(to: &group)
            }
            return functions.enumerated().compactMap { index, function in outcomes[index].map { (function, $0) } }
        }
    }

    /// Says of other languages that nothing was loaded; custom runtimes and images have no handler to load.
    private static func notLoaded(_ function: FunctionUnderTest) -> Finding? {
        guard let runtime = RuntimeCatalogue.runtime(function.plan.description.runtime), DeepFunction(function) == nil
        else { return nil }
        switch runtime.family {
        case .custom, .container: return nil
        case .python, .nodejs, .php, .java, .dotnet, .go: break
        }
        guard function.code != nil else { return nil }
        return DeepNotPossible.description.finding(
            "function `\(function.plan.description.name)` was not loaded: `--deep` loads Python 3 and Node.js, not "
                + "`\(runtime.id)`", at: function.plan.location(of: "runtime"))
    }
}
