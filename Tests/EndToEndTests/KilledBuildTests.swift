import FileTrees
import Foundation
import Testing

/// Builds that are killed at any moment.
@Suite struct KilledBuildTests {
    /// Two hundred builds, each after an edit and killed somewhere on its way; after every ten the next build must give what a
    /// clean one gives.
    @Test(.timeLimit(.minutes(30))) func buildAfterKilledOnesIsRight() throws {
        let project = try TestProject.small()
        let twin = try TestProject.small()
        for folder in [project, twin] {
            for number in 0..<40 { try folder.write("code/part\(number).py", "x = \(number)\n") }
        }
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        for round in 0..<20 {
            // Delays spread over the time that a build takes.
            let script = """
                for i in 0 1 2 3 4 5 6 7 8 9; do
                  echo "# \(round) $i" >> code/part$(( (\(round) * 7 + i * 3) % 40 )).py
                  "$0" build >/dev/null 2>&1 &
                  sleep 0.$(printf %03d $(( (\(round) * 10 + i) * 2 )))
                  kill -9 $! 2>/dev/null
                  wait $! 2>/dev/null
                done
                """
            let killed = try Program.run(
                "sh", ["-c", script, Program.fclayer], in: project.path, environment: ["FCLAYER_CACHE": Program.store])
            #expect(killed.status == 0 || killed.status == 137, "\(killed.errors)")
            try copyCode(of: project, to: twin)
            try? FileManager.default.removeItem(atPath: twin.path + "/.fclayer")
            for folder in [project, twin] {
                let run = try Program.fclayer(["build"], in: folder.path)
                try #require(run.status == 0, "\(run.errors)")
            }
            for name in ["functions/hello.zip", "build.json", "s.yaml"] {
                let both = try [project, twin].map {
                    try Data(contentsOf: URL(fileURLWithPath: $0.path + "/.fclayer/out/" + name))
                }
                try #require(both[0] == both[1], "round \(round): \(name)")
            }
        }
        // Nothing is left of the killed ones but what a build leaves.
        let names = try FileManager.default.contentsOfDirectory(atPath: project.path + "/.fclayer")
        #expect(names.sorted() == ["lock", "out", "state"])
        let size = try FileTree.walk(project.path + "/.fclayer").entries.reduce(0) { $0 + $1.size }
        let clean = try FileTree.walk(twin.path + "/.fclayer").entries.reduce(0) { $0 + $1.size }
        #expect(size < clean + (64 << 10), "\(size) bytes instead of \(clean)")
    }

    private func copyCode(of project: TestProject, to twin: TestProject) throws {
        try FileManager.default.removeItem(atPath: twin.path + "/code")
        try FileManager.default.copyItem(atPath: project.path + "/code", toPath: twin.path + "/code")
    }
}
