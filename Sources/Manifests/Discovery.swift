import BuildModel

/// Finds the manifests of a folder.
struct Discovery {
    let files: ProjectFiles
    let diagnostics: Diagnostics

    /// What was found. A project of layers only has neither file.
    struct Found {
        /// The folder of the manifest.
        var root: String
        /// `fclayer.yaml`.
        var own: String?
        /// A manifest of the platform's tools.
        var platform: String?
        /// Whether the user named the platform's manifest, so that `fclayer.yaml` can only add to it.
        var isNamed = false
    }

    /// The manifests; `nil` after saying what was looked for.
    func find(folder: String, projectFile: String?) -> Found? {
        guard let projectFile else { return find(in: folder) }
        let path = PathText.join(folder, projectFile)
        switch files.kind(path) {
        case .folder: return find(in: path)
        case .missing:
            diagnostics.error(
                "manifest-missing", "the manifest `\(projectFile)` does not exist: looked for `\(path)`", at: .none,
                hint: Phrase.didYouMean(PathText.name(path), among: files.names(PathText.folder(path))))
            return nil
        case .file:
            let root = PathText.folder(path)
            if PathText.name(path) == ManifestReader.manifestNames[0] { return find(in: root) }
            return Found(
                root: root, own: existing(ManifestReader.manifestNames[0], in: root), platform: path, isNamed: true)
        }
    }

    private func find(in root: String) -> Found? {
        let own = existing(ManifestReader.manifestNames[0], in: root)
        let platform = ManifestReader.manifestNames.dropFirst().lazy.compactMap { existing($0, in: root) }.first
        if own != nil || platform != nil || !LayerReader.folders(in: root, files: files).isEmpty {
            return Found(root: root, own: own, platform: platform)
        }
        guard files.kind(root) == .folder else {
            diagnostics.error("manifest-missing", "the folder `\(root)` does not exist", at: .none)
            return nil
        }
        let names = files.names(root)
        let near = ["fclayer.yml", "S.yaml", "s.yaml.txt", "serverless.yml", "serverless.yaml"].first(
            where: names.contains)
        diagnostics.error(
            "manifest-missing",
            "no project in `\(root)`: looked for \(Phrase.list(ManifestReader.manifestNames)) and `layers/*/layer.yaml`",
            at: .none,
            hint: near.map { "there is `\($0)`: name it with `--project \($0)`, or rename it" }
                ?? "go to the folder of your manifest, or name it with `--project FILE`")
        return nil
    }

    private func existing(_ name: String, in root: String) -> String? {
        let path = PathText.join(root, name)
        return files.kind(path) == .file ? path : nil
    }
}
