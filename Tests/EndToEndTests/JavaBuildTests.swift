import Foundation
import Testing

/// Java functions and layers, built by the real Maven and Gradle from Debian's own repository of Maven. One test at a time: Maven
/// does not share its local repository well.
@Suite(
    .serialized, .enabled(if: JavaHome.isPossible, "needs Maven and Debian's Maven repository"),
    .timeLimit(.minutes(30)))
struct JavaBuildTests {
    @Test func putsClassesAtTheRootAndJarsIntoLib() throws {
        let java = try JavaProject.hello()
        try java.build()
        let jars = ["fc-java-core-1.4.1", "gson-2.10"].map { "lib/\($0).jar" }
        #expect(try java.names("functions/hello") == ["example/Hello.class"] + jars)
        let methods = try java.methods("functions/hello")
        #expect(jars.allSatisfy { methods[$0] == "stor" }, "\(methods)")
        #expect(try java.answer(code: "hello") == "\"a\\\"b\"")
        try Judge.accepts(java.path + "/.fclayer/out/functions/hello.zip")
        #expect(!FileManager.default.fileExists(atPath: java.path + "/hello/target"), "sources stay as they are")

        let document = try java.project.read(".fclayer/out/build.json")
        #expect(document.contains("\"com.google.code.gson:gson\""))
        #expect(document.contains("\"Licence of fc-java-core\""))
        let gson = try Program.run("sha256sum", [JavaHome.repository + "/com/google/code/gson/gson/2.10/gson-2.10.jar"])
        #expect(document.contains(String(gson.output.prefix(64))))
        let validate = try java.fclayer(["validate", "--strict"])
        #expect(validate.status == 0, "\(validate.output)\(validate.errors)")
    }

    @Test func startsNoToolWhereNothingChanged() throws {
        let java = try JavaProject.hello()
        // The real Maven behind a script that counts its calls.
        let maven = try #require(Program.find("mvn"))
        try java.project.write("bin/mvn", "#!/bin/sh\necho called >> '\(java.path)/calls'\nexec '\(maven)' \"$@\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: java.path + "/bin/mvn")
        let path = java.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        func build() throws -> Int {
            let run = try java.fclayer(["build"], environment: ["PATH": path])
            try #require(run.status == 0, "\(run.output)\(run.errors)")
            return try java.project.read("calls").split(separator: "\n").count
        }
        #expect(try build() == 1)
        #expect(try build() == 1)
        try java.project.write(
            "fclayer.yaml", "# A comment\n" + (try java.project.read("fclayer.yaml")))
        #expect(try build() == 1, "only the manifest changed, and only its lines")
        // Maven of a user who builds by hand.
        try java.project.write("hello/target/classes/example/Hello.class", "old")
        #expect(try build() == 1, "`target` is no source")
        try java.handler("hello", answer: "\"2\"")
        #expect(try build() == 2)
        #expect(try java.answer(code: "hello") == "2")
    }

    @Test func parentAboveAndModulesBesideAreUsed() throws {
        func make(_ name: String) throws -> JavaProject {
            let java = try JavaProject(named: name)
            try java.project.write(
                "fclayer.yaml",
                "functions:\n  hello: {runtime: java11, handler: \"example.Hello::handleRequest\", code: ./functions/hello, dependencies: layer}\n"
            )
            try java.pom(
                ".", "all",
                "<packaging>pom</packaging><properties><gson.version>2.10</gson.version><maven.compiler.release>11</maven.compiler.release></properties><modules><module>shared</module><module>functions/hello</module><module>unused</module></modules>"
            )
            func module(_ folder: String, _ name: String, _ dependencies: String) throws {
                let up = folder.split(separator: "/").map { _ in "../" }.joined()
                try java.project.write(
                    folder + "/pom.xml",
                    "<project><modelVersion>4.0.0</modelVersion><parent><groupId>example</groupId><artifactId>all</artifactId><version>1.0</version><relativePath>\(up)pom.xml</relativePath></parent><artifactId>\(name)</artifactId><dependencies>\(dependencies)</dependencies></project>"
                )
            }
            try module("shared", "shared", JavaProject.dependency("com.google.code.gson", "gson", "${gson.version}"))
            try java.project.write(
                "shared/src/main/java/shared/Json.java",
                "package shared;\npublic class Json { public static String of(Object o) { return new com.google.gson.Gson().toJson(o); } }\n"
            )
            try module(
                "functions/hello", "hello", JavaProject.dependency("example", "shared", "1.0") + JavaProject.core)
            try java.handler("functions/hello", answer: "shared.Json.of(input)")
            // A module that does not compile and that nobody needs.
            try module("unused", "unused", "")
            try java.project.write("unused/src/main/java/Broken.java", "broken")
            return java
        }
        let java = try make("one")
        try java.build()
        #expect(try java.names("functions/hello") == ["example/Hello.class"])
        #expect(
            try java.names("layers/hello-deps")
                == ["fc-java-core-1.4.1", "gson-2.10", "shared-1.0"].map { "java/lib/\($0).jar" })
        #expect(try java.answer(code: "hello", layers: ["hello-deps"]) == "\"a\\\"b\"")

        // The same bytes from another folder at another time, also of the jar that the build made.
        let other = try make("another folder")
        let run = try other.fclayer(
            ["build"], environment: ["TZ": "Asia/Shanghai", "LC_ALL": "C", "SOURCE_DATE_EPOCH": nil])
        try #require(run.status == 0, "\(run.errors)")
        for zip in [".fclayer/out/functions/hello.zip", ".fclayer/out/layers/hello-deps.zip"] {
            #expect(try java.bytes(zip) == other.bytes(zip), "\(zip)")
        }
    }

