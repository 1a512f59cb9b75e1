import BuildModel
import FunctionCompute
import Testing

@testable import Compiling

/// Functions and the layers that bring their runtime libraries.
struct SharedRuntimeTests {
    private func plan(_ layers: [LayerReference], functions: Int = 1, hasLayer: Bool = true) -> BuildPlan {
        let set = SwiftRuntimeLibraries(libraries: [.core, .concurrency, .dispatch], runtime: "custom.debian12")
        var packages: [PackagePlan] = []
        if hasLayer {
            packages.append(
                PackagePlan(
                    id: PackageID(.layer, "swift-runtime"), runtimes: ["custom.debian12"],
                    ingredients: [.swiftRuntime(set)]))
        }
        var plans: [FunctionPlan] = []
        for index in 0..<functions {
            let id = PackageID(.function, "f\(index)")
            let product = SwiftProduct(package: "/p", runtime: "custom.debian12", linking: .shared)
            packages.append(PackagePlan(id: id, runtimes: ["custom.debian12"], ingredients: [.swift(product)]))
            let description = FunctionDescription(
                name: "f\(index)", key: "f\(index)", runtime: "custom.debian12", handler: "h", code: .folder("/p"))
            plans.append(FunctionPlan(description: description, code: id, layers: layers))
        }
        return BuildPlan(packages: packages, functions: plans, limits: .limits(region: nil, route: .oss))
    }

    private func failure(_ plan: BuildPlan) throws -> Finding {
        let failure = try #require(
            #expect(throws: StageFailure.self) { try SharedRuntime(plan: plan).check(into: FindingSink()) })
        #expect(failure.findings.map(\.rule) == ["swift-layer-missing"])
        return try #require(failure.findings.first)
    }

    @Test func theLayerIsFound() throws {
        let sink = FindingSink()
        try SharedRuntime(plan: plan([.local(name: "swift-runtime", arn: nil)])).check(into: sink)
        #expect(sink.findings.isEmpty)
    }

    @Test func aLayerThatIsNotUsedIsNamed() throws {
        #expect(try failure(plan([])).hint == "add `swift-runtime` to the function's `layers`")
        #expect(
            try failure(plan([.local(name: "other", arn: nil)], hasLayer: false)).hint?.contains("layer.yaml") == true)
    }

    @Test func aLayerOfAnotherProjectIsADoubt() throws {
        let sink = FindingSink()
        try SharedRuntime(plan: plan([.external(arn: "acs:fc:x")])).check(into: sink)
        #expect(sink.findings.map(\.rule) == ["swift-layer-unverified"])
    }

    @Test(arguments: [(1, true), (2, false), (5, false)])
    func saysFromWhenOnALayerPays(functions: Int, isSaid: Bool) {
        let plan = plan([.local(name: "swift-runtime", arn: nil)], functions: functions)
        let sink = FindingSink()
        SharedRuntime(plan: plan).note(into: sink)
        #expect(sink.findings.map(\.rule) == (isSaid ? ["swift-layer-pays"] : []))
    }
}
