import BuildModel
import FileTrees

/// The jars that Maven copied, in the layout of its repositories, with what their project files say.
struct MavenDependencies {
    let folder: String
    /// `group:artifact` of the projects that were built together.
    let reactor: [String]

    /// The jars, sorted by path.
    func jars() throws(StageFailure) -> [JavaJar] {
        guard Files.exists(folder) else { return [] }
        let listing = try BuildFailure.onDisk { () throws(FileTreeError) in try FileTree.walk(folder) }
        let own = Set(reactor)
        return listing.entries.compactMap { entry in
            let parts = entry.path.split(separator: "/").map(String.init)
            guard entry.kind == .file, entry.path.hasSuffix(".jar"), parts.count >= 4 else { return nil }
            let group = parts.dropLast(3).joined(separator: ".")
            let (artifact, version) = (parts[parts.count - 3], parts[parts.count - 2])
            return JavaJar(
                file: folder + "/" + entry.path, name: parts[parts.count - 1], group: group, artifact: artifact,
                version: version, licences: licences(group, artifact, version),
                isOwn: own.contains("\(group):\(artifact)"))
        }
    }

    /// The licences that a project file names, or the nearest of its parents that names any.
    private func licences(_ group: String, _ artifact: String, _ version: String) -> [String] {
        var (group, artifact, version) = (group, artifact, version)
        for _ in 0..<10 {
            let path = "\(group.replacing(".", with: "/"))/\(artifact)/\(version)/\(artifact)-\(version).pom"
            guard let pom = Pom(folder + "/" + path) else { return [] }
            guard pom.licences.isEmpty, let parent = pom.root["parent"] else { return pom.licences }
            group = parent["groupId"]?.text ?? ""
            artifact = parent["artifactId"]?.text ?? ""
            version = parent["version"]?.text ?? ""
        }
        return []
    }
}
