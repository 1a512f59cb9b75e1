public import BuildModel

/// The first stage: the manifests of a folder to a `Project`, or all of their problems with file, line, column and key path.
public struct ManifestReader: Sendable {
    private let files: ProjectFiles
    private let environment: [String: String]

    /// Names of manifests in the order in which they are looked for.
    static let manifestNames = ["fclayer.yaml", "s.yaml", "s.yml", "template.yml", "template.yaml"]

    /// Makes a reader that sees the disk through `files` and resolves `${env(…)}` with `environment`.
    public init(files: ProjectFiles, environment: [String: String]) {
        self.files = files
        self.environment = environment
    }

    /// Reads the project in `folder`, or that of the manifest `projectFile` (relative to `folder`). All problems go to the
    /// sink; throws `.usage` if one of them is an error.
    public func read(
        folder: String, projectFile: String?, into sink: FindingSink
    ) throws(StageFailure) -> Project {
        let diagnostics = Diagnostics(sink: sink)
        let discovery = Discovery(files: files, diagnostics: diagnostics)
        guard let found = discovery.find(folder: PathText.join("/", folder), projectFile: projectFile) else {
            throw StageFailure(.usage)
        }
        let world = World(files: files, environment: environment, root: found.root, diagnostics: diagnostics)
        let project = ProjectReader(world: world, layerNames: LayerReader.folders(in: found.root, files: files))
            .read(found)
        guard let project, diagnostics.errorCount == 0 else { throw StageFailure(.usage) }
        return project
    }
}
