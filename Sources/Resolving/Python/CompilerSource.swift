import BuildModel
import FunctionCompute
import Synchronization

/// Asks for the compilers of a release once in a run, however many distributions need them: making them takes a while, and a
/// failure is told once.
final class CompilerSource: Sendable {
    private let ask: @Sendable (DebianRelease) async -> TargetCompilers?
    private let asked = Mutex<[DebianRelease: Task<TargetCompilers?, Never>]>([:])

    init(_ settings: ResolverSettings) { ask = settings.compilers }

    /// Compilers for a release, `nil` if there are none.
    func compilers(for release: DebianRelease) async -> TargetCompilers? {
        let task = asked.withLock { asked in
            if let task = asked[release] { return task }
            let task = Task { [ask] in await ask(release) }
            asked[release] = task
            return task
        }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
