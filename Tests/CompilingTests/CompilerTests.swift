import BuildModel
import Compiling
import FunctionCompute
import Testing

struct CompilerTests {
    @Test func planWithoutProductsPassesAsItIs() async throws {
        let plan = BuildPlan(packages: [], functions: [], limits: .limits(region: nil, route: .oss))
        let locked = LockedPlan(plan: plan, python: [])
        let compiler = Compiler(
            CompilerSettings(projectRoot: "/nowhere", workFolder: "/nowhere/.fclayer", environment: [:]) {
                _, _ throws(StageFailure) in nil
            })
        let compiled = try await compiler.compile(locked, into: FindingSink())
        #expect(compiled.staged == StagedPlan(locked: locked))
        #expect(compiled.sources.isEmpty && compiled.files.isEmpty)
    }
}
