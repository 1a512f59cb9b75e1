import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Builds a project with Maven: `package`, then `dependency:copy-dependencies`, in a copy of the project.
struct MavenRecipe: BuildRecipe {
    static let format = 1

    let build: ToolBuild
    let settings: CompilerSettings
    private let project: MavenProject
    private let tools: JavaTools

    /// Reads the project file; throws if it is none.
    init(_ build: ToolBuild, settings: CompilerSettings) throws(StageFailure) {
        self.build = build
        self.settings = settings
        tools = JavaTools(environment: settings.environment)
        let file = build.choice.folder + "/" + (build.choice.target ?? "pom.xml")
        guard let project = MavenProject(file: file) else {
            throw BuildFailure.failure(
                .project,
                "java-project-unreadable", "is no project file of Maven: its root must be `<project>`",
                location: .init(file: BuildPlace.name(of: file, in: settings.projectRoot)),
                hint: "`mvn -f \(BuildPlace.name(of: file, in: settings.projectRoot)) validate` says what is wrong")
        }
        self.project = project
    }

    private var file: String { BuildPlace.name(of: project.pom.path, in: settings.projectRoot) }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        if project.pom.packaging == "pom", !build.isLayer, let module = project.pom.localModules.first {
            throw BuildFailure.failure(
                .project,
                "java-project-unreadable",
                "has modules and no code of its own: the code of a function is one of them",
                location: .init(file: file),
                hint: "for example `code: \(BuildPlace.name(of: module.folder, in: settings.projectRoot))`")
        }
        if settings.isLocked { try MavenVersions(project: project, settings: settings).check() }
        var preparation = try tools.preparation(
            maven, named: "mvn", file: file,
            hint: "install Maven (`apt-get install maven`, `brew install maven`), or add its wrapper `mvnw`",
            variables: ["MAVEN_OPTS", "MAVEN_ARGS"], ignored: project.ignored)
        preparation.settings["locked"] = "\(settings.isLocked)"
        let home = tools.home + "/.m2/"
        let installation = maven.flatMap { try? Files.realPath($0) }.flatMap(Files.parentFolder).flatMap(
            Files.parentFolder)
        let files = ["settings.xml", "settings-security.xml", "toolchains.xml"].map { home + $0 }
        preparation.inputs = project.inputs + files + [(installation ?? "") + "/conf/settings.xml"]
        return preparation
    }

    private var maven: String? {
        tools.tool("mvn", wrapper: "mvnw", in: [project.top.folder, project.pom.folder])
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let copy = bench.scratch + "/project"
        try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.makeFolders(copy)
            try project.copy(to: copy, more: build.choice.inputs)
        }
        let start = copy + "/" + project.relative(project.top.folder)
        try await tools.run(
            maven ?? "mvn", named: "mvn", arguments, in: start, copy: copy, of: project.root, file: file, on: bench,
            settings)
        return try finish(copy: copy, bench: bench)
    }

    /// What Maven is told. The user's own arguments come last: they win.
    var arguments: [String] {
        var arguments = ["-B", "-q", "-Dstyle.color=never"]
        if settings.isOffline { arguments.append("-o") }
        if project.pom.path != project.top.path {
            arguments += ["-pl", moduleName, "-am"]
        } else if let name = project.pom.path.split(separator: "/").last, name != "pom.xml" {
            arguments += ["-f", String(name)]
        }
        if !project.pom.says("project.build.outputTimestamp") {
            // The first time that a zip can tell, and even seconds at that.
            arguments.append("-Dproject.build.outputTimestamp=1980-01-01T00:00:02Z")
        }
        arguments += ["-Dmaven.test.skip=true"] + levelArguments + build.choice.arguments
        // Modules beside it must be there before they can be depended on.
        if build.part == .dependencies, !project.siblings.isEmpty { arguments.append("package") }
        arguments += build.mavenGoals
        return arguments
    }

    /// The module relative to where Maven is started.
    private var moduleName: String {
        let top = project.top.folder
        guard project.pom.folder.hasPrefix(top + "/") else { return ":" + project.pom.artifact }
        return String(project.pom.folder.dropFirst(top.count + 1))
    }

    /// The release of Java to compile for, where no project file says one.
    private var levelArguments: [String] {
        let runtime = RuntimeCatalogue.runtime(build.runtime)
        guard runtime?.family == .java, let release = runtime?.languageVersion?.major else { return [] }
        var last = project.pom
        for _ in 0..<50 { last = last.localParent ?? last }
        guard last.root["parent"] == nil else { return [] }
        let names = ["release", "source", "target"]
        guard !(names + names.map { "maven.compiler." + $0 }).contains(where: { project.pom.says($0) }) else {
            return []
        }
        let plain = release == 8 ? "1.8" : "\(release)"
        let level = ["-Dmaven.compiler.source=\(plain)", "-Dmaven.compiler.target=\(plain)"]
        // A compiler of Java 8 knows no `--release`.
        return tools.release ?? 9 > 8 ? level + ["-Dmaven.compiler.release=\(release)"] : level
    }

    private func finish(copy: String, bench: BuildBench) throws(StageFailure) -> BuildProduct {
        let pom = project.pom
        let target = Pom.join(copy + "/" + project.relative(pom.folder), buildFolder)
        let repository = MavenDependencies(
            folder: target + "/dependency", reactor: ([pom] + project.others).map { "\($0.group):\($0.artifact)" })
        let jars = try repository.jars()
        if settings.isLocked, let open = jars.first(where: { $0.isSnapshot && !$0.isOwn }) {
            throw MavenVersions(project: project, settings: settings).refusal(
                "\(open.group):\(open.artifact)", open.version, location: .init(file: file))
        }
        let placement = JavaPlacement(
            build: build, output: bench.output, classes: [target + "/classes"].filter(Files.exists), jars: jars,
            made: [target], name: pom.version.isEmpty ? pom.artifact : "\(pom.artifact)-\(pom.version)")
        let placed = try placement.place()
        try requireSomething(in: bench.output)
        let component = PackageComponent(
            name: "\(pom.group):\(pom.artifact)", version: pom.version.isEmpty ? nil : pom.version,
            origin: build.choice.folder)
        return BuildProduct(
            component: component, parts: placed.filter { !$0.isOwn }.compactMap(\.component),
            inputs: snapshotFolders(of: placed))
    }

    /// Where Maven leaves what it makes, relative to the project.
    private var buildFolder: String {
        let text = project.pom.root["build"]?["directory"].map { project.pom.value($0.text) } ?? "target"
        return text.hasPrefix(project.pom.folder + "/") ? String(text.dropFirst(project.pom.folder.count + 1)) : text
    }

    private func requireSomething(in output: String) throws(StageFailure) {
        let isEmpty = try BuildFailure.onDisk { () throws(FileTreeError) in try FileTree.walk(output).entries.isEmpty }
        guard isEmpty else { return }
        throw BuildFailure.failure(
            .project,
            "build-output-empty",
            "makes nothing: no classes in `\(buildFolder)/classes` and no dependencies of scope `runtime`",
            location: .init(file: file), hint: "sources belong into `src/main/java` beside it")
    }

    /// Versions that change: the local repository's folders of them are looked at before the next build.
    private func snapshotFolders(of jars: [JavaJar]) -> [String] {
        let home = tools.home + "/.m2"
        let said = (try? Files.read(home + "/settings.xml")).flatMap { XMLElement.parse($0)?["localRepository"]?.text }
        let option = "-Dmaven.repo.local="
        let chosen = build.choice.arguments.last { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
        let repository = chosen ?? said ?? home + "/repository"
        return jars.filter { $0.isSnapshot && !$0.isOwn }.map { jar in
            "\(repository)/\(jar.group.replacing(".", with: "/"))/\(jar.artifact)/\(jar.version)"
        }.filter(Files.exists)
    }
}
