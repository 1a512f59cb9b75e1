import BuildModel
import Downloads
import FileTrees
import Resolving

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the corridor asks of a shared cache: packages before anything is resolved, and a place for those that were made.
struct SharedPackages: Sendable {
    /// Packages that need not be made.
    struct Found: Sendable {
        var made = PackageShop.Made()
        /// How many of them came from the cache.
        var taken = 0
        /// What was said when they were made: it is as true now.
        var said: [PackageID: [Finding]] = [:]

        /// A plan of what is left to be made.
        func rest(of plan: BuildPlan) -> BuildPlan {
            let ready = Set(made.items.map(\.package.id))
            var plan = plan
            plan.packages.removeAll { ready.contains($0.id) }
            return plan
        }

        /// What was made, with what was found, in the order of the plan.
        func joined(with fresh: PackageShop.Made, in plan: BuildPlan) -> PackageShop.Made {
            var all = PackageShop.Made(folders: fresh.folders + made.folders, contents: made.contents)
            all.contents.merge(fresh.contents) { $1 }
            let items = Dictionary((fresh.items + made.items).map { ($0.package.id, $0) }) { first, _ in first }
            all.items = plan.packages.compactMap { items[$0.id] }
            return all
        }
    }

    /// The key under which a package is known elsewhere, and the zip that it was.
    private struct Known: Codable {
        var key: Digest
        var zip: Digest
        /// What was said when it was made.
        var said: [Finding]
    }

    /// A package that others may take.
    struct Offer: Sendable {
        var sealed: SealedPackage
        var key: Digest
        var said: [Finding]
    }

    let cache: SharedCache
    let settings: BuildSettings
    let output: OutputFolder
    let resolver: Resolver
    let plan: BuildPlan
    /// The keys of the packages as their sources stood before anything was read for them.
    private let keys: [PackageID: PortableKey]

    /// `nil` where the project has no such cache, or the run may not use it.
    init?(
        _ project: Project, _ plan: BuildPlan, _ settings: BuildSettings, _ output: OutputFolder, _ resolver: Resolver,
        _ log: InputLog
    ) async throws(StageFailure) {
        guard !settings.isOffline, settings.lockPolicy != .upgrade,
            let cache = try SharedSettings.cache(
                project.cache, root: project.root, environment: settings.environment)
        else { return nil }
        self.cache = cache
        self.settings = settings
        self.output = output
        self.resolver = resolver
        self.plan = plan
        for ingredient in plan.packages.flatMap(\.ingredients) {
            switch ingredient {
            case .file(let path, _), .archive(let path): log.record(path)
            default: break
            }
        }
        keys = await Self.keys(of: plan.packages, cache, settings, resolver)
    }

    /// The packages that are here or in the cache; those of the cache come into the folder `staging`.
    func find(in staging: String, and here: PackageCache) async -> Found {
        let known = known()
        var found = Found()
        var missing: [(package: PackagePlan, key: PortableKey)] = []
        for package in plan.packages {
            guard let key = keys[package.id] else { continue }
            if let item = here.intact(package.id), let known = known[package.id.description],
                known.key == key.digest, known.zip == item.sums.sha256
            {
                found.said[package.id] = known.said
                found.made.folders += key.folders
                found.made.items.append(
                    .init(
                        key: item.key, folders: item.folders, package: item.package, sums: item.sums,
                        reason: BuildReason(isBuilt: false, text: "nothing that goes into it changed")))
            } else {
                missing.append((package, key))
            }
        }
        settings.progress(.init(phase: "asking the shared cache", done: 0, total: 0))
        let fetched = await inParallel(missing, limit: 8) { one in
            await cache.find(
                one.key.digest, plan: one.package, to: staging + "/" + one.package.id.description + ".zip")
        }
        for ((plan, key), package) in zip(missing, fetched) {
            guard let package else { continue }
            found.taken += 1
            found.said[plan.id] = package.said
            found.made.folders += key.folders
            found.made.contents[plan.id] = key.contents
            found.made.items.append(Self.item(package, key))
        }
        if let trouble = cache.remote.trouble { tell(trouble) }
        return found
    }

