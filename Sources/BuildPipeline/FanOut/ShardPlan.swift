import BuildModel
import FileTrees

/// Spreads the functions and layers of a project over machines. Every machine works out the same, from nothing but names and costs.
struct ShardPlan: Sendable {
    /// What is not taken apart: a function with the layer of its own dependencies, or a layer that no function uses.
    struct Unit: Hashable, Sendable {
        var id: PackageID
        /// Of what is made for it alone.
        var cost: Int
        /// Layers that it needs and that others may need, too.
        var layers: [PackageID] = []
    }

    /// The part of each unit, from 0.
    private(set) var parts: [PackageID: Int] = [:]
    /// The part that each layer counts for; others make it as well if they need it.
    private(set) var owners: [PackageID: Int] = [:]

    private let units: [Unit]
    private let layers: [PackageID: Int]
    private let count: Int

    /// Spreads units over `count` parts. `layers` has the costs of layers that several may need.
    init(_ units: [Unit], layers: [PackageID: Int], count: Int) {
        // Longest first, into the part that is then the shortest: at most 4/3 of the best there is (Graham 1969).
        func whole(_ unit: Unit) -> Int { unit.layers.reduce(unit.cost) { $0 + layers[$1, default: 0] } }
        let sorted = units.map { (unit: $0, cost: whole($0)) }.sorted {
            $0.cost == $1.cost ? $0.unit.id < $1.unit.id : $0.cost > $1.cost
        }
        self.units = sorted.map(\.unit)
        (self.layers, self.count) = (layers, count)
        var greedy = Loads(count: count, layers: layers)
        for unit in self.units {
            let best = (0..<count).min { greedy.load(of: $0, with: unit) < greedy.load(of: $1, with: unit) } ?? 0
            greedy.put(unit, into: best)
        }
        // Where that bound leaves room each goes where its name says, so that one function more moves few others, and functions of a
        // layer stay together, which the other way does not do.
        let bound = greedy.loads.max() ?? 0
        let total = units.reduce(0) { $0 + $1.cost } + layers.values.reduce(0, +)
        let mean = max((total + count - 1) / count, sorted.first?.cost ?? 0)
        let limits = (1...6).map { mean + mean * $0 / 20 }
        let steady = (limits.filter { $0 < bound } + [max(bound, limits[0])]).lazy.compactMap(steady).first
        parts = steady?.parts ?? greedy.parts
        for unit in self.units {
            for layer in unit.layers {
                let part = parts[unit.id, default: 0]
                let old = owners[layer]
                if old.map({ Self.rank(layer, $0) < Self.rank(layer, part) }) ?? true { owners[layer] = part }
            }
        }
    }

    /// What belongs to a part, from 0.
    func members(of part: Int) -> Set<PackageID> {
        Set(parts.filter { $0.value == part }.keys).union(owners.filter { $0.value == part }.keys)
    }

    private func steady(within limit: Int) -> Loads? {
        var loads = Loads(count: count, layers: layers)
        for unit in units {
            let fitting = (0..<count).filter { loads.load(of: $0, with: unit) <= limit }
            let added = Dictionary(
                uniqueKeysWithValues: fitting.map { ($0, loads.load(of: $0, with: unit) - loads.loads[$0]) })
            guard let least = added.values.min() else { return nil }
            let best = fitting.filter { added[$0] == least }.max { Self.rank(unit.id, $0) < Self.rank(unit.id, $1) }
            loads.put(unit, into: best ?? 0)
        }
        return loads
    }

    /// How much a name likes a part: the highest wins, and parts that come or go change nothing among the others.
    private static func rank(_ id: PackageID, _ part: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(part)/\(id)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        // The last bytes reach the upper bits only after mixing (the finalizer of MurmurHash3).
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}

/// How much is in each part so far.
private struct Loads {
    private(set) var loads: [Int]
    private(set) var parts: [PackageID: Int] = [:]
    private var held: [Set<PackageID>]
    private let layers: [PackageID: Int]

    init(count: Int, layers: [PackageID: Int]) {
        loads = Array(repeating: 0, count: count)
        held = Array(repeating: [], count: count)
        self.layers = layers
    }

    func load(of part: Int, with unit: ShardPlan.Unit) -> Int {
        loads[part] + unit.cost
            + unit.layers.reduce(0) { $0 + (held[part].contains($1) ? 0 : layers[$1, default: 0]) }
    }

    mutating func put(_ unit: ShardPlan.Unit, into part: Int) {
        loads[part] = load(of: part, with: unit)
        held[part].formUnion(unit.layers)
        parts[unit.id] = part
    }
}
