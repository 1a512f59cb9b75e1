import BuildModel
import FunctionCompute
import Planning
import Testing

/// The limits of a plan.
struct LimitOverridesTests {
    private func limits(_ overrides: [String: Int64], _ upload: UploadTarget = .init()) throws -> Limits {
        let project = SampleProject.project(limits: overrides, upload: upload)
        return try Planner().plan(project, into: FindingSink()).limits
    }

    @Test func regionAndRouteDecide() throws {
        for (region, route) in [("cn-hangzhou", UploadRoute.oss), ("cn-chengdu", .oss), ("cn-hangzhou", .api)] {
            #expect(
                try limits([:], UploadTarget(region: region, route: route)) == .limits(region: region, route: route))
        }
    }

    @Test func everyLimitCanBeStatedOtherwise() throws {
        let names: [(String, (Limits) -> Int64)] = [
            ("code", { $0.code }), ("layer", { $0.layer }), ("layers-total", { $0.layersTotal }),
            ("layers-per-function", { Int64($0.layersPerFunction) }), ("environment", { Int64($0.environment) }),
            ("initializer-timeout", { Int64($0.initializerTimeout) }),
            ("pre-stop-timeout", { Int64($0.preStopTimeout) }), ("timeout", { Int64($0.timeout) }),
            ("memory-minimum", { Int64($0.memoryMinimum) }), ("memory-maximum", { Int64($0.memoryMaximum) }),
            ("memory-step", { Int64($0.memoryStep) }), ("function-name-length", { Int64($0.functionNameLength) }),
            ("layer-name-length", { Int64($0.layerNameLength) }),
            ("layer-description-length", { Int64($0.layerDescriptionLength) }),
        ]
        let standard = try limits([:])
        for (name, value) in names {
            let changed = try limits([name: 7])
            #expect(value(changed) == 7, "\(name)")
            #expect(names.filter { $0.1(changed) != $0.1(standard) }.map(\.0) == [name])
        }
    }
}
