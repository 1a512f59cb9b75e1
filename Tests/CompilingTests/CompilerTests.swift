import BuildModel
import Compiling
import FunctionCompute
import Testing

struct CompilerTests {
    @Test func planWithoutProductsPassesAsItIs() async throws {
        let plan = BuildPlan(packages: [], functions: [], limits: .limits(region: nil, route: .oss))
        let locked = LockedPlan(plan: plan, python: [])
        #expect(try await Compiler().compile(locked, into: FindingSink()) == StagedPlan(locked: locked))
    }
}
