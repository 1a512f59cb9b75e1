import BuildModel
import Foundation
import Testing

@testable import Compiling

/// What can be told of .NET projects without its SDK.
struct DotNetTests {
    @Test func findsProjectsThatItRefersToAndFilesAbove() throws {
        let folder = try TestFolder()
        try folder.write(
            "src/app/App.csproj",
            "<Project><ItemGroup><ProjectReference Include=\"..\\lib\\Lib.csproj\" />\n<ProjectReference Include=\"$(X)/y.csproj\"/></ItemGroup></Project>"
        )
        try folder.write(
            "src/lib/Lib.csproj",
            "<Project><ProjectReference Condition=\"x\" Include=\"../deep/D.csproj\"></ProjectReference></Project>")
        try folder.write("src/deep/D.csproj", "<Project><ProjectReference Include=\"../lib/Lib.csproj\"/></Project>")
        let root = folder.path
        let project = DotNetProject(root + "/src/app/App.csproj", folder: root + "/src/app", root: root)
        #expect(project.projects.count == 3)
        for input in ["/src/lib", "/src/deep", "/src/global.json", "/Directory.Build.props"] {
            #expect(project.inputs.contains(root + input), "\(input)")
        }
        #expect(!project.inputs.contains { $0.hasPrefix(root + "/src/app") })
    }

    @Test(.enabled(if: Judge.find("mcs") != nil, "needs mcs"))
    func complaintsOfTheCompilerBecomeFindings() throws {
        let folder = try TestFolder()
        try folder.write("Program.cs", "class Program {\n    static void Main() { nothing(); }\n}\n")
        let said = try Judge.run("mcs", [folder.path + "/Program.cs"]).output
        let text = said.replacingOccurrences(of: folder.path + "/", with: "")
        let findings = DotNetMessages.findings(in: text + text) { place in
            place == "Program.cs:2:26:" ? .init(file: "code/Program.cs", line: 2, column: 26) : nil
        }
        #expect(findings.count == 1)
        #expect(findings.first?.location.line == 2, "\(text)")
        #expect(findings.first?.message.hasPrefix("CS0103: ") == true)
    }
}
