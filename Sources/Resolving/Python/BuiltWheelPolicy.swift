import Archives
import ArtifactStore
import Binaries
import BuildModel
import FunctionCompute

/// Takes a wheel that was built here only where its binaries prove to fit the runtime.
struct BuiltWheelPolicy {
    let work: ArtefactWork

    /// Throws unless the wheel is pure, or all its ELF files need no more than the runtime has.
    func check(
        _ report: WheelVerifier.Report, digest: Digest, choice: ArtefactChoice, at location: Finding.Location
    ) async throws(StageFailure) {
        let target = work.kept.target
        let name = choice.package.name
        guard let wheel = WheelName(report.fileName), target.localTags.rank(of: wheel) != nil else {
            throw StageFailure(
                .project, "sdist-unfit",
                "building `\(name)` gave `\(report.fileName)`, which \(target.refusal(of: report.fileName))",
                at: location,
                hint: await hint(choice))
        }
        guard !report.binaries.isEmpty, let path = work.doors.store.path(of: digest) else { return }
        do {
            let archive = try ZipDirectory(path: path)
            for member in report.binaries {
                guard let entry = archive.entry(named: member) else { continue }
                let bytes = try archive.bytes(of: entry, limit: 1 << 30)
                if let problem = Self.problem(in: bytes, release: target.debian) {
                    throw StageFailure(
                        .project, "sdist-needs-newer-glibc",
                        "`\(name)`\(choice.package.version.map { " " + $0 } ?? "") built here does not run on \(target.runtime): `\(member)` \(problem)",
                        at: location, hint: await hint(choice))
                }
            }
        } catch let failure as StageFailure {
            throw failure
        } catch {
            throw StageFailure(
                .project, "wheel-damaged", "the wheel `\(report.fileName)` cannot be read: \(error)", at: location)
        }
    }

    /// What an ELF file needs that a Debian release does not have.
    static func problem(in bytes: [UInt8], release: DebianRelease) -> String? {
        let file: ELFFile
        do { file = try ELFFile(bytes: bytes) } catch { return error.description }
        guard file.machine == .x86_64, file.bits == 64 else { return "is for \(file.machine), the runtime is x86-64" }
        let limits = [
            ("GLIBC_", "glibc", release.glibc), ("GLIBCXX_", "libstdc++'s GLIBCXX", release.glibcxx),
            ("CXXABI_", "libstdc++'s CXXABI", release.cxxabi),
        ]
        for (prefix, library, has) in limits {
            guard let need = file.highestNeed(prefix: prefix), let numbers = need.numbers(after: prefix) else {
                continue
            }
            let needed = DottedVersion(numbers)
            guard needed > has else { continue }
            let symbol = need.symbol.map { " (for `\($0)`)" } ?? ""
            return "needs \(library) \(needed)\(symbol), the runtime has \(has)"
        }
        for need in file.unnumberedNeeds(prefix: "GLIBC_") {
            if need.version == "GLIBC_ABI_DT_RELR", release.glibc >= "2.36" { continue }
            return "needs \(need.version), which the runtime's glibc \(release.glibc) does not promise"
        }
        return nil
    }

    private func hint(_ choice: ArtefactChoice) async -> String {
        let target = work.kept.target
        var ways: [String] = []
        if let way = await NearestWheel(work: work).way(choice.package) { ways.append(way) }
        if await work.doors.compilers.compilers(for: target.debian) == nil {
            ways.append(
                "install a Swift toolchain (https://www.swift.org/install): with its compilers fclayer builds for Debian "
                    + "\(target.debian.rawValue)")
        }
        ways.append("build a wheel on Debian \(target.debian.rawValue) and name its file in the requirements")
        ways.append("choose a runtime with a newer Debian")
        ways.append("leave the package out")
        return ways.joined(separator: "; or ")
    }
}
