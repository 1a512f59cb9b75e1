import BuildModel

/// What every reader of the room needs: the disk, the environment, the project's folder and the sink.
struct World {
    let files: ProjectFiles
    let environment: [String: String]
    /// The folder of the manifest.
    let root: String
    let diagnostics: Diagnostics

    /// A path as the user would name it.
    func display(_ path: String) -> String { PathText.relative(path, to: root) }

    /// Reads a YAML file; `nil` after saying what is wrong with it.
    func document(at path: String) -> Node? {
        guard let bytes = files.contents(path) else {
            diagnostics.error(
                "manifest-unreadable", "cannot be read: check that the file exists and may be read",
                at: .init(file: display(path)))
            return nil
        }
        return YAMLDocument(file: display(path), diagnostics: diagnostics).read(bytes)
    }
}
