import BuildModel
import FunctionCompute

/// Tells whether a function's code is a Maven or Gradle project that is to be built: by the files in its folder, or by the key
/// `java`.
struct JavaReader {
    let world: World
    static let keys = ["tool", "arguments", "tests", "inputs"]
    static let gradleFiles = ["build.gradle", "build.gradle.kts"]

    /// The build; `nil` where there is none, or after saying what is wrong.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation, handler: String) -> BuildChoice? {
        guard let field = input.options.java else {
            guard runtime.family == .java, input.options.dependencies != .none, input.options.build == nil,
                case .folder(let folder) = code,
                !isReady(folder, handler: handler), let kind = kind(of: folder, wanted: nil)
            else { return nil }
            let location = input.codeLocation
            return BuildChoice(kind: kind, folder: folder, exclude: input.options.exclude, location: location)
        }
        let key = ToolKey(
            world: world, field: field, keys: Self.keys, wanted: "a Java or custom runtime", usual: "java11",
            rule: "java-runtime-family")
        guard key.checkRuntime(runtime, families: [.java, .custom]) else { return nil }
        let wanted = tool(field.isMapping ? field["tool"] : field)
        if field.isMapping { world.refuseUnknownKeys(field, known: Self.keys) }
        guard case .folder(let folder) = code, let kind = kind(of: folder, wanted: wanted) else {
            missing(wanted, code: code, at: field.location)
            return nil
        }
        var choice = BuildChoice(kind: kind, folder: folder, exclude: input.options.exclude, location: field.location)
        guard field.isMapping else { return choice }
        choice.arguments = world.texts(field["arguments"]).map(\.text)
        choice.inputs = world.texts(field["inputs"]).map { PathText.join(folder, $0.text) }
        if let tests = field["tests"] {
            if case .boolean(let isWanted) = tests.node.value {
                let argument = kind == .maven ? "-Dmaven.test.skip=false" : "check"
                if isWanted { choice.arguments.insert(argument, at: 0) }
            } else {
                world.wrongType(tests, expected: "`true` or `false`")
            }
        }
        return choice
    }

    /// A folder that can be packed as it is: what was built lies in it already.
    private func isReady(_ folder: String, handler: String) -> Bool {
        func hasJars(_ path: String) -> Bool {
            world.files.names(path).contains { PathText.fileExtension($0) == "jar" }
        }
        let name = handler.split(separator: ":").first.map(String.init) ?? ""
        let file = name.replacing(".", with: "/") + ".class"
        if !name.isEmpty, world.files.kind(PathText.join(folder, file)) == .file { return true }
        if hasJars(folder) { return true }
        // Jars for the compiler stand in `lib` of some projects, beside sources.
        return world.files.kind(folder + "/src") == .missing && hasJars(folder + "/lib")
    }

    private func tool(_ field: Field?) -> BuildChoice.Kind? {
        guard let field, let text = world.text(field) else { return nil }
        switch text {
        case "maven": return .maven
        case "gradle": return .gradle
        default:
            world.diagnostics.error(
                "value-type", "`\(field.name)` is `\(Phrase.short(text))`, not one of `maven`, `gradle`",
                at: field.location, hint: Phrase.didYouMean(text, among: ["maven", "gradle"]))
            return nil
        }
    }

    private func kind(of folder: String, wanted: BuildChoice.Kind?) -> BuildChoice.Kind? {
        if wanted != .gradle, world.files.kind(folder + "/pom.xml") == .file { return .maven }
        let hasGradle = Self.gradleFiles.contains { world.files.kind(folder + "/" + $0) == .file }
        return wanted != .maven && hasGradle ? .gradle : nil
    }

    private func missing(_ wanted: BuildChoice.Kind?, code: CodeLocation, at location: Finding.Location) {
        let names = (wanted == .gradle ? [] : ["pom.xml"]) + (wanted == .maven ? [] : Self.gradleFiles)
        guard case .folder(let folder) = code else {
            world.diagnostics.error(
                "java-project-missing",
                "`java` needs a code folder with \(Phrase.list(names)), and the code is no folder",
                at: location)
            return
        }
        let near = world.files.names(folder).first { name in
            names.contains { world.files.kind(PathText.join(folder, name + "/" + $0)) == .file }
        }
        world.diagnostics.error(
            "java-project-missing",
            "`java` needs a project in the code folder: looked for \(Phrase.list(names)) in `\(folder)`",
            at: location, hint: near.map { "write `code: \(world.display(PathText.join(folder, $0)))`: there is one" })
    }
}

/// Reads `java: pom.xml` of a layer.
struct LayerJavaReader {
    let world: World

    /// The build; `nil` where there is none, or after saying what is wrong.
    func read(_ field: Field?, folder: String) -> BuildChoice? {
        guard let field, let text = world.text(field) else { return nil }
        let path = PathText.join(folder, text)
        let name = PathText.name(path)
        let isGradle = JavaReader.gradleFiles.contains(name)
        guard isGradle || PathText.fileExtension(name) == "xml" else {
            world.diagnostics.error(
                "value-type", "`java` is `\(Phrase.short(text))`, which is no project file of Maven or Gradle",
                at: field.location,
                hint: Phrase.didYouMean(name, among: ["pom.xml"] + JavaReader.gradleFiles)
                    ?? "name a `pom.xml`, `build.gradle` or `build.gradle.kts`")
            return nil
        }
        guard world.files.kind(path) == .file else {
            world.diagnostics.error(
                "file-missing", "`\(Phrase.short(text))` does not exist: looked for `\(path)`", at: field.location,
                hint: Phrase.didYouMean(name, among: world.files.names(PathText.folder(path))))
            return nil
        }
        return BuildChoice(
            kind: isGradle ? .gradle : .maven, folder: PathText.folder(path), target: name == "pom.xml" ? nil : name,
            location: field.location)
    }
}
