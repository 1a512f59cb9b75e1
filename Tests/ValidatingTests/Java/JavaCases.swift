import BuildModel
import Testing

/// A Java function as users pack it: one that works, or one that is broken in one way.
struct JavaCase: Sendable, CustomTestStringConvertible {
    let name: String
    var runtime = "java8"
    var handler = "example.stream.App::handleRequest"
    var hooks: [HookDescription] = []
    var trigger = FunctionDescription.Trigger.event
    var layer: (@Sendable (JavaWorld) throws -> [String: [UInt8]])?
    /// The only rule that may find anything worse than a note.
    var broken: String?
    /// Words of its message or hint.
    var words = ""
    /// Whether a Java virtual machine can be asked about it.
    var isJudged = true
    /// The contents of the code zip.
    let files: @Sendable (JavaWorld) throws -> [String: [UInt8]]

    var testDescription: String { "\(runtime): \(name)" }

    func findings() async throws -> [Finding] {
        let world = try JavaWorld.shared.get()
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: files(world))
        let layers = try layer.map { [try fixture.zip("layer.zip", bytes: $0(world))] } ?? []
        return await fixture.findings(
            code: code, runtime: runtime, handler: handler, hooks: hooks, layers: layers, trigger: trigger)
    }

    static let all = working + broken

    private static func hook(_ kind: HookDescription.Kind, _ handler: String) -> HookDescription {
        HookDescription(kind: kind, handler: handler)
    }

    private static let stream: @Sendable (JavaWorld) throws -> [String: [UInt8]] = {
        try $0.only("example/stream/").merging($0.coreInLib) { $1 }
    }

    static let working: [JavaCase] = [
        JavaCase(name: "classes at the root, dependencies in lib", files: stream),
        JavaCase(name: "fat jar", files: { $0.only("example/stream/").merging($0.core) { $1 } }),
        JavaCase(
            name: "fat jar in a zip",
            files: { ["app.jar": try JavaWorld.jar($0.only("example/stream/").merging($0.core) { $1 })] }),
        JavaCase(
            name: "jar of the project beside its dependencies",
            files: { try ["lib/app.jar": JavaWorld.jar($0.only("example/stream/"))].merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "jar with lib inside", isJudged: false,
            files: {
                ["app.jar": try JavaWorld.jar($0.only("example/stream/").merging($0.coreInLib) { $1 })]
            }),
        JavaCase(
            name: "typed handler", handler: "example.pojo.App::handleRequest",
            files: { try $0.only("example/pojo/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "HTTP function", handler: "example.http.App::handleRequest", trigger: .http,
            files: { try $0.only("example/http/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "HTTP handler in a zip of nobody's manifest", handler: "example.http.App::handleRequest",
            trigger: .unknown, isJudged: false,
            files: { try $0.only("example/http/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "superclass of the project", handler: "example.derived.App::handleRequest",
            files: { try $0.only("example/derived/", "example/base/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "superclass in a dependency", handler: "example.derived.App::handleRequest",
            files: {
                try $0.only("example/derived/").merging($0.coreInLib) { $1 }
                    .merging(["lib/base-1.0.jar": JavaWorld.jar($0.only("example/base/"))]) { $1 }
            }),
        JavaCase(
            name: "superclass in no jar", handler: "example.derived.App::handleRequest", isJudged: false,
            files: { try $0.only("example/derived/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "default method of an interface", handler: "example.viaapi.App::handleRequest",
            files: { try $0.only("example/viaapi/", "example/api/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "hooks", handler: "example.hooks.App::handleRequest",
            hooks: [hook(.initializer, "example.hooks.App::initialize"), hook(.preStop, "example.hooks.App::preStop")],
            files: { try $0.only("example/hooks/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "hook in a class of its own",
            hooks: [hook(.initializer, "example.hooks.Start::initialize")],
            files: { try $0.only("example/hooks/", "example/stream/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "nested class", handler: "example.nested.Outer$App::handleRequest",
            files: { try $0.only("example/nested/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "class without a package", handler: "Global::handleRequest",
            files: { try $0.only("Global").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "names beyond ASCII", handler: "example.größe.Größe::handleRequest",
            files: { try $0.only("example/größe/").merging($0.coreInLib) { $1 } }),
        JavaCase(name: "Java 8 on java11", runtime: "java11", files: stream),
        JavaCase(name: "Java 11", runtime: "java11", files: { $0.java11 }),
        JavaCase(
            name: "dependencies in a layer",
            layer: { ["java/lib/fc-java-core.jar": try JavaWorld.jar($0.core)] }, files: { $0.only("example/stream/") }),
        JavaCase(
            name: "sources packed too",
            files: { try stream($0).merging(["src/main/java/example/stream/App.java": [], "pom.xml": []]) { $1 } }),
    ]

    static let broken: [JavaCase] = [
        JavaCase(
            name: "other package", handler: "com.example.App::handleRequest", broken: "java-class-missing",
            words: "example.stream.App::handleRequest", files: stream),
        JavaCase(
            name: "name mistyped", handler: "example.stream.Ap::handleRequest", broken: "java-class-missing",
            words: "did you mean `example.stream.App::handleRequest`", files: stream),
        JavaCase(
            name: "class named with slashes", handler: "example/stream/App::handleRequest",
            broken: "java-class-missing", words: "`example.stream.App::handleRequest`", files: stream),
        JavaCase(
            name: "nested class with a dot", handler: "example.nested.Outer.App::handleRequest",
            broken: "java-class-missing", words: "example.nested.Outer$App",
            files: { try $0.only("example/nested/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "Kotlin functions", handler: "example.kotlin.Handler::handleRequest", broken: "java-class-missing",
            words: "Kotlin", files: { try $0.only("example/kotlin/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "sources only", broken: "java-class-missing", words: "mvn package",
            files: { _ in ["src/main/java/example/stream/App.java": Array("package".utf8), "pom.xml": []] }),
        JavaCase(
            name: "Spring Boot's folders", broken: "java-class-missing", words: "BOOT-INF/classes",
            files: { world in
                let inside = world.only("example/stream/").map { ("BOOT-INF/classes/" + $0.key, $0.value) }
                return Dictionary(uniqueKeysWithValues: inside).merging(["META-INF/MANIFEST.MF": []]) { $1 }
            }),
        JavaCase(
            name: "folder in the zip", broken: "wrapping-folder", words: "`classes`",
            files: { world in
                let all = world.only("example/stream/").merging(world.core) { $1 }
                return Dictionary(uniqueKeysWithValues: all.map { ("classes/" + $0.key, $0.value) })
            }),
        JavaCase(
            name: "jar in another folder", broken: "java-class-missing", words: "`target/app.jar`",
            files: {
                try ["target/app.jar": JavaWorld.jar($0.only("example/stream/")), "s.yaml": []].merging($0.coreInLib) {
                    $1
                }
            }),
        JavaCase(
            name: "class in the wrong folder", handler: "example.App::handleRequest", broken: "java-class-missing",
            words: "example.stream.App",
            files: {
                try ["example/App.class": $0.classes["example/stream/App.class"] ?? []].merging($0.coreInLib) { $1 }
            }),
        JavaCase(
            name: "thin jar", broken: "java-class-missing", words: "fc-java-core", files: { $0.only("example/stream/") }
        ),
        JavaCase(
            name: "Java 17 on java11", runtime: "java11", broken: "java-class-version", words: "version 61 (Java 17)",
            isJudged: false, files: { $0.java17 }),
        JavaCase(
            name: "Java 11 on java8", broken: "java-class-version", words: "up to 52", isJudged: false,
            files: { $0.java11 }),
        JavaCase(
            name: "preview features", runtime: "java11", broken: "java-class-version", words: "preview",
            isJudged: false,
            files: { world in
                var files = world.java11
                files["example/stream/App.class"]?.replaceSubrange(4..<6, with: [0xFF, 0xFF])
                return files
            }),
        JavaCase(
            name: "helper class too new", broken: "java-class-version", words: "Helper", isJudged: false,
            files: { try stream($0).merging($0.java17.filter { $0.key == "example/stream/Helper.class" }) { $1 } }),
        JavaCase(
            name: "no interface", handler: "example.plain.App::handleRequest", broken: "java-handler-interface",
            files: { try $0.only("example/plain/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "interface of another platform", handler: "example.aws.App::handleRequest",
            broken: "java-handler-interface", words: "com.amazonaws",
            files: { try $0.only("example/aws/", "com/amazonaws/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "class not public", handler: "example.hidden.App::handleRequest", broken: "handler-not-callable",
            files: { try $0.only("example/hidden/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "private nested class", handler: "example.nested.Outer$Secret::handleRequest",
            broken: "handler-not-callable", files: { try $0.only("example/nested/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "abstract class", handler: "example.unfinished.App::handleRequest", broken: "handler-not-callable",
            files: { try $0.only("example/unfinished/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "interface as class", handler: "example.api.Api::handleRequest", broken: "handler-not-callable",
            files: { try $0.only("example/api/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "constructor with parameters", handler: "example.wired.App::handleRequest",
            broken: "handler-not-callable", words: "public App()",
            files: { try $0.only("example/wired/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "private constructor", handler: "example.single.App::handleRequest", broken: "handler-not-callable",
            files: { try $0.only("example/single/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "inner class", handler: "example.nested.Outer$Inner::handleRequest", broken: "handler-not-callable",
            words: "`static`", files: { try $0.only("example/nested/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "method mistyped", handler: "example.stream.App::handleReqest", broken: "entry-symbol-missing",
            words: "::handleRequest", files: stream),
        JavaCase(
            name: "event handler under an HTTP trigger", trigger: .http, broken: "handler-kind", files: stream),
        JavaCase(
            name: "HTTP handler for events", handler: "example.http.App::handleRequest", broken: "handler-kind",
            files: { try $0.only("example/http/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "hook not implemented", hooks: [hook(.initializer, "example.stream.App::initialize")],
            broken: "hook-missing", words: "not implemented", files: stream),
        JavaCase(
            name: "hook without its interface", handler: "example.hooks.Lookalike::handleRequest",
            hooks: [hook(.initializer, "example.hooks.Lookalike::initialize")], broken: "hook-missing",
            words: "although", files: { try $0.only("example/hooks/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "hook named otherwise", handler: "example.hooks.App::handleRequest",
            hooks: [hook(.initializer, "example.hooks.App::init")], broken: "hook-missing",
            words: "example.hooks.App::initialize",
            files: { try $0.only("example/hooks/").merging($0.coreInLib) { $1 } }),
        JavaCase(
            name: "hook of a class that is not there", hooks: [hook(.preStop, "example.Stop::preStop")],
            broken: "java-class-missing", files: stream),
        JavaCase(
            name: "class cut off", broken: "java-class-damaged", words: "cut off",
            files: { world in
                var files = try stream(world)
                files["example/stream/App.class"]?.removeLast(40)
                return files
            }),
        JavaCase(
            name: "jar cut off", broken: "java-jar-damaged",
            files: { world in
                let jar = try JavaWorld.jar(world.only("example/stream/"))
                return try ["lib/app.jar": Array(jar.dropLast(40))].merging(world.coreInLib) { $1 }
            }),
        JavaCase(
            name: "web page as jar", broken: "java-jar-damaged",
            files: { try ["lib/app.jar": Array("<html>404</html>".utf8)].merging($0.coreInLib) { $1 } }),
    ]
}
