import BuildModel
import FileTrees

/// The sources of the library for Swift functions, which new projects get a copy of: it has no address of its own yet.
struct SwiftLibrary {
    /// The folder that holds the folders of its targets.
    let sources: String

    /// Looks where the user says, else beside the program (`scripts/install` puts it into `share/fclayer`), else in the checkout
    /// that the program was built in.
    init(given: String?, programFile: String?) throws(StageFailure) {
        if let given {
            for folder in [given + "/Sources", given] where Self.isLibrary(folder) {
                sources = folder
                return
            }
            throw NewProject.usage(
                "swift-library-missing", "`\(given)` does not hold the library `\(SwiftTemplate.library)`",
                "name a checkout of fclayer, or `share/fclayer/\(SwiftTemplate.library)` of an installation")
        }
        var folder = programFile.flatMap(Files.parentFolder(of:))
        while let current = folder, !current.isEmpty {
            for place in ["/share/fclayer/\(SwiftTemplate.library)/Sources", "/Sources"]
            where Self.isLibrary(current + place) {
                sources = current + place
                return
            }
            let parent = Files.parentFolder(of: current)
            folder = parent == current ? nil : parent
        }
        throw StageFailure(
            .environment,
            [
                Finding(
                    rule: "swift-library-missing", severity: .error,
                    message: "the library for Swift functions is not found beside fclayer"
                        + (programFile.map { " (looked in the folders above `\($0)`)" } ?? ""),
                    hint:
                        "name it: `--library PATH`, a checkout of fclayer; `scripts/install` puts it beside the program"
                )
            ])
    }

    private static func isLibrary(_ folder: String) -> Bool {
        SwiftTemplate.libraryTargets.allSatisfy { (try? Files.status(folder + "/" + $0))?.kind == .folder }
    }

    /// The source files under their paths in a new project.
    func files() throws(FileTreeError) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for target in SwiftTemplate.libraryTargets {
            for entry in try FileTree.walk(sources + "/" + target).entries
            where entry.kind == .file && entry.path.hasSuffix(".swift") {
                files.append(
                    (
                        "\(SwiftTemplate.libraryFolder)/Sources/\(target)/\(entry.path)",
                        try Files.read(sources + "/" + target + "/" + entry.path)
                    ))
            }
        }
        return files
    }
}
