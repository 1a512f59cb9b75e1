import Foundation
import Testing

/// `fclayer build --watch` with real edits.
@Suite struct WatchTests {
    private static let handler = "def handler(event, context):\n    return "

    /// What a clean build makes of the project as it is now.
    private func expectClean(_ project: TestProject, _ arguments: [String] = []) throws {
        let twin = try TestProject()
        try FileManager.default.removeItem(atPath: twin.path)
        try FileManager.default.copyItem(atPath: project.path, toPath: twin.path)
        try FileManager.default.removeItem(atPath: twin.path + "/.fclayer")
        let run = try Program.fclayer(["build"], in: twin.path)
        #expect(run.status == 0, "\(run.errors)")
        let zips = try [project, twin].map {
            try Data(contentsOf: URL(fileURLWithPath: $0.path + "/.fclayer/out/functions/hello.zip"))
        }
        #expect(zips[0] == zips[1])
    }

    @Test(arguments: [[], ["--poll"]]) func everyKindOfEditIsBuilt(arguments: [String]) throws {
        let project = try TestProject.small()
        let watch = try WatchSession(project, arguments)
        #expect(watch.lines.contains { $0.hasPrefix("hello ") })
        try project.write("code/index.py", Self.handler + "1\n")
        try watch.wait(for: "`code/index.py` changed: built functions/hello, ")
        try project.write("code/new/deep/more.py", "x = 1\n")
        try watch.wait(for: "`code/new/deep/more.py` added: built functions/hello")
        // In the folder that is new.
        try project.write("code/new/deep/more.py", "x = 2\n")
        try watch.wait(for: "`code/new/deep/more.py` changed: built functions/hello")
        // As editors save.
        try (Self.handler + "2\n").write(toFile: project.path + "/code/index.py", atomically: true, encoding: .utf8)
        try watch.wait(for: "`code/index.py` changed: built functions/hello")
        try FileManager.default.removeItem(atPath: project.path + "/code/new")
        try watch.wait(for: "`code/new/deep/more.py` removed: built functions/hello")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
            ofItemAtPath: project.path + "/code/index.py")
        try watch.wait(for: "`code/index.py` changed: nothing to build")
        try project.write("fclayer.yaml", project.read("fclayer.yaml") + "    memory: 1024\n")
        try watch.wait(for: "`fclayer.yaml` changed: nothing to build")
        #expect(try project.read(".fclayer/out/s.yaml").contains("memorySize: 1024"))
        try expectClean(project)
        #expect(watch.end().status == 130)
    }

    @Test func findingsAreShownOnceAndTheNextSaveMendsThem() throws {
        let project = try TestProject.small()
        let watch = try WatchSession(project)
        let shown = { watch.child.said.errors.components(separatedBy: "error[entry-symbol-missing]").count - 1 }
        try project.write("code/index.py", "def other(event, context):\n    return 1\n")
        try watch.wait(for: "`code/index.py` changed: not built: `entry-symbol-missing`, ")
        try project.write("code/index.py", "def other(event, context):\n    return 2\n")
        try watch.wait(for: "`code/index.py` changed: not built, as before, ")
        #expect(shown() == 1)
        try project.write("code/index.py", Self.handler + "3\n")
        try watch.wait(for: "`code/index.py` changed: built functions/hello")
        try project.write("code/index.py", "def other(event, context):\n    return 2\n")
        try watch.wait(for: "not built: `entry-symbol-missing`")
        #expect(shown() == 2)
        // The region is told once, not after each error.
        #expect(watch.child.said.errors.components(separatedBy: "region-unknown").count == 2)
    }

    @Test func brokenManifestIsWatchedToo() throws {
        let project = try TestProject.small()
        let manifest = try project.read("fclayer.yaml")
        try project.write("fclayer.yaml", manifest + "  : [\n")
        let watch = try WatchSession(project)
        #expect(watch.lines.last?.hasPrefix("not built: `manifest-syntax`, ") == true)
        try project.write("fclayer.yaml", manifest)
        try watch.wait(for: "`fclayer.yaml` changed: built functions/hello")
        try FileManager.default.removeItem(atPath: project.path + "/fclayer.yaml")
        try watch.wait(for: "`fclayer.yaml` removed: not built: `manifest-missing`")
        try project.write("fclayer.yaml", manifest)
        try watch.wait(for: "`fclayer.yaml` added: nothing to build")
    }

    @Test func missingSourcesAreWaitedFor() throws {
        let project = try TestProject.small()
        try FileManager.default.moveItem(atPath: project.path + "/code", toPath: project.path + "/aside")
        let watch = try WatchSession(project)
        #expect(watch.lines.last?.hasPrefix("not built: ") == true)
        try FileManager.default.moveItem(atPath: project.path + "/aside", toPath: project.path + "/code")
        try watch.wait(for: ": built functions/hello")
        try expectClean(project)
    }

    @Test func burstIsAtMostAFewBuilds() throws {
        let project = try TestProject.small()
        let watch = try WatchSession(project)
        let script = "for i in $(seq 500); do echo \"x = $i\" > code/file$i.py; done; touch code/last.py"
        #expect(try Program.run("sh", ["-c", script], in: project.path).status == 0)
        let before = watch.lines.count
        while !(try zipped(project)).contains("last.py") { try watch.wait(for: "built functions/hello") }
        #expect(watch.lines.count - before <= 4)
        try expectClean(project)
    }

    private func zipped(_ project: TestProject) throws -> String {
        let zip = project.path + "/.fclayer/out/functions/hello.zip"
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: zip)), as: Unicode.ASCII.self)
    }

    /// Nothing that happens while a build goes on is lost: whoever stops writing has the last word in the zip.
    @Test(arguments: [[], ["--poll"]]) func whatChangesDuringBuildsIsBuiltAfterwards(arguments: [String]) throws {
        let project = try TestProject.small()
        let watch = try WatchSession(project, arguments)
        let script = """
            for i in $(seq 400); do
              echo "x = $i" > code/part$((i % 9)).py; mkdir -p code/d$((i % 5)); echo "y = $i" > code/d$((i % 5))/y.py
              [ $((i % 7)) = 0 ] && rm -r code/d$((i % 5)); sleep 0.005
            done
            echo "last = 1" > code/zz_last.py
            """
        #expect(try Program.run("sh", ["-c", script], in: project.path).status == 0)
        while !(try zipped(project)).contains("zz_last.py") { try watch.wait(for: "built functions/hello") }
        // Whatever it has to do yet is done, when it has seen one more file.
        try project.write("code/zzz.py", "x = 1\n")
        while !(try zipped(project)).contains("zzz.py") { try watch.wait(for: "built functions/hello") }
        try expectClean(project)
    }

    @Test func folderThatIsMadeAnewIsTheSameProject() throws {
        let project = try TestProject.small()
        let watch = try WatchSession(project)
        let aside = project.path + "-aside"
        try FileManager.default.moveItem(atPath: project.path, toPath: aside)
        try watch.wait(for: "not built: `manifest-missing`")
        try FileManager.default.copyItem(atPath: aside, toPath: project.path)
        try? FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        try watch.wait(for: "built functions/hello")
        try project.write("code/index.py", Self.handler + "'new'\n")
        try watch.wait(for: "`code/index.py` changed: built functions/hello")
        try expectClean(project)
    }

    @Test(.tools("python3", "uv")) func filesOutsideTheFolderAndBehindLinksCount() throws {
        let project = try TestProject.small()
        let aside = URL(fileURLWithPath: project.path).deletingLastPathComponent().path
        try FileManager.default.moveItem(atPath: project.path + "/code", toPath: aside + "/one")
        try project.write("../two/index.py", Self.handler + "2\n")
        let link = { (name: String, target: String) in
            try? FileManager.default.removeItem(atPath: name)
            try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: target)
        }
        try link(aside + "/now", "one")
        try link(project.path + "/code", "../now")
        try project.write("../common.txt", "./tool-1.0-py3-none-any.whl\n")
        try project.writeWheel("tool", in: "layers/deps")
        try project.write("layers/deps/layer.yaml", "runtimes: [python3.10]\npython: requirements.txt\n")
        try project.write("layers/deps/requirements.txt", "-r ../../../common.txt\n")
        let watch = try WatchSession(project)
        try #require(watch.lines.contains { $0.hasPrefix("deps ") }, "\(watch.child.said)")
        try project.write("../one/index.py", Self.handler + "1\n")
        try watch.wait(for: "`code/index.py` changed: built functions/hello")
        try link(aside + "/now", "two")
        try watch.wait(for: "built functions/hello")
        try project.write("../two/index.py", Self.handler + "3\n")
        try watch.wait(for: "`code/index.py` changed: built functions/hello")
        try project.write("../common.txt", "# a comment\n./tool-1.0-py3-none-any.whl\n")
        try watch.wait(for: "common.txt` changed")
    }

    @Test func ownResultsAreNoChange() throws {
        let project = try TestProject.small()
        try project.write(
            "fclayer.yaml", "functions:\n  hello:\n    runtime: python3.10\n    handler: index.handler\n    code: .\n")
        try project.write("index.py", Self.handler + "1\n")
        let watch = try WatchSession(
            project, ["hello", "--zip", "dist/hello.zip", "--format", "sarif", "--output", "report.sarif"])
        try project.write("index.py", Self.handler + "2\n")
        try watch.wait(for: "`index.py` changed: built functions/hello")
        let count = watch.lines.count
        usleep(3_000_000)
        #expect(watch.lines.count == count, "\(watch.lines)")
        let zips = ["dist/hello.zip", ".fclayer/out/functions/hello.zip"].map {
            FileManager.default.contents(atPath: project.path + "/" + $0)
        }
        #expect(zips[0] != nil && zips[0] == zips[1])
        try project.write("index.py", "x = 1\n")
        try watch.wait(for: "not built: `entry-symbol-missing`")
        #expect(try project.read("report.sarif").contains("entry-symbol-missing"))
    }

    @Test(arguments: [SIGINT, SIGTERM]) func signalEndsItWithoutDebris(number: Int32) throws {
        let project = try TestProject.small()
        let run = try WatchSession(project).end(number)
        #expect(run.status == 130 && run.errors.contains("interrupted"), "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: project.path + "/.fclayer")
        #expect(names.sorted() == ["lock", "out", "state"])
    }

    @Test(.timeLimit(.minutes(2)), arguments: ["", "--poll"]) func endsWhenNobodyReads(option: String) throws {
        let project = try TestProject.small()
        // The shell waits for both.
        let run = try Program.run(
            "sh", ["-c", "\"$0\" build --watch \(option) | head -n 1", Program.fclayer], in: project.path,
            environment: ["FCLAYER_CACHE": Program.store])
        #expect(run.status == 0 && run.output.hasPrefix("package"))
    }

    @Test func quietSaysWhatIsWrongAndWhenItIsRight() throws {
        let project = try TestProject.small()
        try project.write("fclayer.yaml", "upload: { region: cn-hangzhou }\n" + project.read("fclayer.yaml"))
        let watch = try WatchSession(project, ["-q"])
        while !FileManager.default.fileExists(atPath: project.path + "/.fclayer/out/build.json") { usleep(10_000) }
        usleep(500_000)
        try project.write("code/index.py", "x = 1\n")
        try watch.waitForErrors("entry-symbol-missing")
        try project.write("code/index.py", Self.handler + "3\n")
        #expect(try watch.wait(for: "built functions/hello").count == 1)
    }

    #if os(Linux)
        @Test func waitingTakesNoTime() throws {
            let project = try TestProject.small()
            let watch = try WatchSession(project)
            let fields = {
                let stat = try String(
                    contentsOfFile: "/proc/\(watch.child.process.processIdentifier)/stat", encoding: .utf8)
                // User and system time in ticks (proc(5)); the name before may hold spaces.
                return stat.components(separatedBy: ") ").last?.split(separator: " ")[11...12].compactMap { Int($0) }
            }
            // It may have something to do at first, and machines that test are slow.
            let isAtRest = try (0..<20).contains { _ in
                let before = try fields()
                usleep(2_000_000)
                return try before?.count == 2 && fields() == before
            }
            #expect(isAtRest)
        }

        /// A user who has no watches left, in a name space of its own.
        @Test(
            .enabled(
                if: (try? Program.run("unshare", ["-Ur", "sh", "-c", "echo 1 > /proc/sys/user/max_inotify_watches"]))?
                    .status == 0, "needs user name spaces"), arguments: ["watches", "instances"])
        func usedUpWatchesAreToldAndReplacedByLooking(kind: String) throws {
            let project = try TestProject.small()
            let script = "echo 0 > /proc/sys/user/max_inotify_\(kind); exec \"$0\" build --watch"
            let child = try Program.start(
                "unshare", ["-Ur", "sh", "-c", script, Program.fclayer], in: project.path,
                environment: ["FCLAYER_CACHE": Program.store])
            defer { kill(child.process.processIdentifier, SIGKILL) }
            let wait = { (isThere: () -> Bool) in
                for _ in 0..<6000 where !isThere() && child.process.isRunning { usleep(10_000) }
                #expect(isThere(), "\(child.said)")
            }
            wait { child.said.errors.contains("sudo sysctl fs.inotify.max_user_\(kind)=") }
            try project.write("code/index.py", Self.handler + "1\n")
            wait { child.said.output.contains("`code/index.py` changed: built functions/hello") }
        }
    #endif

    @Test(arguments: [
        (["--depfile", "d"], "--depfile"), (["--write-baseline", "b"], "--write-baseline"),
        (["--shard", "1/2"], "--shard"), (["--format", "json"], "--output"), (["nobody"], "`hello`"),
        (["hello", "hello2"], "did you mean"),
    ]) func refusesWhatMakesNoSense(arguments: [String], words: String) throws {
        let project = try TestProject.small()
        let run = try Program.fclayer(["build", "--watch"] + arguments, in: project.path)
        #expect(run.status == 2 && run.errors.contains(words), "\(run.errors)")
    }

    @Test func folderWithoutProjectIsRefused() throws {
        let project = try TestProject()
        let run = try Program.fclayer(["build", "--watch"], in: project.path)
        #expect(run.status == 2 && run.errors.contains("manifest-missing"))
        #expect(try Program.fclayer(["build", "--poll"], in: project.path).errors.contains("--watch"))
    }
}
