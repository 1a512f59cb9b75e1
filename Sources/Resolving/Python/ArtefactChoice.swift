import BuildModel
import FunctionCompute

/// What is taken of a distribution in a lock.
struct ArtefactChoice: Hashable, Sendable {
    /// What a wheel is had from.
    enum Material: Hashable, Sendable {
        /// A wheel that fits the runtime.
        case wheel(PyLockFile)
        /// A source archive.
        case sdist(PyLockFile)
        /// A source folder.
        case folder(PyLockPackage.Directory)
        /// A commit in a repository.
        case repository(PyLockPackage.Repository)
    }

    var package: PyLockPackage
    var material: Material
}

/// Chooses for each distribution of a lock the best wheel for the runtime, else the sources.
struct ArtefactChooser {
    let kept: LockKeeper.Kept
    let dependencies: PythonDependencies
    let settings: ResolverSettings

    /// The choices, and the reasons where nothing can be taken.
    func choices() -> (choices: [ArtefactChoice], failures: [StageFailure]) {
        var choices: [ArtefactChoice] = []
        var failures: [StageFailure] = []
        var environment = kept.target.markers
        environment.sets["dependency_groups"] = Set(kept.lock.defaultGroups.map { PythonName.normalised($0) })
        for package in kept.lock.packages {
            do throws(StageFailure) {
                guard try isWanted(package, environment) else { continue }
                choices.append(ArtefactChoice(package: package, material: try material(of: package)))
            } catch {
                failures.append(error)
            }
        }
        let names = Dictionary(grouping: choices, by: \.package.name).filter { $0.value.count > 1 }
        for (name, entries) in names.sorted(by: { $0.key < $1.key }) {
            let versions = entries.compactMap(\.package.version).joined(separator: ", ")
            failures.append(
                failure("lock-ambiguous", "the lock has `\(name)` more than once for this runtime (\(versions))", name))
        }
        return (choices.sorted { $0.package.name < $1.package.name }, failures)
    }

    private func isWanted(
        _ package: PyLockPackage, _ environment: MarkerEnvironment
    ) throws(StageFailure) -> Bool {
        if let text = package.marker {
            guard let marker = Marker(text) else {
                throw failure(
                    "lock-unreadable", "the marker `\(text)` of `\(package.name)` cannot be read", package.name)
            }
            guard marker.holds(in: environment) else { return false }
        }
        if let requires = package.requiresPython, let specifier = VersionSpecifier(requires),
            let python = PythonVersion(Self.newestMicro(of: kept.target)), !specifier.contains(python)
        {
            throw failure(
                "requirement-unfit",
                "`\(package.name)` \(package.version ?? "") needs Python \(requires), the runtime has \(kept.target.pythonMinor)",
                package.name)
        }
        return true
    }

    /// Conditions such as `>=3.6.2` mean the interpreter's third number, which the catalogue mostly does not know.
    private static func newestMicro(of target: PythonTarget) -> String {
        target.python.parts.count > 2 ? target.python.description : target.pythonMinor + ".99"
    }

    private func material(of package: PyLockPackage) throws(StageFailure) -> ArtefactChoice.Material {
        if let directory = package.directory { return .folder(directory) }
        if let repository = package.repository { return .repository(repository) }
        if let archive = package.archive {
            guard archive.name.hasSuffix(".whl") else { return .sdist(archive) }
            guard kept.target.best(of: [archive], name: \.name) != nil else { throw noFit(package, [archive]) }
            return .wheel(archive)
        }
        let requirements = kept.requirements
        if !requirements.selects("--no-binary", package.name),
            let wheel = kept.target.best(of: package.wheels, name: \.name)
        {
            return .wheel(wheel)
        }
        guard let sdist = package.sdist, !requirements.selects("--only-binary", package.name) else {
            throw noFit(package, package.wheels)
        }
        return .sdist(sdist)
    }

    private func noFit(_ package: PyLockPackage, _ wheels: [PyLockFile]) -> StageFailure {
        var reasons: [String] = []
        for wheel in wheels {
            let reason = "`\(wheel.name)` \(kept.target.refusal(of: wheel.name))"
            if reasons.count < 4 { reasons.append(reason) }
        }
        if wheels.count > reasons.count { reasons.append("and \(wheels.count - reasons.count) more") }
        let why = reasons.isEmpty ? "it has no wheels" : reasons.joined(separator: "; ")
        return failure(
            "no-fitting-wheel",
            "`\(package.name)` \(package.version ?? "") has no wheel for \(kept.target.runtime) (Python "
                + "\(kept.target.pythonMinor), glibc \(kept.target.debian.glibc)) and no sources to build: \(why)",
            package.name)
    }

    private func failure(_ rule: String, _ message: String, _ name: String) -> StageFailure {
        StageFailure(.project, rule, message, at: kept.location(of: name, dependencies, settings))
    }
}

extension LockKeeper.Kept {
    /// The line of the requirements file that names a distribution, else the place of the whole set.
    func location(of name: String, _ dependencies: PythonDependencies, _ settings: ResolverSettings) -> Finding.Location
    {
        guard let line = requirements.line(of: name) else { return dependencies.location }
        return Finding.Location(
            file: settings.shown(line.file), line: line.line, package: dependencies.location.package)
    }
}
