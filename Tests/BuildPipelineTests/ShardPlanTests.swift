import BuildModel
import Testing

@testable import BuildPipeline

/// How a project is spread over machines.
struct ShardPlanTests {
    private func function(_ name: String, _ cost: Int, _ layers: [String] = []) -> ShardPlan.Unit {
        .init(id: PackageID(.function, name), cost: cost, layers: layers.map { PackageID(.layer, $0) })
    }

    private func random(_ count: Int, _ generator: inout SplitMix) -> [ShardPlan.Unit] {
        (0..<count).map { function("f\($0)", Int.random(in: 0...1000, using: &generator)) }
    }

    @Test func everyUnitIsInOnePartAndNoPartIsMuchLongerThanItMustBe() {
        var generator = SplitMix(state: 1)
        for round in 0..<400 {
            let parts = Int.random(in: 1...12, using: &generator)
            let units = random(Int.random(in: 0...60, using: &generator), &generator)
            let plan = ShardPlan(units, layers: [:], count: parts)
            let members = (0..<parts).map { plan.members(of: $0) }
            #expect(members.reduce(0) { $0 + $1.count } == units.count, "round \(round)")
            #expect(Set(members.flatMap(\.self)) == Set(units.map(\.id)), "round \(round)")
            let loads = members.map { part in units.filter { part.contains($0.id) }.reduce(0) { $0 + $1.cost } }
            // No assignment is better than the longest unit, the mean, or the two units that must share a part.
            let sorted = units.map(\.cost).sorted(by: >)
            let total = sorted.reduce(0, +)
            let pair = sorted.count > parts ? sorted[parts - 1] + sorted[parts] : 0
            let least = max(sorted.first ?? 0, (total + parts - 1) / parts, pair)
            #expect((loads.max() ?? 0) * 3 <= least * 4 + 3, "round \(round): \(loads) for at least \(least)")
        }
    }

    @Test func smallProjectsAreWithinTheBoundOfTheBest() {
        var generator = SplitMix(state: 2)
        for _ in 0..<100 {
            let units = random(Int.random(in: 1...8, using: &generator), &generator)
            let plan = ShardPlan(units, layers: [:], count: 3)
            var best = Int.max
            var tried = Array(repeating: 0, count: units.count)
            func longest(_ part: (Int) -> Int) -> Int {
                var loads = [0, 0, 0]
                for (index, unit) in units.enumerated() { loads[part(index)] += unit.cost }
                return loads.max() ?? 0
            }
            search: while true {
                best = min(best, longest { tried[$0] })
                var place = 0
                while tried[place] == 2 {
                    tried[place] = 0
                    place += 1
                    if place == tried.count { break search }
                }
                tried[place] += 1
            }
            #expect(longest { plan.parts[units[$0].id] ?? 0 } * 3 <= best * 4)
        }
    }

    @Test func orderOfTheManifestChangesNothing() {
        var generator = SplitMix(state: 3)
        let units = random(50, &generator)
        let plan = ShardPlan(units, layers: [:], count: 5)
        for _ in 0..<20 {
            #expect(ShardPlan(units.shuffled(using: &generator), layers: [:], count: 5).parts == plan.parts)
        }
    }

    @Test func oneFunctionMoreMovesFew() {
        var generator = SplitMix(state: 4)
        var moved = 0
        for round in 0..<50 {
            // Half of the rounds without records, where all cost the same.
            var units = random(100, &generator)
            if round % 2 == 0 { for index in units.indices { units[index].cost = 1 } }
            let before = ShardPlan(units, layers: [:], count: 5).parts
            units.append(function("one-more", units[7].cost))
            let after = ShardPlan(units, layers: [:], count: 5).parts
            moved += before.count { after[$0.key] != $0.value }
        }
        #expect(moved < 50 * 100 / 8, "\(moved) of \(50 * 100) moved")
    }

    @Test func functionsOfAnExpensiveLayerStayTogether() {
        let layers = Dictionary(uniqueKeysWithValues: ["a", "b", "c"].map { (PackageID(.layer, $0), 60_000) })
        let units = (0..<24).map { function("f\($0)", 100, [["a", "b", "c"][$0 % 3]]) }
        let plan = ShardPlan(units, layers: layers, count: 3)
        for part in 0..<3 { #expect(plan.members(of: part).count { $0.kind == .layer } == 1) }
        #expect((0..<3).map { plan.members(of: $0).count } == [9, 9, 9])
    }

    @Test(arguments: [
        "6/5", "0/5", "2", "a/b", "1/0", "", "/", "1/2/3", "-1/5", "+1/5", "1/1001", "1/99999999999999999999",
    ])
    func refusesShard(_ text: String) { #expect(throws: Shard.Problem.self) { try Shard(text) } }

    @Test func costsAreKeptInTwoDigits() {
        let id = PackageID(.function, "a")
        let costs = RecordedCosts(costs: ["functions/gone": 5, "functions/b": 30])
        let renewed = costs.renewed([id: .milliseconds(1234)], keeping: [id, PackageID(.function, "b")])
        #expect(renewed.costs == ["functions/a": 1200, "functions/b": 30])
        #expect(renewed.cost(of: PackageID(.function, "new")) == 1200)
        #expect(renewed.cost(of: PackageID(.layer, "new")) == 1200)
        #expect(RecordedCosts().cost(of: id) == 1)
    }
}

/// Random numbers that are the same each time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
