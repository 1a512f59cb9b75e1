import Foundation
import Testing

/// The store from the command line: by many at once, damaged, read-only, killed. Local wheels, no network.
@Suite(.tools("python3", "uv")) struct StoreTests {
    /// A project with a layer of a local wheel, locked, and a store of its own.
    private func project() throws -> (TestProject, store: String) {
        let project = try TestProject.withLayer()
        let store = project.path + "-store"
        #expect(try Program.fclayer(["build"], in: project.path, environment: ["FCLAYER_CACHE": store]).status == 0)
        return (project, store)
    }

    private func copy(_ project: TestProject, _ number: Int) throws -> String {
        let copy = project.path + "-\(number)"
        try FileManager.default.copyItem(atPath: project.path, toPath: copy)
        try FileManager.default.removeItem(atPath: copy + "/.fclayer")
        return copy
    }

    private static let zips = ["layers/deps.zip", "functions/hello.zip"]

    private func contents(_ project: String) -> [Data?] {
        Self.zips.map { FileManager.default.contents(atPath: project + "/.fclayer/out/" + $0) }
    }

    @Test func twentyBuildsInTwentyProjectsShareAStore() throws {
        let (project, _) = try project()
        let store = project.path + "-fresh"
        let copies = try (1...20).map { try copy(project, $0) }
        let builds = try copies.map {
            try Program.start(Program.fclayer, ["build"], in: $0, environment: ["FCLAYER_CACHE": store])
        }
        // Somebody makes room meanwhile, again and again.
        for _ in 1...10 {
            let run = try Program.fclayer(
                ["cache", "prune", "--max-size", "0"], in: project.path, environment: ["FCLAYER_CACHE": store])
            #expect(run.status == 0, "\(run.errors)")
        }
        for build in builds {
            let run = build.finish()
            #expect(run.status == 0, "\(run.errors)")
        }
        let wanted = contents(project.path)
        #expect(!wanted.contains(nil))
        for copy in copies { #expect(contents(copy) == wanted) }
        let check = try Program.fclayer(["cache", "verify"], in: project.path, environment: ["FCLAYER_CACHE": store])
        #expect(check.status == 0 && !check.output.contains("damaged"), "\(check.output)\(check.errors)")
    }

    @Test func killedBuildsLeaveAStoreThatWorks() throws {
        let (project, _) = try project()
        let store = project.path + "-killed"
        let environment = ["FCLAYER_CACHE": store]
        let wanted = contents(project.path)
        for number in 1...20 {
            let copy = try copy(project, number)
            let build = try Program.start(Program.fclayer, ["build"], in: copy, environment: environment)
            usleep(UInt32(number) * 5000)
            kill(build.process.processIdentifier, SIGKILL)
            _ = build.finish()
            let again = try Program.fclayer(["build"], in: copy, environment: environment)
            #expect(again.status == 0, "\(again.errors)")
            #expect(contents(copy) == wanted)
            try FileManager.default.removeItem(atPath: copy)
        }
        #expect(
            try Program.fclayer(["cache", "prune", "--max-size", "1G"], in: project.path, environment: environment)
                .status == 0)
        for name in ["scratch-v1", "holds-v1"] {
            #expect((try? FileManager.default.contentsOfDirectory(atPath: store + "/" + name)) ?? [] == [])
        }
        let check = try Program.fclayer(["cache", "verify"], in: project.path, environment: environment)
        #expect(check.status == 0 && !check.output.contains("damaged"))
    }

    @Test func aBuildHealsADamagedStore() throws {
        let (project, store) = try project()
        let wanted = contents(project.path)
        let blobs = try FileManager.default.subpathsOfDirectory(atPath: store + "/blobs-v1").filter { $0.count > 60 }
        #expect(!blobs.isEmpty)
        for blob in blobs {
            let path = store + "/blobs-v1/" + blob
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.truncate(atOffset: try file.seekToEnd() / 2)
            try file.close()
        }
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        let run = try Program.fclayer(["build"], in: project.path, environment: ["FCLAYER_CACHE": store])
        #expect(run.status == 0, "\(run.errors)")
        #expect(contents(project.path) == wanted)
    }

    @Test func showsWhatLiesInTheStore() throws {
        let (project, store) = try project()
        let environment = ["FCLAYER_CACHE": store]
        let text = try Program.fclayer(["cache", "stats"], in: project.path, environment: environment)
        #expect(text.status == 0 && text.output.contains("blobs") && text.output.contains("within the hour"))
        let json = try Program.fclayer(
            ["cache", "stats", "--format", "json"], in: project.path, environment: environment)
        struct Report: Decodable {
            struct Row: Decodable {
                var kind: String
                var count: Int
                var bytes: Int
            }
            var store: String
            var bytes: Int
            var kinds: [Row]
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
        #expect(report.store == store && report.kinds.map(\.bytes).reduce(0, +) == report.bytes)
        #expect(report.kinds.first { $0.kind == "blobs" }?.count == 1)
    }

    @Test(arguments: ["5X", "-1", "lots", ""]) func refusesASizeThatIsNone(size: String) throws {
        let run = try Program.fclayer(["cache", "prune", "--max-size", size], in: "/tmp")
        #expect(run.status == 2)
    }
}