    /// Of packages that were made or found, those whose sources are still what they were when the keys were taken.
    func stillTrue(_ made: PackageShop.Made) async -> [PackageID] {
        let now = await Self.keys(of: plan.packages.filter { keys[$0.id] != nil }, cache, settings, resolver)
        return made.items.map(\.package.id).filter { keys[$0] != nil && now[$0]?.digest == keys[$0]?.digest }
    }

    /// Remembers under which keys packages are known, and gives the cache those that were made here. `said` is what was said while
    /// they were made.
    func offer(_ packages: [SealedPackage], _ shareable: [PackageID], _ found: Found, said: [Finding]) async {
        let shared = packages.compactMap { sealed -> Offer? in
            let id = sealed.package.id
            guard shareable.contains(id), let key = keys[id] else { return nil }
            let own = said.filter { concerns($0, id) }
            return Offer(sealed: sealed, key: key.digest, said: found.said[id] ?? own)
        }
        var known = known()
        for one in shared {
            known[one.sealed.package.id.description] = Known(
                key: one.key, zip: one.sealed.sums.sha256, said: one.said)
        }
        if let data = try? JSONEncoder().encode(known) { _ = try? AtomicFile.write(Array(data), to: file) }
        let had = Set(found.made.items.map(\.package.id))
        let new = shared.filter { !had.contains($0.sealed.package.id) }
        let wasWell = cache.remote.trouble == nil
        var given = 0
        if cache.mode == .readWrite, wasWell, !new.isEmpty {
            settings.progress(.init(phase: "giving packages to the shared cache", done: 0, total: 0))
            given = await inParallel(new, limit: 8) { one in
                await cache.offer(one)
            }.count { $0 }
        }
        if wasWell, let trouble = cache.remote.trouble { tell(trouble) }
        if found.taken + given > 0 { settings.notice("shared cache: \(found.taken) taken, \(given) given") }
    }

    /// Whether a finding is about a package, as far as it says; one that does not is about all.
    private func concerns(_ finding: Finding, _ id: PackageID) -> Bool {
        if let package = finding.location.package { return package == id.description }
        guard let file = finding.location.file else { return true }
        let path = file.hasPrefix("/") ? file : cache.root + "/" + file
        let users = plan.packages.filter { package in
            package.ingredients.contains { ingredient in
                if case .folder(let folder) = ingredient, path.hasPrefix(folder.path + "/") { return true }
                return resolver.inputs(of: ingredient).contains(path)
            }
        }.map(\.id)
        return users.isEmpty || users.contains(id)
    }

    private var file: String { output.state + "/shared.json" }

    private func known() -> [String: Known] {
        (try? Files.read(file)).flatMap { try? JSONDecoder().decode([String: Known].self, from: Data($0)) } ?? [:]
    }

    /// A package of the cache. Its key is not one that a package made here has.
    private static func item(_ found: SharedCache.Found, _ key: PortableKey) -> PackageShop.Item {
        PackageShop.Item(
            key: PackageKey(parts: [.init(name: "the shared cache's package", digest: key.digest)]),
            folders: zip(key.folders, key.contents).map {
                PackageCache.Folder(source: $0.source, standing: $0.standing, digest: $1.digest)
            }, package: found.package, digest: found.digest,
            reason: BuildReason(isBuilt: false, text: "the shared cache has it"))
    }

    private func tell(_ trouble: String) {
        settings.notice("going on without the shared cache `\(cache.remote.shownAddress)`: \(trouble)")
    }

    private static func keys(
        of packages: [PackagePlan], _ cache: SharedCache, _ settings: BuildSettings, _ resolver: Resolver
    ) async -> [PackageID: PortableKey] {
        let keys = await inParallel(packages, limit: 8) { package in
            await Blocking.run { () -> PortableKey? in
                PortableKey.of(package, root: cache.root, store: settings.storeRoot, resolver: resolver)
            }
        }
        var byPackage: [PackageID: PortableKey] = [:]
        for (package, key) in zip(packages, keys) { byPackage[package.id] = key }
        return byPackage
    }
}
