import Foundation
import Testing

extension JavaBuildTests {
    /// The same with Gradle.
    @Suite(.tools("gradle")) struct Gradle {
        private func project(named name: String = "project", answer: String = "shared.Json.of(input)") throws
            -> JavaProject
        {
            let java = try JavaProject(named: name)
            try java.project.write(
                "fclayer.yaml",
                "functions:\n  hello: {runtime: java8, handler: \"example.Hello::handleRequest\", code: ./hello}\n")
            try java.project.write("settings.gradle", "include 'hello', 'shared'\n")
            try java.project.write(
                "build.gradle",
                """
                subprojects {
                    apply plugin: 'java'
                    group = 'example'
                    version = '1.0'
                    sourceCompatibility = 8
                    targetCompatibility = 8
                    repositories {
                        maven { url 'file://\(java.home.path)/.m2/repository' }
                        maven { url 'file://\(JavaHome.repository)' }
                    }
                }
                """)
            try java.project.write(
                "hello/build.gradle",
                "dependencies {\n    implementation project(':shared')\n    implementation 'com.aliyun.fc.runtime:fc-java-core:1.4.1'\n}\n"
            )
            try java.project.write(
                "shared/build.gradle", "dependencies {\n    implementation 'com.google.code.gson:gson:2.10'\n}\n")
            try java.project.write(
                "shared/src/main/java/shared/Json.java",
                "package shared;\npublic class Json { public static String of(Object o) { return new com.google.gson.Gson().toJson(o); } }\n"
            )
            try java.handler("hello", answer: answer)
            return java
        }

        @Test func putsClassesAtTheRootAndJarsIntoLib() throws {
            let java = try project()
            // Another Gradle may not know this Java, which is not what is tested here.
            try java.build()
            let jars = ["fc-java-core-1.4.1", "gson-2.10", "shared-1.0"].map { "lib/\($0).jar" }
            #expect(try java.names("functions/hello") == ["example/Hello.class"] + jars)
            #expect(try java.answer(code: "hello") == "\"a\\\"b\"")
            #expect(!FileManager.default.fileExists(atPath: java.path + "/build"), "sources stay as they are")
            #expect(!FileManager.default.fileExists(atPath: java.path + "/.gradle"))
            let other = try project(named: "another folder")
            try other.build()
            #expect(
                try java.bytes(".fclayer/out/functions/hello.zip") == other.bytes(".fclayer/out/functions/hello.zip"))
        }

        @Test func errorsOfTheCompilerStandAtTheirLines() throws {
            let java = try project(answer: "missing(input)")
            let run = try java.fclayer(["build"])
            #expect(run.status == 1)
            #expect(
                run.errors.contains(
                    "hello/src/main/java/example/Hello.java:8: error[build-failed]: cannot find symbol"),
                "\(run.errors)")
        }
    }
}
