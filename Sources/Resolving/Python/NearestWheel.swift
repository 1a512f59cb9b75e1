import BuildModel
import Downloads

/// Looks in the indexes for the version of a distribution, nearest to the one that was wanted, that has a fitting wheel.
struct NearestWheel {
    let work: ArtefactWork

    /// A way out as the words of a hint, or `nil` where there is none or the network may not be used.
    func way(_ package: PyLockPackage) async -> String? {
        guard !work.doors.settings.offline else { return nil }
        for page in work.kept.indexes.pages(of: package.name) {
            guard
                let answer = try? await work.doors.pages.fetchBytes(page, accept: SimpleIndex.accept),
                let version = Self.nearest(
                    to: package.version, of: package.name, in: SimpleIndex.links(in: answer, page: page),
                    target: work.kept.target)
            else { continue }
            return "take `\(package.name)==\(version)`, which has a fitting wheel"
        }
        return nil
    }

    /// The version with a fitting wheel that has the fewest releases between itself and the one that was wanted.
    static func nearest(
        to wanted: String?, of name: String, in links: [SimpleIndex.Link], target: PythonTarget
    ) -> PythonVersion? {
        var versions: Set<PythonVersion> = []
        var fitting: Set<PythonVersion> = []
        let python = PythonVersion(target.pythonMinor + ".99")
        for link in links where !link.isYanked {
            guard let version = link.version(of: name), !version.isPreRelease else { continue }
            versions.insert(version)
            guard let wheel = WheelName(link.name), target.tags.rank(of: wheel) != nil else { continue }
            if let requires = link.requiresPython.flatMap({ VersionSpecifier($0) }), let python,
                !requires.contains(python)
            {
                continue
            }
            fitting.insert(version)
        }
        guard let wanted = wanted.flatMap({ PythonVersion($0) }) else { return fitting.max() }
        let sorted = versions.union([wanted]).sorted()
        guard let place = sorted.firstIndex(of: wanted) else { return fitting.max() }
        let places = sorted.indices.filter { fitting.contains(sorted[$0]) }
        return places.min { (abs($0 - place), -$0) < (abs($1 - place), -$1) }.map { sorted[$0] }
    }
}
