import Foundation
import Testing

/// The sample project of `docs/examples`, as a user builds it.
@Suite(.network, .tools("uv", "unzip", "bsdtar", "cc"), .python("3.10", "3.11"))
struct SampleProjectTests {
    @Test func buildsImportsAndDeploys() throws {
        let project = try TestProject(copying: "docs/examples/datahub-to-mysql")
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        let out = project.path + "/.fclayer/out"
        for zip in ["layers/data-deps", "layers/mysql-client", "functions/ingest", "functions/report"] {
            try Judge.accepts("\(out)/\(zip).zip")
            try FileManager.default.createDirectory(
                atPath: "\(project.path)/unpacked/\(zip)", withIntermediateDirectories: true)
            let unzip = try Program.run("unzip", ["-q", "\(out)/\(zip).zip", "-d", "\(project.path)/unpacked/\(zip)"])
            #expect(unzip.status == 0)
        }
        let python310 = try #require(Program.python("3.10"))
        let python311 = try #require(Program.python("3.11"))
        let layers = project.path + "/unpacked/layers"
        let modules = try Judge.imports(everythingIn: layers + "/data-deps/python", by: python310)
        #expect(Set(["pymysql", "datahub", "lz4", "cprotobuf", "crcmod", "atomic"]).isSubset(of: modules))
        let clients = try Judge.imports(everythingIn: layers + "/mysql-client/python", by: python311)
        #expect(Set(["pymysql", "lz4"]).isSubset(of: clients))

        let functions = project.path + "/unpacked/functions"
        let event = try Program.run(
            python310,
            [
                "-c", "import index, quotes, json; print(len(quotes.rows_of(json.load(open('event.json')))))",
            ], in: project.path + "/ingest",
            environment: ["PYTHONPATH": functions + "/ingest:" + layers + "/data-deps/python"])
        #expect(event.output == "2\n", "\(event.errors)")
        let ping = try Program.run(
            python311, ["-c", "import app; print(app.handler(b'{\"ping\": true}', None).decode())"],
            environment: ["PYTHONPATH": functions + "/report:" + layers + "/mysql-client/python"])
        #expect(ping.output.contains("\"pymysql\""), "\(ping.errors)")

        let manifest = try project.read(".fclayer/out/s.yaml")
        #expect(manifest.contains("PYTHONPATH: /code:/opt/python"))
        #expect(manifest.contains("code: ./functions/ingest.zip"))
        #expect(!project.files(in: "unpacked/functions/ingest").contains("event.json"), ".fcignore leaves it out")
        let validate = try Program.fclayer(["validate"], in: project.path)
        #expect(validate.status == 0, "\(validate.output)\(validate.errors)")
    }

    @Test func answersAtOnceWhenNothingChanged() throws {
        let project = try TestProject(copying: "docs/examples/datahub-to-mysql")
        let first = try Program.fclayer(["build"], in: project.path)
        try #require(first.status == 0, "\(first.errors)")
        // No PATH: a tool that were started would not be found. An empty store: nothing could be packed.
        let second = try Program.fclayer(
            ["build"], in: project.path, environment: ["PATH": "/nowhere", "FCLAYER_CACHE": project.path + "/none"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.output == first.output)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/none"))
    }
}
