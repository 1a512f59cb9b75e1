import BuildModel
import Downloads

/// Failures of a mirror in words.
enum DebianTrouble {
    /// Why a package that a lock names could not be fetched: mirrors keep the newest versions only.
    static func failure(_ error: DownloadError, ofLocked package: DebianDownload) -> StageFailure {
        guard case .notFound = error.code else { return failure(error, of: package.url) }
        return StageFailure(
            .environment, "debian-version-gone",
            "the mirror no longer has `\(package.name)` \(package.version), which the lock names: "
                + "`\(redactedURL(package.url))`",
            hint: "`fclayer lock --upgrade` takes the newest versions; the old one is at "
                + "`https://snapshot.debian.org/binary/\(package.name)/`: set FCLAYER_DEBIAN_MIRROR to "
                + "`https://snapshot.debian.org/archive/debian/DATE` for one build, and the store keeps it")
    }

    /// Why something could not be fetched from a mirror.
    static func failure(_ error: DownloadError, of url: String) -> StageFailure {
        let url = redactedURL(url)
        switch error.code {
        case .cancelled: return StageFailure(.environment, "cancelled", "\(error)")
        case .disk: return StageFailure(.environment, "disk-failed", "\(error)")
        case .digestMismatch(let expected, let found):
            return StageFailure(
                .environment, "debian-checksum-wrong",
                "`\(url)` has other bytes than the signed index of the release says: signed \(expected), found \(found)",
                hint: "the mirror may be changing just now: try again in a few minutes, or set FCLAYER_DEBIAN_MIRROR")
        case .tooLarge(let limit):
            return StageFailure(
                .environment, "debian-checksum-wrong",
                "`\(url)` is longer than the \(limit) bytes that the signed index of the release says",
                hint: "the mirror may be changing just now: try again in a few minutes, or set FCLAYER_DEBIAN_MIRROR")
        case .notFound:
            return StageFailure(
                .environment, "debian-mirror-failed", "the mirror does not have `\(url)`, which its index names",
                hint: "the mirror may be changing just now: try again in a few minutes, or set FCLAYER_DEBIAN_MIRROR")
        default:
            return StageFailure(
                .environment, "debian-mirror-failed", "\(error)",
                hint: "set FCLAYER_DEBIAN_MIRROR to a mirror that can be reached; with `--offline` what was fetched "
                    + "before is used")
        }
    }
}
