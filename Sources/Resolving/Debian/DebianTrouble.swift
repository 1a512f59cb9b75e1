import BuildModel
import Downloads

/// Failures of a mirror in words.
enum DebianTrouble {
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
