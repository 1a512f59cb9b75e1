import Foundation
import Testing

/// Ctrl-C, and disks that take nothing.
@Suite struct InterruptionTests {
    @Test func interruptedBuildLeavesNoDebrisAndCanRunAgain() throws {
        let project = try TestProject.small()
        // Bytes that take a while to compress.
        var random = SystemRandomNumberGenerator()
        let noise = Data((0..<4_000_000).map { _ in UInt8.random(in: 0...255, using: &random) & 0x3F })
        for number in 0..<40 {
            _ = FileManager.default.createFile(atPath: project.path + "/code/data\(number).bin", contents: noise)
        }
        let child = try Program.start(
            Program.fclayer, ["build"], in: project.path, environment: ["FCLAYER_CACHE": Program.store])
        let staging = { self.staging(in: project) }
        let deadline = Date() + 60
        while staging().isEmpty, Date() < deadline, child.process.isRunning { usleep(2_000) }
        child.process.interrupt()
        let run = child.finish()
        #expect(run.status == 130, "\(run.errors)")
        #expect(run.errors.contains("interrupted"))
        #expect(staging().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/.fclayer/out/functions/hello.zip"))
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
    }

    @Test(.timeLimit(.minutes(30))) func interruptedCheckEndsThoughItIsBusy() throws {
        let project = try TestProject.small()
        // Takes many minutes to read.
        let chain = String(repeating: "exports.handler = ", count: 800_000) + "1;\n"
        try project.write("busy/index.js", chain)
        let child = try Program.start(
            Program.fclayer, ["validate", "./busy", "--runtime", "nodejs18", "--handler", "index.handler"],
            in: project.path, environment: ["FCLAYER_CACHE": Program.store])
        usleep(2_000_000)
        child.process.terminate()
        #expect(child.finish().status == 130)
    }

    @Test func killedBuildIsSweptByTheNext() throws {
        let project = try TestProject.small()
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        try project.write(".fclayer/staging-old/functions/hello.zip", "half a zip")
        try project.write("code/more.py", "x = 1\n")
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        #expect(staging(in: project).isEmpty)
    }

    @Test(.enabled(if: geteuid() == 0, "mounts a small disk, which needs root"), .tools("mount", "umount"))
    func fullDiskIsAnErrorAndNoBrokenZip() throws {
        let project = try TestProject.small()
        try FileManager.default.createDirectory(
            atPath: project.path + "/.fclayer", withIntermediateDirectories: true)
        let mount = try Program.run(
            "mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", project.path + "/.fclayer"])
        try #require(mount.status == 0, "\(mount.errors)")
        defer { _ = try? Program.run("umount", [project.path + "/.fclayer"]) }
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        let zip = project.path + "/.fclayer/out/functions/hello.zip"
        let before = try Data(contentsOf: URL(fileURLWithPath: zip))
        var random = SystemRandomNumberGenerator()
        let noise = Data((0..<4_000_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        _ = FileManager.default.createFile(atPath: project.path + "/code/data.bin", contents: noise)
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 3, "\(run.errors)")
        #expect(run.errors.contains("disk-full"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: zip)) == before)
    }

    private func staging(in project: TestProject) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: project.path + "/.fclayer")) ?? []
        return names.filter { $0.hasPrefix("staging-") }
    }
}
