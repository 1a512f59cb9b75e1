import Archives
import BuildModel

/// A file that is no zip, or one that cannot be opened.
enum ZipUnreadable {
    static let description = RuleDescription(
        "zip-unreadable", .error, "the package cannot be opened",
        """
        The file is missing, is not a zip, ends too early, or its directory contradicts itself. The platform could not unpack
        it either.

        Wrong: `fclayer validate build.tar.gz`, or a zip from a broken transfer

        Right: a zip that `unzip -t` accepts

        Source: own choice
        """)

    /// The finding for what the reader of archives says.
    static func finding(_ error: ArchiveError, package: String) -> Finding {
        let words =
            switch error.code {
            case .notFound: "`\(error.path)` does not exist"
            case .notPermitted: "`\(error.path)` may not be read"
            case .notRegularFile: "`\(error.path)` is not a plain file"
            case .notZip: "`\(error.path)` is not a zip archive"
            case .truncated: "`\(error.path)` ends before its directory does: the zip is not complete"
            default: "`\(error.path)` cannot be opened: \(error.detail)"
            }
        return description.finding(words, at: .init(package: package, entry: error.entry))
    }
}