    @Test func fatJarIsTakenAsItIs() throws {
        let java = try JavaProject.hello()
        let shade =
            "<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-shade-plugin</artifactId><version>3.4.1</version><executions><execution><phase>package</phase><goals><goal>shade</goal></goals></execution></executions></plugin></plugins></build>"
        try java.pom("hello", "hello", dependencies: [JavaProject.core, JavaProject.gson], shade)
        try java.project.write(
            "fclayer.yaml",
            """
            functions:
              hello: {runtime: java8, handler: "example.Hello::handleRequest", code: ./hello}
              server: {runtime: custom.debian12, code: ./hello, java: maven, command: [java, -jar, /code/hello-1.0.jar]}
            """)
        try java.build()
        #expect(try java.names("functions/hello") == ["lib/hello-1.0.jar"])
        #expect(try java.methods("functions/hello")["lib/hello-1.0.jar"] == "stor")
        #expect(try java.names("functions/server") == ["hello-1.0.jar"])
        #expect(try java.answer(code: "hello") == "\"a\\\"b\"")
        #expect(try java.answer(code: "server") == "\"a\\\"b\"")
    }

    @Test func layerHoldsJarsOfProjectFile() throws {
        let java = try JavaProject.hello(", layers: [commons], dependencies: layer")
        try java.pom("hello", "hello", dependencies: [JavaProject.core])
        try java.handler("hello", answer: "input")
        try java.project.write("layers/commons/layer.yaml", "runtimes: [java8]\njava: pom.xml\n")
        try java.pom(
            "layers/commons", "commons",
            dependencies: [JavaProject.dependency("org.apache.commons", "commons-lang3", "3.12.0")],
            "<packaging>pom</packaging>")
        try java.build()
        #expect(try java.names("layers/commons") == ["java/lib/commons-lang3-3.12.0.jar"])
        #expect(try java.names("layers/hello-deps") == ["java/lib/fc-java-core-1.4.1.jar"])
        #expect(try java.answer(code: "hello", layers: ["hello-deps", "commons"], input: "x") == "x")
    }

    @Test func jarsOfOneNameAreBothKept() throws {
        let java = try JavaProject.hello()
        try java.home.install(
            "first.group", "same", "1.0", ["One": "public class One { public String toString() { return \"1\"; } }"])
        try java.home.install(
            "other.group", "same", "1.0", ["Two": "public class Two { public String toString() { return \"2\"; } }"])
        try java.pom(
            "hello", "hello",
            dependencies: [
                JavaProject.core, JavaProject.dependency("first.group", "same", "1.0"),
                JavaProject.dependency("other.group", "same", "1.0"),
            ])
        try java.handler("hello", answer: "new first.group.One() + \"\" + new other.group.Two()")
        try java.build()
        #expect(
            try java.names("functions/hello").suffix(2)
                == ["lib/first.group.same-1.0.jar", "lib/other.group.same-1.0.jar"])
        #expect(try java.answer(code: "hello") == "12")
    }

    @Test(.tools("python3")) func hostileJarIsNotUnpacked() throws {
        let java = try JavaProject.hello()
        try java.home.install("hostile.group", "hostile", "1.0", ["One": "public class One { }"])
        let jar = java.home.place("hostile.group", "hostile", "1.0") + "/hostile-1.0.jar"
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "a") as jar:
                for name in ["../../escaped.txt", "/escaped.txt", "hostile/group/ONE.class", "META-INF/LICENSE", "META-INF/license/a"]:
                    jar.writestr(name, "x")
            """
        #expect(try Program.run("python3", ["-c", script, jar]).status == 0)
        // The compiler does not open such a jar; at run time nothing unpacks it.
        let hostile = JavaProject.dependency("hostile.group", "hostile", "1.0")
            .replacingOccurrences(of: "</dependency>", with: "<scope>runtime</scope></dependency>")
        try java.pom("hello", "hello", dependencies: [JavaProject.core, JavaProject.gson, hostile])
        try java.build()
        #expect(try java.bytes(".fclayer/out/functions/hello.zip").count > 1000)
        #expect(try java.names("functions/hello").last == "lib/hostile-1.0.jar")
        #expect(!java.project.files(in: ".").contains { $0.hasSuffix("escaped.txt") })
    }
}
