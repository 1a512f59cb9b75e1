#if os(Linux)
    import Foundation
    import TestSupport
    import Testing

    /// Stores and disks that do not take what they are given: one clear message, status 3, and nothing lost. No network.
    @Suite(.tools("python3", "uv")) struct StoreTroubleTests {
        /// A built project with a layer of a local wheel of some size, and its store.
        private func project() throws -> (TestProject, store: String) {
            var digits = SystemRandomNumberGenerator()
            let noise = (0..<10_000).map { _ in String(digits.next(), radix: 36) }.joined()
            let project = try TestProject.withLayer(source: "x = '\(noise)'\n")
            let store = project.path + "-store"
            let built = try Program.fclayer(["build"], in: project.path, environment: ["FCLAYER_CACHE": store])
            #expect(built.status == 0, "\(built.errors)")
            return (project, store)
        }

        private func zips(_ project: TestProject) -> [Data?] {
            ["layers/deps.zip", "functions/hello.zip"].map {
                FileManager.default.contents(atPath: project.path + "/.fclayer/out/" + $0)
            }
        }

        private func expectOneMessage(_ run: Program.Run, _ rule: String, _ words: String) {
            #expect(run.status == 3, "\(run.errors)")
            #expect(run.errors.contains("error[\(rule)]") && run.errors.contains(words), "\(run.errors)")
            #expect(run.errors.components(separatedBy: "error[").count == 2, "\(run.errors)")
        }

        @Test(.enabled(if: SmallDisk.works, "needs root, to mount a small disk"))
        func aFullDiskUnderTheStoreLosesNothing() throws {
            let (project, _) = try project()
            let disk = try #require(SmallDisk())
            let before = zips(project)
            #expect(!before.contains(nil))
            try FileManager.default.removeItem(atPath: project.path + "/.fclayer/state")
            let built = try Program.fclayer(
                ["build"], in: project.path, environment: ["FCLAYER_CACHE": disk.path + "/store"])
            expectOneMessage(built, "store-failed", "no space is left on the disk")
            #expect(built.errors.contains("fclayer cache prune"), "\(built.errors)")
            #expect(zips(project) == before)
            // With room it goes on.
            let room = try #require(SmallDisk(options: "size=8m"))
            #expect(
                try Program.fclayer(
                    ["build"], in: project.path, environment: ["FCLAYER_CACHE": room.path + "/store"]
                ).status == 0)
            #expect(zips(project) == before)
        }

        @Test(.enabled(if: SmallDisk.works, "needs root, to mount a small disk"))
        func aFullDiskUnderAnArchiveLeavesNothingHalf() throws {
            let (project, store) = try project()
            let disk = try #require(SmallDisk())
            let old = Data("what was there".utf8)
            try old.write(to: URL(fileURLWithPath: disk.path + "/store.tar"))
            let written = try Program.fclayer(
                ["cache", "export", disk.path + "/store.tar"], in: project.path, environment: ["FCLAYER_CACHE": store])
            expectOneMessage(written, "cache-archive", "no space is left on the disk")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["store.tar"])
            #expect(FileManager.default.contents(atPath: disk.path + "/store.tar") == old)
            #expect(
                try Program.fclayer(
                    ["cache", "export", "store.tar"], in: project.path, environment: ["FCLAYER_CACHE": store]
                ).status == 0)
            let taken = try Program.fclayer(
                ["cache", "import", "store.tar"], in: project.path,
                environment: ["FCLAYER_CACHE": disk.path + "/store"])
            expectOneMessage(taken, "cache-archive", "no space is left on the disk")
            let check = try Program.fclayer(
                ["cache", "verify"], in: project.path, environment: ["FCLAYER_CACHE": disk.path + "/store"])
            #expect(check.status == 0 && check.output.hasPrefix("read 0 sound files"), "\(check.output)\(check.errors)")
        }

        private static let canBeAnother = getuid() == 0 && Program.find("setpriv") != nil

        /// Runs fclayer as somebody who owns neither the store nor anything else.
        private func asAnother(_ arguments: [String], _ project: TestProject, _ store: String) throws -> Program.Run {
            _ = try Program.run("chown", ["-R", "65534:65534", project.path])
            return try Program.run(
                "setpriv",
                ["--reuid=65534", "--regid=65534", "--clear-groups", Program.fclayer] + arguments,
                in: project.path, environment: ["FCLAYER_CACHE": store, "HOME": "/nonexistent"])
        }

        @Test(.enabled(if: canBeAnother, "needs root and setpriv")) func theStoreOfAnotherUserGivesWhatItHas() throws {
            let (project, store) = try project()
            let before = zips(project)
            try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
            _ = try Program.run("chmod", ["-R", "a+rX", URL(fileURLWithPath: store).deletingLastPathComponent().path])
            let built = try asAnother(["build"], project, store)
            #expect(built.status == 0, "\(built.errors)")
            #expect(zips(project) == before)
            // It cannot be tidied by others.
            expectOneMessage(
                try asAnother(["cache", "prune", "--max-size", "0"], project, store), "store-failed",
                "set `FCLAYER_CACHE` to a folder of your own")
        }

        @Test(
            .enabled(if: canBeAnother, "needs root and setpriv"),
            arguments: [["build"], ["cache", "stats"], ["cache", "verify"], ["cache", "export", "store.tar"]])
        func aStoreThatCannotBeReadIsToldOnce(arguments: [String]) throws {
            let (project, store) = try project()
            try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
            let parent = URL(fileURLWithPath: store).deletingLastPathComponent().path
            _ = try Program.run("chmod", ["a+rx", parent])
            _ = try Program.run("chmod", ["700", store])
            expectOneMessage(
                try asAnother(arguments, project, store), "store-failed", "set `FCLAYER_CACHE` to a folder of your own")
        }
    }
#endif
