import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Builds a project with Gradle in a copy of it. A script of ours adds a task that says what the run-time class path is.
struct GradleRecipe: BuildRecipe {
    static let format = 1

    let build: ToolBuild
    let settings: CompilerSettings
    private let tools: JavaTools
    /// The folder of `settings.gradle`, or the project itself.
    private let root: String
    private let scriptFile: String

    /// Finds the project's build file and the folder that the build starts from.
    init(_ build: ToolBuild, settings: CompilerSettings) {
        self.build = build
        self.settings = settings
        tools = JavaTools(environment: settings.environment)
        let folder = build.choice.folder
        let names = build.choice.target.map { [$0] } ?? ["build.gradle", "build.gradle.kts"]
        scriptFile = folder + "/" + (names.first { Files.exists(folder + "/" + $0) } ?? names[0])
        var place = folder
        var root = folder
        while place.hasPrefix(settings.projectRoot) {
            if ["settings.gradle", "settings.gradle.kts"].contains(where: { Files.exists(place + "/" + $0) }) {
                root = place
                break
            }
            guard let parent = Files.parentFolder(of: place), parent != place else { break }
            place = parent
        }
        self.root = root
    }

    private var file: String { BuildPlace.name(of: scriptFile, in: settings.projectRoot) }
    private static let ignored = ["/.gradle/", "/build/", "/*/build/", "/*/*/build/", "/.fclayer/"]

    func prepare() async throws(StageFailure) -> BuildPreparation {
        var preparation = try tools.preparation(
            gradle, named: "gradle", file: file,
            hint: "install Gradle (https://gradle.org/install), or add its wrapper: `gradle wrapper`",
            variables: ["GRADLE_OPTS", "GRADLE_USER_HOME"], ignored: Self.ignored)
        let home =
            settings.environment["GRADLE_USER_HOME"] ?? tools.home + "/.gradle"
        preparation.inputs =
            (root == build.choice.folder ? [] : [root])
            + ["/gradle.properties", "/init.gradle", "/init.d"].map { home + $0 }
        return preparation
    }

    private var gradle: String? { tools.tool("gradle", wrapper: "gradlew", in: [root]) }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let copy = bench.scratch + "/project"
        let found = bench.scratch + "/found"
        let script = bench.scratch + "/fclayer.gradle"
        try BuildFailure.onDisk { () throws(FileTreeError) in
            try SourceCopy.copy(try SourceCopy.listing(of: root, ignoring: Self.ignored), of: root, to: copy)
            try AtomicFile.write(Array(GradleScript.text.utf8), to: script)
        }
        let module = build.choice.folder == root ? "" : String(build.choice.folder.dropFirst(root.count))
        var arguments = [
            "--no-daemon", "--console=plain", "-q", "-I", script, "-Dfclayer.found=\(found)",
            "-Dfclayer.folder=\(copy + module)", "--project-cache-dir", bench.scratch + "/gradle-cache",
        ]
        if settings.isOffline { arguments.append("--offline") }
        arguments += build.command.dropFirst()
        try await tools.run(
            gradle ?? "gradle", named: "gradle", arguments, in: copy, copy: copy, of: root, file: file, on: bench,
            settings)
        let listed = try BuildFailure.onDisk { () throws(FileTreeError) in try Files.read(found) }
        return try finish(GradleFound(String(decoding: listed, as: UTF8.self)), bench: bench)
    }

    private func finish(_ found: GradleFound, bench: BuildBench) throws(StageFailure) -> BuildProduct {
        if settings.isLocked, let open = found.jars.first(where: { $0.isSnapshot && !$0.isOwn }) {
            throw BuildFailure.failure(
                .project,
                "java-version-open",
                "the version `\(open.version)` of `\(open.group):\(open.artifact)` is not fixed, and `--locked` is set",
                location: .init(file: file), hint: "name one released version")
        }
        let placement = JavaPlacement(
            build: build, output: bench.output, classes: found.classes.filter(Files.exists), jars: found.jars,
            made: found.libraries.filter(Files.exists), name: found.name)
        let placed = try placement.place()
        let isEmpty = try BuildFailure.onDisk { () throws(FileTreeError) in
            try FileTree.walk(bench.output).entries.isEmpty
        }
        guard !isEmpty else {
            throw BuildFailure.failure(
                .project,
                "build-output-empty", "makes nothing: it has no classes and nothing in `runtimeClasspath`",
                location: .init(file: file), hint: "it needs the plugin `java`, and sources belong into `src/main/java`"
            )
        }
        return BuildProduct(
            component: PackageComponent(
                name: found.name, version: found.version, origin: build.choice.folder),
            parts: placed.filter { !$0.isOwn }.compactMap(\.component))
    }
}
