import Foundation
import Testing

/// What Java builds of the tests share: a home with settings of Maven that take everything from Debian's own repository, and
/// `fc-java-core` in its local repository. That library is in none of Debian's packages: the tests compile interfaces of the
/// same names.
final class JavaHome: Sendable {
    static let repository = "/usr/share/maven-repo"

    /// The plugins and libraries that the tests use are there.
    static let isPossible: Bool = {
        let plugins = ["dependency", "compiler", "resources", "jar", "shade", "surefire"].map {
            "org/apache/maven/plugins/maven-\($0)-plugin"
        }
        let libraries = ["com/google/code/gson/gson/2.10", "org/apache/commons/commons-lang3/3.12.0"]
        return (plugins + libraries).allSatisfy { FileManager.default.fileExists(atPath: "\(repository)/\($0)") }
            && ["mvn", "javac", "jar", "unzip"].allSatisfy { Program.find($0) != nil }
    }()

    static let shared = Result { try JavaHome() }

    let path: String

    private init() throws {
        path = NSTemporaryDirectory() + "/fclayer-java-" + UUID().uuidString
        let files = FileManager.default
        try files.createDirectory(atPath: path + "/.m2", withIntermediateDirectories: true)
        try """
        <settings><mirrors><mirror><id>debian</id><mirrorOf>*</mirrorOf><url>file://\(Self.repository)</url></mirror></mirrors></settings>
        """.write(toFile: path + "/.m2/settings.xml", atomically: false, encoding: .utf8)
        try install(
            "com.aliyun.fc.runtime", "fc-java-core", "1.4.1",
            [
                "Context": "public interface Context { String getRequestId(); }",
                "PojoRequestHandler":
                    "public interface PojoRequestHandler<I, O> { O handleRequest(I input, Context context); }",
                "StreamRequestHandler":
                    "public interface StreamRequestHandler { void handleRequest(java.io.InputStream in, java.io.OutputStream out, Context c) throws java.io.IOException; }",
            ])
    }

    /// Variables for `fclayer`: Java asks the system for the home of a user, not `HOME`. A JVM of one run needs no second compiler.
    var environment: [String: String?] {
        let options = "-Duser.home=\(path) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        return [
            "HOME": path, "MAVEN_OPTS": options, "MAVEN_ARGS": nil, "GRADLE_OPTS": options,
            "GRADLE_USER_HOME": path + "/.gradle", "JAVA_TOOL_OPTIONS": nil, "JAVA_HOME": nil,
        ]
    }

    /// Compiles classes of a package named as the group and puts their jar into the local repository.
    func install(
        _ group: String, _ artifact: String, _ version: String, _ classes: [String: String]
    ) throws {
        let work = path + "/work-" + UUID().uuidString
        let package = work + "/" + group.replacingOccurrences(of: ".", with: "/")
        try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
        for (name, source) in classes {
            try "package \(group);\n\(source)\n".write(
                toFile: "\(package)/\(name).java", atomically: false, encoding: .utf8)
        }
        let sources = classes.keys.sorted().map { "\(package)/\($0).java" }
        let compile = try Program.run(
            "javac", ["--release", "8", "-Xlint:-options", "-d", work + "/classes"] + sources)
        try #require(compile.status == 0, "\(compile.errors)")
        let folder = place(group, artifact, version)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let jar = try Program.run(
            "jar", ["--create", "--file", "\(folder)/\(artifact)-\(version).jar", "-C", work + "/classes", "."])
        try #require(jar.status == 0, "\(jar.errors)")
        try """
        <project><modelVersion>4.0.0</modelVersion><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version>
        <licenses><license><name>Licence of \(artifact)</name></license></licenses></project>
        """.write(toFile: "\(folder)/\(artifact)-\(version).pom", atomically: false, encoding: .utf8)
        try FileManager.default.removeItem(atPath: work)
    }

    /// The folder of an artifact in the local repository.
    func place(_ group: String, _ artifact: String, _ version: String) -> String {
        "\(path)/.m2/repository/\(group.replacingOccurrences(of: ".", with: "/"))/\(artifact)/\(version)"
    }
}

/// A project with Java functions, built with the shared home.
final class JavaProject {
    let project: TestProject
    let home: JavaHome

