import Foundation
import Testing

/// .NET from manifest to zip: projects where `dotnet` is missing, and folders that somebody has published. No SDK takes part:
/// assemblies are made by Mono's compiler.
@Suite(.tools("mcs", "unzip"), .timeLimit(.minutes(10)))
struct DotNetTests {
    private static let source = """
        using System.IO;
        namespace Hello { public class App { public Stream HandleRequest(Stream input) { return input; } } }

        """

    private func project(handler: String = "Hello::Hello.App::HandleRequest", code: String) throws -> TestProject {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  hello:\n    runtime: dotnetcore3.1\n    handler: \(handler)\n"
                + "    code: \(code)\n")
        try project.write("app/App.cs", Self.source)
        return project
    }

    private func publish(_ project: TestProject) throws {
        try project.write(
            "out/Hello.runtimeconfig.json",
            #"{"runtimeOptions":{"tfm":"netcoreapp3.1","framework":{"name":"Microsoft.NETCore.App","version":"3.1.0"}}}"#
        )
        try project.write(
            "out/Hello.deps.json",
            """
            {"runtimeTarget":{"name":".NETCoreApp,Version=v3.1/linux-x64"},"targets":{".NETCoreApp,Version=v3.1/linux-x64":
            {"Hello/1.0.0":{"runtime":{"Hello.dll":{}}}}},"libraries":{"Hello/1.0.0":{"type":"project"}}}
            """)
        let made = try Program.run("mcs", ["-target:library", "-out:out/Hello.dll", "app/App.cs"], in: project.path)
        try #require(made.status == 0, "\(made.output)\(made.errors)")
    }

    @Test func projectWithoutDotnetSaysWhatToRunElsewhere() throws {
        let project = try project(code: "./app")
        try project.write("app/Hello.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>")
        let run = try Program.fclayer(["build"], in: project.path, environment: ["PATH": "/nonexistent"])
        #expect(run.status == 3)
        #expect(run.errors.contains("fclayer.yaml:6:11: error[build-tool-missing]: `dotnet` is not installed"))
        #expect(run.errors.contains("`dotnet publish Hello.csproj -c Release -r linux-x64 --self-contained false"))
        #expect(run.errors.contains("-o out` elsewhere and write `code: out`"))
        let plan = try Program.fclayer(["plan"], in: project.path)
        #expect(plan.output.contains("runs: dotnet publish Hello.csproj"))
    }

    @Test func publishedFolderIsPackedAndChecked() throws {
        let project = try project(code: "./out")
        try publish(project)
        let run = try Program.fclayer(["build"], in: project.path, environment: ["PATH": "/nonexistent"])
        #expect(run.status == 0, "\(run.errors)")
        let list = try Program.run("unzip", ["-Z1", project.path + "/.fclayer/out/functions/hello.zip"])
        #expect(list.output == "Hello.deps.json\nHello.dll\nHello.runtimeconfig.json\n")
    }

    @Test func wrongHandlerOfAPublishedFolderIsToldWithTheNearestName() throws {
        let project = try project(handler: "Hello::Hello.App::HandleReqest", code: "./out")
        try publish(project)
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 1)
        #expect(
            run.errors.contains("error[entry-symbol-missing]") && run.errors.contains("HandleRequest`?"),
            "\(run.errors)")
    }
}
