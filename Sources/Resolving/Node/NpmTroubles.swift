import BuildModel
import Downloads

/// What is wrong with a package of a lock or with the registry that should have it, in words for the user.
struct NpmTroubles: Sendable {
    let configuration: NpmConfiguration
    let lock: String

    func failure(_ item: NpmShelf.Wanted, _ error: DownloadError) -> StageFailure {
        let what = "`\(item.name)` \(item.version)"
        switch error.code {
        case .hashMismatch(let expected, let found): return mismatch(item, expected, found, error.url)
        case .unauthorized:
            return failure(
                item, "npm-registry-failed",
                error.words == "407"
                    ? configuration.redacted("\(error)")
                    : "cannot fetch \(what): `\(error.url)` wants other credentials (status \(error.words))",
                hint: "put a token into `.npmrc`, for example `//host/:_authToken=${NPM_TOKEN}`, and set the variable")
        case .refused(status: 403):
            return failure(
                item, "npm-registry-failed", "cannot fetch \(what): `\(error.url)` refuses it (status 403)",
                hint: "ask for rights to it, or use a token in `.npmrc` that has them")
        case .notFound:
            return failure(
                item, "npm-package-missing", "cannot fetch \(what): `\(error.url)` has nothing there",
                hint: "if it is in another registry, name that in `.npmrc` and write the lock anew")
        default:
            return failure(
                item, "npm-registry-failed", configuration.redacted("\(error)"),
                hint: "the registry is set by `registry=` in `.npmrc` or by `npm_config_registry`")
        }
    }

    func mismatch(
        _ item: NpmShelf.Wanted, _ expected: [ContentHash], _ found: ContentHash, _ place: String
    ) -> StageFailure {
        let wanted = expected.map(\.description).joined(separator: " or ")
        let finding = Finding(
            rule: "hash-mismatch", severity: .error,
            message:
                "`\(item.name)` \(item.version) has other bytes than the lock says: locked \(wanted), found \(found) "
                + "at `\(place)`",
            location: .init(file: lock),
            hint: "if the file was replaced on purpose, run `fclayer lock --upgrade`; otherwise do not trust it")
        return StageFailure(.project, [finding])
    }

    func failure(
        _ item: NpmShelf.Wanted, _ rule: String, _ message: String, hint: String? = nil
    ) -> StageFailure {
        StageFailure(
            rule == "npm-registry-failed" ? .environment : .project, rule, message, at: .init(file: lock), hint: hint)
    }
}