    init(copying source: String? = nil, named name: String = "project") throws {
        project = try TestProject(copying: source, named: name)
        home = try JavaHome.shared.get()
    }

    var path: String { project.path }

    func fclayer(_ arguments: [String], environment: [String: String?] = [:]) throws -> Program.Run {
        try Program.fclayer(arguments, in: path, environment: home.environment.merging(environment) { $1 })
    }

    /// Builds; the run must succeed.
    func build(_ arguments: [String] = []) throws {
        let run = try fclayer(["build"] + arguments)
        try #require(run.status == 0, "\(run.output)\(run.errors)")
    }

    static let core = dependency("com.aliyun.fc.runtime", "fc-java-core", "1.4.1")
    static let gson = dependency("com.google.code.gson", "gson", "2.10")

    static func dependency(_ group: String, _ artifact: String, _ version: String) -> String {
        "<dependency><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version></dependency>"
    }

    /// Writes a project file.
    func pom(_ folder: String, _ artifact: String, dependencies: [String] = [], _ more: String = "") throws {
        try project.write(
            folder + "/pom.xml",
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>example</groupId>
              <artifactId>\(artifact)</artifactId>
              <version>1.0</version>
              <dependencies>\(dependencies.joined(separator: "\n"))</dependencies>
              \(more)
            </project>
            """)
    }

    /// Writes a handler that answers with `answer`, an expression over the text `input`.
    func handler(_ folder: String, answer: String = "new com.google.gson.Gson().toJson(input)") throws {
        try project.write(
            folder + "/src/main/java/example/Hello.java",
            """
            package example;

            import com.aliyun.fc.runtime.Context;
            import com.aliyun.fc.runtime.PojoRequestHandler;

            public class Hello implements PojoRequestHandler<String, String> {
                public String handleRequest(String input, Context context) {
                    return \(answer);
                }
            }
            """)
    }

    /// A project with one function.
    static func hello(_ options: String = "", runtime: String = "java8", named name: String = "project") throws
        -> JavaProject
    {
        let java = try JavaProject(named: name)
        try java.project.write(
            "fclayer.yaml",
            "functions:\n  hello: {runtime: \(runtime), handler: \"example.Hello::handleRequest\", code: ./hello\(options)}\n"
        )
        try java.pom("hello", "hello", dependencies: [JavaProject.core, JavaProject.gson])
        try java.handler("hello")
        return java
    }

    /// The names in a built zip.
    func names(_ zip: String) throws -> [String] {
        let run = try Program.run("unzip", ["-Z1", "\(path)/.fclayer/out/\(zip).zip"])
        return run.output.split(separator: "\n").map(String.init)
    }

    /// How the entries of a built zip are kept: `stor` or `defN` by name.
    func methods(_ zip: String) throws -> [String: String] {
        let run = try Program.run("unzip", ["-Z", "\(path)/.fclayer/out/\(zip).zip"])
        var methods: [String: String] = [:]
        for line in run.output.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 9 { methods[String(parts[8])] = String(parts[5]) }
        }
        return methods
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }

    /// What the handler answers when `java` loads it from unpacked packages, on the class path that the platform has.
    func answer(code: String, layers: [String] = [], input: String = "a\"b") throws -> String {
        func unpacked(_ zip: String) throws -> String {
            let folder = "\(path)/unpacked/\(zip)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let unzip = try Program.run("unzip", ["-oq", "\(path)/.fclayer/out/\(zip).zip", "-d", folder])
            try #require(unzip.status == 0, "\(unzip.errors)")
            return folder
        }
        let root = try unpacked("functions/" + code)
        var classPath = [root, root + "/*", root + "/lib/*"]
        for layer in layers { classPath.append(try unpacked("layers/" + layer) + "/java/lib/*") }
        try project.write(
            "caller/Caller.java",
            """
            public class Caller {
                public static void main(String[] arguments) throws Exception {
                    Class<?> type = Class.forName("example.Hello");
                    Object handler = type.getDeclaredConstructor().newInstance();
                    Class<?> context = Class.forName("com.aliyun.fc.runtime.Context");
                    Object answer = type.getMethod("handleRequest", String.class, context).invoke(handler, arguments[0], null);
                    System.out.print(answer);
                }
            }
            """)
        let run = try Program.run(
            "java", ["-cp", classPath.joined(separator: ":"), path + "/caller/Caller.java", input])
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }
}
