import Foundation
import Testing

/// The Makefile of docs/make.md, run by make.
@Suite(.tools("make")) struct MakefileTests {
    private func project() throws -> TestProject {
        let project = try TestProject()
        let page = try String(contentsOfFile: Program.repository + "/docs/make.md", encoding: .utf8)
        let makefile = try #require(
            page.components(separatedBy: "```make\n").last?.components(separatedBy: "```").first)
        try project.write("Makefile", makefile)
        var manifest = "upload: { region: cn-hangzhou }\nfunctions:\n"
        for name in ["ingest", "report"] {
            manifest += "  \(name):\n    runtime: python3.10\n    handler: index.handler\n    code: ./code/\(name)\n"
            try project.write("code/\(name)/index.py", "def handler(event, context):\n    return '\(name)'\n")
            try project.write("code/\(name)/part/more.py", "x = 1\n")
        }
        try project.write("fclayer.yaml", manifest)
        try project.write("bin/fclayer", "#!/bin/sh\nexec '\(Program.fclayer)' \"$@\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.path + "/bin/fclayer")
        return project
    }

    /// The names of the functions that make built.
    private func make(_ project: TestProject) throws -> [String] {
        let path = project.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        let run = try Program.run(
            "make", ["-j2"], in: project.path,
            environment: ["PATH": path, "FCLAYER_CACHE": Program.store, "MAKEFLAGS": nil])
        try #require(run.status == 0, "\(run.errors)")
        let commands = run.output.split(separator: "\n").filter { $0.hasPrefix("fclayer build ") }
        return commands.map { String($0.split(separator: " ")[2]) }.sorted()
    }

    @Test func rebuildsExactlyWhatItShould() throws {
        let project = try project()
        #expect(try make(project) == ["ingest", "report"])
        #expect(try make(project) == [])
        let steps: [(String, [String], () throws -> Void)] = [
            ("an edit", ["ingest"], { try project.write("code/ingest/part/more.py", "x = 2\n") }),
            ("a new file", ["report"], { try project.write("code/report/part/new file.py", "x = 2\n") }),
            ("an odd name", ["report"], { try project.write("code/report/a#b$c.py", "x = 2\n") }),
            (
                "a file that goes", ["report"],
                { try FileManager.default.removeItem(atPath: project.path + "/code/report/part/new file.py") }
            ),
            (
                "a folder that goes", ["ingest"],
                { try FileManager.default.removeItem(atPath: project.path + "/code/ingest/part") }
            ),
            (
                "the manifest", ["ingest", "report"],
                { try project.write("fclayer.yaml", project.read("fclayer.yaml") + "\n") }
            ),
        ]
        for (what, built, change) in steps {
            try change()
            let zips = try ["ingest", "report"].map { try Data(contentsOf: project.zip($0)) }
            #expect(try make(project) == built, "\(what)")
            let now = try ["ingest", "report"].map { try Data(contentsOf: project.zip($0)) }
            if built.count == 1 {
                #expect(
                    (zips[0] != now[0]) == (built == ["ingest"]) && (zips[1] != now[1]) == (built == ["report"]),
                    "\(what)")
                #expect(try make(project) == [], "after \(what)")
            }
        }
    }

    @Test func equalZipKeepsItsTimes() throws {
        let project = try project()
        _ = try make(project)
        let before =
            try FileManager.default.attributesOfItem(atPath: project.zip("ingest").path)[.modificationDate] as? Date
        try project.write("code/ingest/index.py", project.read("code/ingest/index.py"))
        #expect(try make(project) == ["ingest"])
        let after =
            try FileManager.default.attributesOfItem(atPath: project.zip("ingest").path)[.modificationDate] as? Date
        #expect(before != nil && before == after)
    }

    @Test func failureIsAStatusAndLeavesTheLastZip() throws {
        let project = try project()
        _ = try make(project)
        let before = try Data(contentsOf: project.zip("ingest"))
        try project.write("code/ingest/index.py", "def nothing():\n    pass\n")
        let run = try Program.fclayer(["build", "ingest", "-q", "--zip", "dist/ingest.zip"], in: project.path)
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("entry-symbol-missing"))
        #expect(try Data(contentsOf: project.zip("ingest")) == before)
    }

    @Test func zipIsOfOnePackageAndItsPlaceMustBeThere() throws {
        let project = try project()
        let all = try Program.fclayer(["build", "--zip", "x.zip"], in: project.path)
        #expect(all.status == 2 && all.errors.contains("`ingest`, `report`"))
        let folder = try Program.fclayer(["build", "ingest", "--zip", "code"], in: project.path)
        #expect(folder.status == 3 && folder.errors.contains("`--zip`"))
        let smoke = try Program.fclayer(["build", "--smoke", "--depfile", "d"], in: project.path)
        #expect(smoke.status == 2)
    }
}

extension TestProject {
    fileprivate func zip(_ name: String) -> URL { URL(fileURLWithPath: path + "/dist/\(name).zip") }
}
