import Archives
import ArtifactStore
import Binaries
import BuildModel
import FileTrees
import FunctionCompute
import Processes

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Gives the wheel of a distribution that has only sources: from the store, or built with an interpreter of the target's
/// version and taken only where its binaries prove to fit.
struct SourceBuilder {
    /// A wheel that was built, as the store remembers it.
    struct Built: Hashable, Sendable, Codable {
        var digest: Digest
        var fileName: String
    }

    let work: ArtefactWork
    private var doors: ResolverDoors { work.doors }
    private var target: PythonTarget { work.kept.target }

    /// Changes when builds are made differently.
    private static let bucket = "wheel-built-v1"

    init(work: ArtefactWork) { self.work = work }

    /// The wheel that was built from a source archive before, if the store has it: with the release's own compilers, else with
    /// this machine's.
    func built(from source: Digest) -> Built? {
        known(source, isForRelease: true) ?? known(source, isForRelease: false)
    }

    private func known(_ source: Digest, isForRelease: Bool) -> Built? {
        guard let bytes = doors.store.note(key(source, isForRelease), in: Self.bucket),
            let built = try? JSONDecoder().decode(Built.self, from: Data(bytes)),
            doors.store.path(of: built.digest) != nil
        else { return nil }
        return built
    }

    /// The verified wheel of a choice that has only sources.
    func wheel(_ choice: ArtefactChoice) async throws(StageFailure) -> LockedDistribution {
        let location = work.kept.location(of: choice.package.name, work.dependencies, doors.settings)
        let source = try await SourceMaterial(doors: doors).identify(choice, at: location)
        if let known = built(from: source.digest) {
            do throws(StageFailure) {
                return try await distribution(known, choice, source, at: location)
            } catch {
                // What this machine's compilers made before does not run there; the release's own may be here now.
                let isTooNew = error.findings.contains { $0.rule == "sdist-needs-newer-glibc" }
                guard isTooNew, await doors.compilers.compilers(for: target.debian) != nil else { throw error }
            }
        }
        return try await distribution(try await build(choice, source, at: location), choice, source, at: location)
    }

    private func distribution(
        _ built: Built, _ choice: ArtefactChoice, _ source: SourceMaterial.Identified, at location: Finding.Location
    ) async throws(StageFailure) -> LockedDistribution {
        let report = try await WheelShelf(doors: doors).report(on: built.digest, fileName: built.fileName, at: location)
        guard report.name == choice.package.name else {
            throw StageFailure(
                .project, "sdist-build-failed", "building `\(choice.package.name)` gave a wheel of `\(report.name)`",
                at: location)
        }
        try await BuiltWheelPolicy(work: work).check(report, digest: built.digest, choice: choice, at: location)
        return LockedDistribution(
            name: choice.package.name, version: choice.package.version ?? report.version,
            wheel: doors.store.path(of: built.digest) ?? "", wheelName: built.fileName, digest: built.digest,
            origin: source.origin, licence: report.licence, builtFrom: source.digest)
    }

    private func build(
        _ choice: ArtefactChoice, _ source: SourceMaterial.Identified, at location: Finding.Location
    ) async throws(StageFailure) -> Built {
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let name = choice.package.name
        guard let interpreter = await interpreter() else { throw await missingInterpreter(choice, at: location) }
        doors.settings.report("building \(name) for \(target.runtime)")
        let material = SourceMaterial(doors: doors)
        var folder = scratch.path
        var tree = try await material.unpack(
            source, into: folder, name: name, interpreter: interpreter, at: location)
        var build = WheelBuild(doors: doors, target: target, indexes: work.kept.indexes)
        // Without the network nothing is built, and nothing need be prepared for it.
        if !doors.settings.offline, NativeSources.areIn(tree) {
            build.compilers = await doors.compilers.compilers(for: target.debian)
        }
        var wheel: String
        do throws(StageFailure) {
            wheel = try await build.run(tree, interpreter: interpreter, scratch: folder, name: name, at: location)
        } catch {
            guard build.compilers != nil, error.kind == .project, let reason = error.findings.first else { throw error }
            // It needs what the release's basic packages do not have, or another compiler: what this one makes may run too.
            build.compilers = nil
            folder += "/again"
            tree = try await material.unpack(
                source, into: folder, name: name, interpreter: interpreter, at: location)
            wheel = try await build.run(tree, interpreter: interpreter, scratch: folder, name: name, at: location)
            doors.notes.emit(
                Finding(
                    rule: "sdist-built-for-host", severity: .note,
                    message: "`\(name)` was built with this machine's compiler, because with the libraries of Debian "
                        + "\(target.debian.rawValue) it did not build: \(reason.message)", location: location))
        }
        if build.compilers != nil, let tagged = try WheelTagging(target: target).tagged(wheel) { wheel = tagged }
        let fileName = AbsolutePath.name(of: wheel)
        let blob = try asStage { () throws(StoreError) in
            try doors.store.insert(fileAt: wheel, keepingOriginal: false)
        }
        let built = Built(digest: blob.digest, fileName: fileName)
        let note = (try? JSONEncoder().encode(built)).map(Array.init) ?? []
        let key = key(source.digest, build.compilers != nil)
        try asStage { () throws(StoreError) in try doors.store.setNote(note, for: key, in: Self.bucket) }
        _ = consume scratch
        return built
    }

    private func interpreter() async -> String? {
        let finder = InterpreterFinder(doors: doors)
        if let found = await finder.find(target) { return found }
        return await finder.install(target)
    }

    private func missingInterpreter(_ choice: ArtefactChoice, at location: Finding.Location) async -> StageFailure {
        let package = choice.package
        let ways = await NearestWheel(work: work).way(package).map { "; or \($0)" } ?? ""
        return StageFailure(
            .environment, "interpreter-missing",
            "`\(package.name)` \(package.version ?? "") has no wheel for \(target.runtime) and must be built with Python "
                + "\(target.pythonMinor), which was not found on PATH, under pyenv or by uv",
            at: location,
            hint:
                "install it (`uv python install \(target.pythonMinor)` or `pyenv install \(target.pythonMinor)`)\(ways)"
                + "; or leave the package out")
    }

    private func key(_ source: Digest, _ isForRelease: Bool) -> String {
        "\(source.hexadecimal)-\(target.pythonTag)-\(target.debian.codename)" + (isForRelease ? "-sysroot" : "")
    }
}
