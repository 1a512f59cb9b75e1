import Foundation
import Testing

@testable import Compiling

/// What fclayer reads of project files by itself. What they mean is judged by Maven in the end-to-end tests.
struct MavenProjectTests {
    @Test func readsElementsTextAndLines() throws {
        let root = try #require(
            XMLElement.parse(
                Array(
                    """
                    <?xml version="1.0"?>
                    <!DOCTYPE project [ <!ENTITY secret SYSTEM "file:///etc/passwd"> ]>
                    <!-- <project> in a comment -->
                    <m:project xmlns:m="x">
                      <name> a &amp; b </name><empty/>
                      <description><![CDATA[<not> an element]]>&secret;</description>
                    </m:project>
                    """.utf8)))
        #expect(root.name == "project" && root.line == 4)
        #expect(root["name"]?.text == "a & b" && root["name"]?.line == 5)
        #expect(root["empty"]?.children.isEmpty == true)
        #expect(root["description"]?.text == "<not> an element&secret;", "entities of a file are not read")
    }

    @Test(arguments: [
        "", "text", "<", "<a", "<a>", "<a><b></a>", "<!--", "<![CDATA[", "<?", "<!DOCTYPE", "</a>", "<>",
        String(repeating: "<a>", count: 10_000),
    ])
    func endsOnWhatIsNoDocument(_ text: String) {
        // Any answer is right but a crash.
        _ = XMLElement.parse(Array(text.utf8))
    }

    private func folder(_ files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("maven-project-" + UUID().uuidString)
            .path
        for (name, text) in files {
            let file = URL(fileURLWithPath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: false, encoding: .utf8)
        }
        return folder
    }

    @Test func findsParentsAndNeededModules() throws {
        let parent = "<parent><groupId>g</groupId><artifactId>all</artifactId><version>1</version></parent>"
        let folder = try folder([
            "pom.xml":
                "<project><groupId>g</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging><modules><module>a</module><module>b</module><module>c</module></modules></project>",
            "a/pom.xml":
                "<project>\(parent)<artifactId>a</artifactId><dependencies><dependency><artifactId>b</artifactId></dependency></dependencies></project>",
            "b/pom.xml": "<project>\(parent)<artifactId>b</artifactId></project>",
            "c/pom.xml": "<project>\(parent)<artifactId>c</artifactId></project>",
            "b/src/main/java/B.java": "", "b/target/old.jar": "",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let project = try #require(MavenProject(file: folder + "/a/pom.xml"))
        #expect(project.top.path == folder + "/pom.xml")
        #expect(project.root == folder)
        #expect(project.siblings.map(\.artifact) == ["b"])
        #expect(
            Set(project.inputs)
                == Set(["/pom.xml", "/b/pom.xml", "/b/src", "/c/pom.xml"].map { folder + $0 }), "no `target`")
        #expect(project.pom.group == "g" && project.pom.version == "1")
    }

    @Test func circleOfParentsEnds() throws {
        let folder = try folder([
            "a/pom.xml":
                "<project><parent><artifactId>b</artifactId><relativePath>../b</relativePath></parent><artifactId>a</artifactId></project>",
            "b/pom.xml":
                "<project><parent><artifactId>a</artifactId><relativePath>../a</relativePath></parent><artifactId>b</artifactId><properties><x>${x}</x></properties></project>",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let project = try #require(MavenProject(file: folder + "/a/pom.xml"))
        #expect(project.others.map(\.artifact) == ["b"])
        #expect(project.pom.says("release") == false)
        #expect(project.pom.value("${y} ${x}").contains("$"))
    }
}
