import Foundation
import Testing

extension JavaBuildTests {
    /// What is told when a Java project cannot be built.
    @Suite struct Failures {
        /// Builds what must fail; what was said.
        private func failure(
            _ java: JavaProject, _ status: Int32 = 1, _ arguments: [String] = [], environment: [String: String?] = [:]
        ) throws -> String {
            let run = try java.fclayer(["build"] + arguments, environment: environment)
            #expect(run.status == status, "\(run.output)\(run.errors)")
            return run.errors
        }

        @Test func errorsOfTheCompilerStandAtTheirLines() throws {
            let java = try JavaProject.hello()
            try java.handler("hello", answer: "\n            missing(input)")
            let said = try failure(java)
            #expect(
                said.contains("hello/src/main/java/example/Hello.java:9:13: error[build-failed]: cannot find symbol"),
                "\(said)")
            #expect(said.contains("symbol: method missing"))
            #expect(!said.contains("work/scratch"), "\(said)")
        }

        @Test func dependencyThatIsNowhereIsMavensMessage() throws {
            let java = try JavaProject.hello()
            try java.pom("hello", "hello", dependencies: [JavaProject.dependency("no.such", "library", "9.9")])
            let said = try failure(java)
            #expect(said.contains("hello/pom.xml: error[build-failed]"), "\(said)")
            #expect(said.contains("no.such:library:jar:9.9"), "\(said)")
        }

        @Test func offlineSaysHowToGetWhatIsMissing() throws {
            let java = try JavaProject.hello()
            let said = try failure(
                java, 1, ["--offline"],
                environment: ["MAVEN_OPTS": "-Duser.home=\(java.path)/empty", "HOME": java.path + "/empty"])
            #expect(said.contains("build-failed"), "\(said)")
            #expect(said.contains("without `--offline`"), "\(said)")
        }

        @Test func malformedProjectFileIsNamedWithItsLine() throws {
            let java = try JavaProject.hello()
            try java.pom("hello", "hello", "<nonsense/>")
            let said = try failure(java)
            #expect(said.contains("hello/pom.xml:7:"), "\(said)")
            #expect(said.contains("nonsense"), "\(said)")
            try java.project.write("hello/pom.xml", "no XML at all")
            #expect(try failure(java).contains("hello/pom.xml: error[java-project-unreadable]"))
        }

        @Test func missingMavenIsTheMachinesTurn() throws {
            let java = try JavaProject.hello()
            let said = try failure(java, 3, environment: ["PATH": "/nowhere"])
            #expect(said.contains("error[build-tool-missing]: `mvn` is not installed or not on PATH"), "\(said)")
        }

        @Test func keyWithoutProjectNamesWhereOneIs() throws {
            let java = try JavaProject.hello()
            try java.project.write(
                "fclayer.yaml",
                "functions:\n  hello: {runtime: java8, handler: \"example.Hello::handleRequest\", code: ., java: mavne}\n"
            )
            let said = try failure(java, 2)
            #expect(said.contains("did you mean `maven`?"), "\(said)")
            #expect(said.contains("write `code: hello`: there is one"), "\(said)")
        }

        @Test func listOfModulesIsNoCode() throws {
            let java = try JavaProject.hello()
            try java.pom("hello", "hello", "<packaging>pom</packaging><modules><module>a</module></modules>")
            try java.pom("hello/a", "a")
            let said = try failure(java)
            #expect(said.contains("for example `code: hello/a`"), "\(said)")
        }

        @Test func lockedRefusesVersionsThatAreNotFixed() throws {
            let java = try JavaProject.hello()
            try java.pom(
                "hello", "hello", dependencies: [JavaProject.dependency("com.google.code.gson", "gson", "[2.8,3.0)")])
            let said = try failure(java, 1, ["--locked"])
            #expect(said.contains("hello/pom.xml:6: error[java-version-open]"), "\(said)")
            #expect(said.contains("`com.google.code.gson:gson`"), "\(said)")
        }

        @Test func newerJavaNamesThePropertyAsTheWayOut() throws {
            let java = try JavaProject.hello(runtime: "java11")
            try java.pom(
                "hello", "hello", dependencies: [JavaProject.core, JavaProject.gson],
                "<properties><maven.compiler.release>17</maven.compiler.release></properties>")
            let said = try failure(java)
            #expect(said.contains("error[java-class-version]"), "\(said)")
            #expect(said.contains("<maven.compiler.release>11</maven.compiler.release>"), "\(said)")
        }

        @Test func failedBuildLeavesTheLastResults() throws {
            let java = try JavaProject.hello()
            try java.handler("hello", answer: "input")
            try java.build()
            let before = try java.bytes(".fclayer/out/functions/hello.zip")
            try java.handler("hello", answer: "1")
            #expect(try failure(java).contains("incompatible types"))
            #expect(try java.bytes(".fclayer/out/functions/hello.zip") == before)
        }
    }

    /// Folders that are packed as they are.
    @Suite struct ReadyFolders {
        @Test func folderWithBuiltClassesIsNotBuilt() throws {
            let java = try JavaProject.hello()
            try java.handler("hello", answer: "input")
            let core = java.home.place("com.aliyun.fc.runtime", "fc-java-core", "1.4.1") + "/fc-java-core-1.4.1.jar"
            let source = java.path + "/hello/src/main/java/example/Hello.java"
            let javac = try Program.run(
                "javac", ["--release", "8", "-Xlint:-options", "-cp", core, "-d", java.path + "/hello", source])
            try #require(javac.status == 0, "\(javac.errors)")
            try FileManager.default.createDirectory(atPath: java.path + "/hello/lib", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: core, toPath: java.path + "/hello/lib/core.jar")
            let run = try java.fclayer(["build"], environment: ["PATH": "/nowhere"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try java.names("functions/hello").contains("pom.xml"))
        }

        @Test func dependenciesNoneLeavesTheFolderAlone() throws {
            let java = try JavaProject.hello(", dependencies: none")
            let run = try java.fclayer(["plan"])
            #expect(run.status == 0 && !run.output.contains("maven"), "\(run.output)\(run.errors)")
        }
    }
}
