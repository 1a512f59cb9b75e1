import BuildModel
import Downloads
import FileTrees

/// Looks in the indexes for wheels of distributions that a resolver found sources for only: wheels with a tag that the
/// resolver cannot ask for (uv knows no manylinux_2_24), and other versions where the newest one ships wheels that all need
/// a newer system: sources of such a package are rarely built with a compiler alone. What is published as source only is
/// built in the version that the resolver chose.
struct WheelCompletion {
    let doors: ResolverDoors
    let request: ResolutionRequest

    /// The lock with the wheels that were found, made again with older versions where that saves a build.
    func complete(_ lock: PyLock, by backend: any PythonBackend) async -> PyLock {
        let (first, rebuilt) = await adding(to: lock)
        guard !rebuilt.isEmpty else { return first }
        var again = request
        again.onlyBinary = rebuilt
        // Where the requirements do not allow another version, the sources of the first answer are built.
        guard let second = try? await backend.resolve(again) else { return first }
        tellOfOthers(rebuilt, from: first, to: second)
        return await adding(to: second).lock
    }

    private func tellOfOthers(_ names: [String], from first: PyLock, to second: PyLock) {
        for name in names {
            guard let before = first.packages.first(where: { $0.name == name })?.version,
                let after = second.packages.first(where: { $0.name == name })?.version, before != after
            else { continue }
            doors.notes.emit(
                Finding(
                    rule: "other-version-locked", severity: .note,
                    message:
                        "`\(name)` is locked to \(after): \(before) has wheels, but none for \(request.target.runtime)",
                    location: .init(file: doors.settings.shown(request.dependencies.source.path)),
                    hint: "to have \(before) built from source, ask for it with `--no-binary \(name)`"))
        }
    }

    /// Adds wheels; names the distributions that have a fitting wheel in another version only.
    private func adding(to lock: PyLock) async -> (lock: PyLock, others: [String]) {
        var lock = lock
        let places = lock.packages.indices.filter { needsWheel(lock.packages[$0]) }
        let packages = places.map { lock.packages[$0] }
        let found = await inParallel(packages, limit: 6) { package in await links(of: package) }
        var others: [String] = []
        for (place, links) in zip(places, found) {
            let package = lock.packages[place]
            let wheels = wheels(of: package, in: links)
            lock.packages[place].wheels += wheels
            guard wheels.isEmpty, shipsWheels(package, in: links),
                NearestWheel.nearest(to: package.version, of: package.name, in: links, target: request.target) != nil
            else { continue }
            others.append(package.name)
        }
        return (lock, others)
    }

    private func needsWheel(_ package: PyLockPackage) -> Bool {
        guard package.sdist != nil, !request.requirements.selects("--no-binary", package.name) else { return false }
        if let marker = package.marker.flatMap({ Marker($0) }), !marker.holds(in: request.target.markers) {
            return false
        }
        return request.target.best(of: package.wheels, name: \.name) == nil
    }

    private func links(of package: PyLockPackage) async -> [SimpleIndex.Link] {
        for page in request.indexes.pages(of: package.name) {
            guard let answer = try? await doors.pages.fetchBytes(page, accept: SimpleIndex.accept) else {
                continue
            }
            let links = SimpleIndex.links(in: answer, page: page)
            if !links.isEmpty { return links }
        }
        return []
    }

    private func shipsWheels(_ package: PyLockPackage, in links: [SimpleIndex.Link]) -> Bool {
        guard let version = package.version.flatMap({ PythonVersion($0) }) else { return false }
        return links.contains { WheelName($0.name).flatMap { PythonVersion($0.version) } == version }
    }

    private func wheels(of package: PyLockPackage, in links: [SimpleIndex.Link]) -> [PyLockFile] {
        guard let version = package.version.flatMap({ PythonVersion($0) }) else { return [] }
        return links.filter { link in
            guard let wheel = WheelName(link.name), !link.isYanked, link.digest != nil else { return false }
            return PythonVersion(wheel.version) == version && request.target.tags.rank(of: wheel) != nil
        }.map { PyLockFile(name: $0.name, url: URLText.withoutCredentials($0.url), digest: $0.digest) }
    }
}
