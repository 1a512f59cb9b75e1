import Foundation
import Testing

/// `fclayer list --changed-since`: what a revision touches, by what goes into zips.
@Suite(.tools("git")) struct ChangedSinceTests {
    @Test func tellsWhatChangedAndWhy() throws {
        let project = try GitProject()
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("code/solo/index.py", "def handler(event, context): return 1\n")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
        try project.git("checkout", "--quiet", ".")
        try project.write("lib/common.py", "x = 2\n")
        #expect(
            try project.changes(since: "main") == [
                "layers/shared: contents", "functions/ingest: layers", "functions/report: layers",
            ])
        try project.git("checkout", "--quiet", ".")
        let manifest = try project.project.read("fclayer.yaml")
        try project.write(
            "fclayer.yaml",
            "# moved\n" + manifest.replacing("code: ./code/solo", with: "code: ./code/solo\n    memory: 512"))
        #expect(try project.changes(since: "HEAD") == ["functions/solo: configuration"])
        try project.write("fclayer.yaml", manifest.replacing("solo:", with: "other:"))
        #expect(try project.changes(since: "HEAD") == ["functions/other: new", "functions/solo: removed"])
    }

    @Test func changesThatReachNoZipAreNone() throws {
        let project = try GitProject()
        try project.write("code/solo/README.md", "two\n")
        try project.write("notes.txt", "not packed\n")
        try project.write("code/ingest/index.py", "def handler(event, context): pass\n")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.remove("code/solo/.fcignore")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
    }

    @Test func whatIsNotCommittedCounts() throws {
        let project = try GitProject()
        try project.write(".gitignore", "generated.py\n")
        try project.commit("ignore")
        try project.write("code/report/generated.py", "x = 1\n")
        #expect(try project.changes(since: "HEAD") == ["functions/report: contents"])
        try project.remove("code/report/generated.py")
        #expect(try project.changes(since: "HEAD").isEmpty)
        #expect(try Program.run("chmod", ["+x", project.path + "/code/ingest/index.py"]).status == 0)
        #expect(try project.changes(since: "HEAD") == ["functions/ingest: contents"])
        try project.commit("mode")
        try project.git("update-index", "--assume-unchanged", "code/solo/index.py")
        try project.write("code/solo/index.py", "def handler(event, context): return 2\n")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
        #expect(try project.changes(since: "HEAD~1") == ["functions/ingest: contents", "functions/solo: contents"])
    }

    @Test func includedRequirementsOutsideOfTheFolderCount() throws {
        let project = try GitProject()
        try project.write("common/base.txt", "six==1.16.0\n")
        try project.write("code/ingest/requirements.txt", "-r ../../common/base.txt\n")
        try project.commit("requirements")
        try project.write("common/base.txt", "six==1.17.0\n")
        let changes = try project.changes(since: "HEAD")
        #expect(changes == ["functions/ingest: contents"], "\(changes)")
    }

    @Test(.tools("make")) func buildsByToolsCountByTheirSources() throws {
        let project = try GitProject()
        let manifest = try project.project.read("fclayer.yaml")
        try project.write(
            "fclayer.yaml", manifest.replacing("code: ./code/solo", with: "code: ./code/solo\n    build: make"))
        try project.write("code/solo/Makefile", "build-solo:\n\tcp index.py $(ARTIFACTS_DIR)\n")
        try project.commit("make")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("lib/common.py", "x = 3\n")
        #expect(try project.changes(since: "HEAD").count == 3)
        try project.write("code/solo/Makefile", "build-solo:\n\tcp index.py README.md $(ARTIFACTS_DIR)\n")
        #expect(try project.changes(since: "HEAD").contains("functions/solo: contents"))
    }

    @Test func projectInASubfolderSeesWhatLiesBesideIt() throws {
        let project = try GitProject(in: "services/app")
        try project.project.write("unrelated/huge.txt", "x\n")
        try project.project.write("common/base.txt", "six==1.16.0\n")
        try project.write("code/ingest/requirements.txt", "-r ../../../../common/base.txt\n")
        try project.commit("beside")
        try project.project.write("unrelated/huge.txt", "y\n")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("code/report/index.py", "def handler(event, context): return 3\n")
        try project.project.write("common/base.txt", "six==1.17.0\n")
        #expect(try project.changes(since: "HEAD") == ["functions/ingest: contents", "functions/report: contents"])
    }

    @Test func submodulesCount() throws {
        let inner = try GitProject()
        let project = try GitProject()
        try project.git("submodule", "--quiet", "add", inner.path, "code/solo/inner")
        try project.commit("submodule")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("code/solo/inner/lib/common.py", "x = 9\n")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
        try project.git("commit", "--quiet", "--all", "--message", "inner", in: project.path + "/code/solo/inner")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
        try project.commit("newer")
        #expect(try project.changes(since: "HEAD").isEmpty)
        #expect(try project.changes(since: "HEAD~1") == ["functions/solo: contents"])
    }

    @Test func otherWorkTreesOfARepositoryWork() throws {
        let project = try GitProject()
        let other = project.path + "-other"
        try project.git("worktree", "add", "--quiet", other, "HEAD")
        try "x = 5\n".write(toFile: other + "/lib/common.py", atomically: false, encoding: .utf8)
        let run = try Program.fclayer(["list", "--changed-since", "main"], in: other)
        #expect(run.status == 0 && run.output.contains("layers/shared"), "\(run.output)\(run.errors)")
        #expect(try project.changes(since: "HEAD").isEmpty)
    }

    @Test func codeBehindALinkCounts() throws {
        let project = try GitProject()
        try FileManager.default.moveItem(atPath: project.path + "/code/report", toPath: project.path + "/real")
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/code/report", withDestinationPath: "../real")
        try project.commit("link")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("real/index.py", "def handler(event, context): return 1\n")
        #expect(try project.changes(since: "HEAD") == ["functions/report: contents"])
    }

    @Test(arguments: ["-x.py", "a b.py", "line\nend.py", ":(top)x.py", "*.py", "名.py", "\"q\".py"])
    func namesThatGitReadsOtherwiseAreNames(_ name: String) throws {
        let project = try GitProject()
        try project.write("code/report/" + name, "x = 1\n")
        try project.commit("name")
        try project.write("code/report/" + name, "x = 2\n")
        try project.write("code/ingest/other.md", "new\n")
        #expect(try project.changes(since: "HEAD") == ["functions/ingest: contents", "functions/report: contents"])
        try project.write("code/report/" + name, "x = 1\n")
        #expect(try project.changes(since: "HEAD") == ["functions/ingest: contents"])
    }

    @Test func splitIndexAndLongNamesOfObjectsWork() throws {
        let project = try GitProject()
        try project.remove(".git")
        try project.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
        try project.commit("first")
        try project.git("update-index", "--split-index")
        try project.write("code/report/index.py", "def handler(event, context): return 1\n")
        try project.git("add", "--all")
        #expect(try project.changes(since: "HEAD") == ["functions/report: contents"])
        try project.commit("second")
        #expect(try project.changes(since: "HEAD").isEmpty)
        #expect(try project.changes(since: "main~1") == ["functions/report: contents"])
    }

    @Test func lineEndsAreWhatTheWorkTreeHas() throws {
        let project = try GitProject()
        try project.write(".gitattributes", "*.bat text eol=crlf\n")
        try project.write("code/solo/run.bat", "echo 1\r\n")
        try project.commit("ends")
        // Another time, the same bytes.
        try project.write("code/solo/run.bat", "echo 1\r\n")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("code/solo/run.bat", "echo 2\r\n")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
    }

    @Test(.tools("sha256sum")) func filesOfLFSAreWhatTheirPointersSay() throws {
        let project = try GitProject()
        try project.write("code/solo/model.bin", "a large file\n")
        let sum = try Program.run("sha256sum", [project.path + "/code/solo/model.bin"]).output.prefix(64)
        // What the filter of git-lfs would have put into the commit.
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(sum)\nsize 13\n"
        try project.write("code/solo/model.bin", pointer)
        try project.write(".gitattributes", "*.bin filter=lfs -text\n")
        try project.commit("large")
        try project.write("code/solo/model.bin", "a large file\n")
        #expect(try project.changes(since: "HEAD").isEmpty)
        try project.write("code/solo/model.bin", "another file\n")
        #expect(try project.changes(since: "HEAD") == ["functions/solo: contents"])
    }

    /// Random changes, held against the zips that clean builds of both states give.
    @Test func agreesWithBuildsOfBothStates() throws {
        let project = try GitProject()
        let (before, after) = (try TestProject(), try TestProject())
        var state: UInt64 = 7
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func zips(_ folder: String) throws -> [String: Data] {
            let run = try Program.fclayer(["build", "--quiet"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let out = folder + "/.fclayer/out/"
            var zips: [String: Data] = [:]
            for name in ["layers/shared", "functions/ingest", "functions/report", "functions/solo"] {
                zips[name] = FileManager.default.contents(atPath: out + name + ".zip")
            }
            return zips
        }
        try project.git("clone", "--quiet", project.path, before.path + "/r")
        let old = try zips(before.path + "/r")
        let places = ["code/ingest", "code/report", "code/solo", "lib", "docs"]
        for step in 0..<15 {
            let folder = places[random(places.count)]
            switch random(6) {
            case 0: try project.write(folder + "/m\(random(3)).py", "x = \(random(5))\n")
            case 1: try project.write(folder + "/deep/n\(random(3)).md", "\(random(5))\n")
            case 2: try? project.remove(folder + "/m\(random(3)).py")
            case 3: try project.write("code/solo/.fcignore", ["*.md\n", "*.md\nm*.py\n", ""][random(3)])
            case 4:
                try? project.remove(folder + "/link")
                try? FileManager.default.createSymbolicLink(
                    atPath: project.path + "/" + folder + "/link",
                    withDestinationPath: ["index.py", "m0.py"][random(2)])
            default: try project.git("reset", "--hard", "--quiet", "HEAD")
            }
            if random(3) == 0 { try project.commit("step \(step)") }
            let first = try project.git("rev-list", "--max-parents=0", "HEAD")
            let told = try project.changes(since: first).filter { $0.hasSuffix(": contents") }.map { $0.dropLast(10) }
            try? FileManager.default.removeItem(atPath: after.path)
            try FileManager.default.copyItem(atPath: project.path, toPath: after.path)
            try? FileManager.default.removeItem(atPath: after.path + "/.fclayer")
            let new = try zips(after.path)
            let differ = new.keys.filter { new[$0] != old[$0] }.sorted()
            #expect(Set(told.map(String.init)) == Set(differ), "step \(step)")
        }
    }
}
