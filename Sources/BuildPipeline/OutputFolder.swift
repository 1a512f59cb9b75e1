import BuildModel
import FileTrees

/// The folder `.fclayer` beside the manifest: results in `out`, what is remembered in `state`, a scratch folder for each run.
struct OutputFolder: Sendable {
    /// Absolute path of `.fclayer`.
    let path: String

    init(root: String) { path = root + "/.fclayer" }

    /// Where results are.
    var results: String { path + "/out" }
    /// Where results of earlier runs are remembered.
    var state: String { path + "/state" }

    /// The zip of a package.
    func file(of package: PackageID) -> String { results + "/" + package.description + ".zip" }

    /// Where the digests of the files of a package are kept.
    func contents(of package: PackageID) -> String { state + "/contents/" + package.description }

    /// Makes the folder and takes its lock, so that two builds of one project run one after the other.
    func lock() async throws(StageFailure) -> FileLock {
        do {
            try Files.makeFolders(path)
            return try await FileLock.acquire(at: path + "/lock", timeout: .seconds(600))
        } catch {
            guard error.code != .cancelled else { throw StageFailure(.environment) }
            throw StageFailure(.environment, [OutputFolder.finding(error)])
        }
    }

    /// Removes what interrupted runs left behind; called under the lock.
    func sweep() {
        for name in (try? Files.names(inFolder: path)) ?? [] where name.hasPrefix("staging-") {
            try? Files.remove(path + "/" + name)
        }
    }

    /// What a failure to write results means for the user.
    static func finding(_ error: FileTreeError) -> Finding {
        switch error.code {
        case .diskFull:
            Finding(
                rule: "disk-full", severity: .error, message: "free some space: the disk is full (\(error))",
                hint: "results of earlier builds are untouched")
        case .locked:
            Finding(
                rule: "output-locked", severity: .error,
                message: "another fclayer is building this project; wait for it to end")
        default:
            Finding(
                rule: "output-unwritable", severity: .error,
                message: "make the project's folder `.fclayer` writable: \(error)")
        }
    }
}
