import BuildModel

/// Maven has no lock: a build with `--locked` takes only versions that are one file for ever.
struct MavenVersions {
    let project: MavenProject
    let settings: CompilerSettings

    /// Throws if a project file names a range, a snapshot or "whatever is newest".
    func check() throws(StageFailure) {
        let own = Set(([project.pom] + project.others).map { "\($0.group):\($0.artifact)" })
        for pom in [project.pom] + project.others {
            for dependency in pom.root.descendants("dependency") {
                guard let text = dependency["version"]?.text else { continue }
                let version = pom.value(text)
                let name = pom.value((dependency["groupId"]?.text ?? "") + ":" + (dependency["artifactId"]?.text ?? ""))
                guard Self.isOpen(version), !own.contains(name) else { continue }
                throw refusal(
                    name, version,
                    location: .init(
                        file: BuildPlace.name(of: pom.path, in: settings.projectRoot),
                        line: dependency["version"]?.line ?? dependency.line))
            }
        }
    }

    /// What is said of a version that is not fixed.
    func refusal(_ name: String, _ version: String, location: Finding.Location) -> StageFailure {
        BuildFailure.failure(
            .project,
            "java-version-open", "the version `\(version)` of `\(name)` is not fixed, and `--locked` is set",
            location: location, hint: "name one released version; Maven has no lock file that would fix it")
    }

    static func isOpen(_ version: String) -> Bool {
        version.hasSuffix("-SNAPSHOT") || version == "LATEST" || version == "RELEASE" || version.hasPrefix("[")
            || version.hasPrefix("(")
    }
}
