import Foundation
import TestSupport
import Testing

/// Clocks that go backwards, coarse clocks, files that change while they are read, disks that are full or read-only.
@Suite struct UnsteadyMachineTests {
    private static let results = ["functions/hello.zip", "build.json", "s.yaml"]

    private func results(_ folder: String) -> [Data?] {
        Self.results.map { FileManager.default.contents(atPath: folder + "/.fclayer/out/" + $0) }
    }

    /// What a clean build makes of the sources of a project.
    private func clean(_ folder: String) throws -> [Data?] {
        let twin = try TestProject()
        for name in ["fclayer.yaml", "code"] {
            try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: twin.path + "/" + name)
        }
        let run = try Program.fclayer(["build"], in: twin.path)
        #expect(run.status == 0, "\(run.errors)")
        return results(twin.path)
    }

    #if os(Linux)
        /// A library that sets the clock of the program that loads it.
        private static let clock: String? = {
            let source = """
                #define _GNU_SOURCE
                #include <dlfcn.h>
                #include <stdlib.h>
                #include <time.h>
                static long shift(void) { const char *text = getenv("CLOCK_SHIFT"); return text ? atol(text) : 0; }
                int clock_gettime(clockid_t id, struct timespec *now) {
                    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
                    int result = real(id, now);
                    if (id == CLOCK_REALTIME) now->tv_sec += shift();
                    return result;
                }
                time_t time(time_t *place) {
                    struct timespec now;
                    clock_gettime(CLOCK_REALTIME, &now);
                    if (place) *place = now.tv_sec;
                    return now.tv_sec;
                }
                """
            let base = NSTemporaryDirectory() + "/clock-" + UUID().uuidString
            guard (try? source.write(toFile: base + ".c", atomically: true, encoding: .utf8)) != nil else { return nil }
            let run = try? Program.run("cc", ["-shared", "-fPIC", "-o", base + ".so", base + ".c", "-ldl"])
            return run?.status == 0 ? base + ".so" : nil
        }()

        /// For the program, all that was written lies an hour ahead, then an hour back: every edit must be seen nevertheless.
        @Test(.tools("cc"), .enabled(if: clock != nil, "needs a compiler")) func clockThatIsSetBackHidesNothing() throws
        {
            let project = try TestProject.small()
            for (number, shift) in [0, -3600, -3600, 3600, 0, -86_400, 0, -1, 0].enumerated() {
                // Of one length, and the second time at once after the build.
                for text in ["\(number)a", "\(number)b"] {
                    try project.write("code/index.py", "def handler(event, context):\n    return '\(text)'\n")
                    let run = try Program.fclayer(
                        ["build"], in: project.path,
                        environment: ["LD_PRELOAD": Self.clock, "CLOCK_SHIFT": "\(shift)"])
                    #expect(run.status == 0, "\(run.errors)")
                    #expect(try results(project.path) == clean(project.path), "clock \(shift), edit \(text)")
                }
            }
        }

        /// Times of the future must not look like changes without end.
        @Test(.tools("cc"), .enabled(if: clock != nil, "needs a compiler")) func watchUnderAClockThatWasSetBackRests()
            throws
        {
            let project = try TestProject.small()
            let watch = try WatchSession(project, environment: ["LD_PRELOAD": Self.clock, "CLOCK_SHIFT": "-3600"])
            for text in ["a", "b"] {
                try project.write("code/index.py", "def handler(event, context):\n    return '\(text)'\n")
                try watch.wait(for: "`code` changed: built functions/hello")
                let count = watch.lines.count
                usleep(1_500_000)
                #expect(watch.lines.count == count, "\(watch.lines)")
            }
        }

        /// ext2 with the small inodes of old knows whole seconds only.
        @Test(
            .enabled(if: geteuid() == 0, "mounts a disk, which needs root"), .tools("mount", "umount"),
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/sbin/mkfs.ext2"), "needs mkfs.ext2"))
        func wholeSecondsHideNothing() throws {
            let project = try TestProject()
            let image = project.path + "-image"
            let made = try Program.run(
                "sh",
                [
                    "-c", "truncate -s 16M \"$0\" && /sbin/mkfs.ext2 -q -I 128 \"$0\" && mount -o loop \"$0\" \"$1\"",
                    image, project.path,
                ])
            // Containers have no loop devices, even for root.
            guard made.status == 0 else { return }
            defer { _ = try? Program.run("umount", ["-l", project.path]) }
            let sample = try TestProject.small()
            for name in ["fclayer.yaml", "code"] {
                try FileManager.default.copyItem(atPath: sample.path + "/" + name, toPath: project.path + "/" + name)
            }
            for number in 0..<12 {
                try project.write("code/index.py", "def handler(event, context):\n    return '\(number % 2)'\n")
                try project.write("code/deep/more.py", "x = \(number % 3)\n")
                #expect(try Program.fclayer(["build"], in: project.path).status == 0)
                #expect(try results(project.path) == clean(project.path), "edit \(number)")
            }
        }

        /// One message, status 3, and all of the last results or all of the new ones, however little room is left.
        @Test(.enabled(if: SmallDisk.works, "mounts a small disk, which needs root"))
        func fullDiskLeavesTheLastResults() throws {
            let disk = try #require(SmallDisk(options: "size=1m"))
            let folder = disk.path
            let sample = try TestProject.small()
            for name in ["fclayer.yaml", "code"] {
                try FileManager.default.copyItem(atPath: sample.path + "/" + name, toPath: folder + "/" + name)
            }
            var random = SeededGenerator(seed: 3)
            func edit(_ number: Int) throws {
                try Data(random.noise(20_000)).write(to: URL(fileURLWithPath: folder + "/code/data.bin"))
                // The manifest grows, so that each result does.
                let names = (0..<number).map { "      VARIABLE_\($0): some value\n" }.joined()
                try (sample.read("fclayer.yaml") + "    environment:\n      FIRST: one\n" + names).write(
                    toFile: folder + "/fclayer.yaml", atomically: false, encoding: .utf8)
            }
            try edit(0)
            #expect(try Program.fclayer(["build"], in: folder).status == 0)
            var statuses: Set<Int32> = []
            for left in stride(from: 0, through: 120, by: 4) {
                let before = results(folder)
                try edit(left)
                let script =
                    "cat /dev/zero > \"$0\" 2>/dev/null; size=$(stat -c %s \"$0\"); truncate -s $((size - $1 * 1024)) \"$0\""
                _ = try Program.run("sh", ["-c", script, folder + "/filler", "\(left)"])
                let run = try Program.fclayer(["build"], in: folder)
                statuses.insert(run.status)
                try FileManager.default.removeItem(atPath: folder + "/filler")
                if run.status == 0 {
                    #expect(try results(folder) == clean(folder), "\(left) KB left")
                } else {
                    #expect(run.status == 3 && run.errors.contains("error[disk-full]"), "\(left) KB: \(run.errors)")
                    #expect(run.errors.components(separatedBy: "error[").count == 2, "\(left) KB: \(run.errors)")
                    #expect(results(folder) == before, "\(left) KB left")
                }
                // With room again, all is well.
                #expect(try Program.fclayer(["build"], in: folder).status == 0)
                #expect(try results(folder) == clean(folder), "after \(left) KB")
            }
            #expect(statuses == [0, 3])
        }

        @Test(.enabled(if: SmallDisk.works, "mounts a small disk, which needs root"))
        func readOnlyFolderIsOneClearMessage() throws {
            let disk = try #require(SmallDisk(options: "size=1m"))
            let project = try TestProject.small()
            try FileManager.default.createSymbolicLink(
                atPath: project.path + "/.fclayer", withDestinationPath: disk.path)
            #expect(try Program.fclayer(["build"], in: project.path).status == 0)
            let before = results(project.path)
            #expect(disk.makeReadOnly())
            // What is there can be told still.
            #expect(try Program.fclayer(["build"], in: project.path).status == 0)
            try project.write("code/more.py", "x = 1\n")
            let run = try Program.fclayer(["build"], in: project.path)
            #expect(run.status == 3 && run.errors.contains("error[output-unwritable]"), "\(run.errors)")
            #expect(run.errors.components(separatedBy: "error[").count == 2, "\(run.errors)")
            #expect(results(project.path) == before)
        }
    #endif

    /// A writer beside the builds: no zip is ever broken, and the first build after it is right.
    @Test(.tools("python3")) func filesThatChangeWhileTheyAreRead() throws {
        let project = try TestProject.small()
        let script = """
            i=0
            while [ ! -e stop ]; do
              i=$((i + 1)); n=$((i % 7))
              case $((i % 5)) in
                0) head -c $((i % 9 * 30000)) /dev/urandom > code/data$n.bin ;;
                1) echo "x = $i" >> code/part$n.py ;;
                2) rm -f code/data$n.bin ;;
                3) mkdir -p code/d$n; echo "y = $i" > code/d$n/y.py ;;
                4) : > code/part$n.py; rm -rf code/d$n ;;
              esac
            done
            """
        let writer = try Program.start("sh", ["-c", script], in: project.path)
        defer { kill(writer.process.processIdentifier, SIGKILL) }
        let zip = project.path + "/.fclayer/out/functions/hello.zip"
        let judge = """
            import hashlib, json, sys, zipfile
            assert zipfile.ZipFile(sys.argv[1]).testzip() is None
            digest = hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()
            assert digest in open(sys.argv[2]).read(), digest
            """
        var built = 0
        for _ in 0..<25 {
            let run = try Program.fclayer(["build"], in: project.path)
            // A file that goes between the look and the reading is told, no more.
            #expect(run.status == 0 || run.status == 1 && run.errors.contains("error["), "\(run.errors)")
            built += run.status == 0 ? 1 : 0
            guard FileManager.default.fileExists(atPath: zip) else { continue }
            let judged = try Program.run(
                "python3", ["-c", judge, zip, project.path + "/.fclayer/out/build.json"])
            try #require(judged.status == 0, "\(judged.errors)")
        }
        try project.write("stop", "")
        _ = writer.finish()
        #expect(built > 0)
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        #expect(try results(project.path) == clean(project.path))
    }
}
