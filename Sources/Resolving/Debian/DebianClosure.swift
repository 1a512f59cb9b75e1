import BuildModel
import FunctionCompute

/// Packages with all that they depend on (`Depends` and `Pre-Depends`). Of alternatives the first that can be had is taken,
/// unless another one is there already. Conflicts are not looked at: packages are unpacked, not installed.
struct DebianClosure {
    private let catalogue: DebianCatalogue
    /// Packages that need not be fetched, with the names that they provide.
    private var present: Set<String>
    private var chosen: [DebianPackage] = []
    private var places: [String: Int] = [:]
    private var findings: [Finding] = []

    init(_ catalogue: DebianCatalogue, present: Set<String>) {
        self.catalogue = catalogue
        self.present = present
        for name in present {
            for package in catalogue.versions(name).prefix(1) {
                self.present.formUnion(package.provides.map(\.name))
            }
        }
    }

    /// The packages, those asked for first, each once. All that is missing is told at once.
    static func packages(
        _ names: [String], in catalogue: DebianCatalogue, present: Set<String>, closure: Bool
    ) throws(StageFailure) -> [DebianPackage] {
        var work = DebianClosure(catalogue, present: present)
        for name in names { work.ask(name) }
        var next = 0
        while closure, next < work.chosen.count {
            work.follow(work.chosen[next])
            next += 1
        }
        guard work.findings.isEmpty else { throw StageFailure(.project, work.findings) }
        return work.chosen
    }

    private mutating func ask(_ name: String) {
        guard places[name] == nil else { return }
        let any = DebianRelation(name[...])
        if let package = any.flatMap({ catalogue.best(for: $0) }) { return add(package) }
        let release = catalogue.release
        findings.append(
            Finding(
                rule: "debian-package-unknown", severity: .error,
                message: "Debian \(release.rawValue) (\(release.codename)) has no package `\(name)`",
                hint: catalogue.nearest(to: name).map { "did you mean `\($0)`?" }))
    }

    private mutating func follow(_ package: DebianPackage) {
        for alternatives in package.needs where !alternatives.contains(where: isMet) {
            if let found = alternatives.lazy.compactMap(catalogue.best).first {
                add(found)
                continue
            }
            let words = alternatives.map { "`\($0)`" }.joined(separator: " or ")
            findings.append(
                Finding(
                    rule: "debian-dependency-missing", severity: .error,
                    message: "`\(package.name)` \(package.version) needs \(words), which Debian "
                        + "\(catalogue.release.rawValue) (\(catalogue.release.codename)) does not have",
                    hint: "the mirror may be changing just now: try again later, or set FCLAYER_DEBIAN_MIRROR"))
        }
    }

    private func isMet(_ relation: DebianRelation) -> Bool {
        if present.contains(relation.name) { return true }
        if let place = places[relation.name], chosen[place].satisfies(relation) { return true }
        return chosen.contains { $0.satisfies(relation) }
    }

    private mutating func add(_ package: DebianPackage) {
        guard places[package.name] == nil else { return }
        places[package.name] = chosen.count
        chosen.append(package)
    }
}
