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
    /// What the store remembers of a build.
    private struct Note: Codable {
        var digest: Digest
        var fileName: String
    }

    let work: ArtefactWork
    private var doors: ResolverDoors { work.doors }
    private var target: PythonTarget { work.kept.target }

    /// Changes when builds are made differently.
    private static let bucket = "wheel-built-v1"

    init(work: ArtefactWork) { self.work = work }

    /// The wheel that was built from a source archive before, if the store has it.
    func built(from source: Digest) -> (digest: Digest, fileName: String)? {
        guard let bytes = doors.store.note(key(source), in: Self.bucket),
            let note = try? JSONDecoder().decode(Note.self, from: Data(bytes)), doors.store.path(of: note.digest) != nil
        else { return nil }
        return (note.digest, note.fileName)
    }

    /// The verified wheel of a choice that has only sources.
    func wheel(_ choice: ArtefactChoice) async throws(StageFailure) -> LockedDistribution {
        let location = work.kept.location(of: choice.package.name, work.dependencies, doors.settings)
        let source = try await SourceMaterial(doors: doors).identify(choice, at: location)
        let digest: Digest
        let fileName: String
        if let known = built(from: source.digest) {
            (digest, fileName) = known
        } else {
            (digest, fileName) = try await build(choice, source, at: location)
        }
        let report = try await WheelShelf(doors: doors).report(on: digest, fileName: fileName, at: location)
        guard report.name == choice.package.name else {
            throw StageFailure(
                .project, "sdist-build-failed", "building `\(choice.package.name)` gave a wheel of `\(report.name)`",
                at: location)
        }
        try await BuiltWheelPolicy(work: work).check(report, digest: digest, choice: choice, at: location)
        return LockedDistribution(
            name: choice.package.name, version: choice.package.version ?? report.version,
            wheel: doors.store.path(of: digest) ?? "", wheelName: fileName, digest: digest, origin: source.origin,
            licence: report.licence, builtFrom: source.digest)
    }

    private func build(
        _ choice: ArtefactChoice, _ source: SourceMaterial.Identified, at location: Finding.Location
    ) async throws(StageFailure) -> (Digest, String) {
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let name = choice.package.name
        guard let interpreter = await interpreter() else { throw await missingInterpreter(choice, at: location) }
        doors.settings.report("building \(name) for \(target.runtime)")
        let tree = try await SourceMaterial(doors: doors).unpack(
            source, into: scratch.path, name: name, interpreter: interpreter, at: location)
        let wheel = try await WheelBuild(doors: doors, target: target, indexes: work.kept.indexes)
            .run(tree, interpreter: interpreter, scratch: scratch.path, name: name, at: location)
        let fileName = AbsolutePath.name(of: wheel)
        let blob = try asStage { () throws(StoreError) in
            try doors.store.insert(fileAt: wheel, keepingOriginal: false)
        }
        let note = (try? JSONEncoder().encode(Note(digest: blob.digest, fileName: fileName))).map(Array.init) ?? []
        try asStage { () throws(StoreError) in
            try doors.store.setNote(note, for: key(source.digest), in: Self.bucket)
        }
        _ = consume scratch
        return (blob.digest, fileName)
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

    private func key(_ source: Digest) -> String {
        "\(source.hexadecimal)-\(target.pythonTag)-\(target.debian.codename)"
    }
}
