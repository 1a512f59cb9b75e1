import BuildModel
import FunctionCompute

/// All packages of a release, over its suites.
struct DebianCatalogue: Sendable {
    let release: DebianRelease
    let indexes: [PackageIndex]

    /// The versions of a package, the newest first.
    func versions(_ name: String) -> [DebianPackage] {
        indexes.flatMap { $0.packages(name, .package) }.sorted { $1.version < $0.version }
    }

    /// The best package for a relation: of the name itself the newest version that fits, else of those that provide it the
    /// one that systems need most, then the first by name.
    func best(for relation: DebianRelation) -> DebianPackage? {
        if let own = versions(relation.name).first(where: { relation.takes($0.version) }) { return own }
        var newest: [String: DebianPackage] = [:]
        for package in indexes.flatMap({ $0.packages(relation.name, .virtual) }) where package.satisfies(relation) {
            if let known = newest[package.name], !(known.version < package.version) { continue }
            newest[package.name] = package
        }
        return newest.values.min { ($0.rank, $0.name) < ($1.rank, $1.name) }
    }

    /// The name that was probably meant.
    func nearest(to name: String) -> String? {
        NearestName.nearest(to: name, among: Set(indexes.flatMap(\.names)).sorted())
    }
}
