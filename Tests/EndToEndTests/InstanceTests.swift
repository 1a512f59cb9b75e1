import Foundation
import Testing

/// The built packages, run as an instance would run them: `/code` and `/opt` from the zips, nothing of the project in sight.
@Suite(.network, .tools("uv", "unzip", "cc", "bwrap", "curl"), .sandbox, .timeLimit(.minutes(30))) struct InstanceTests
{
    /// The platform calls a custom runtime over HTTP; its interpreter is Debian 12's own Python 3.11.
    @Test(.enabled(if: Program.debianPython == "3.11", "needs Debian's Python 3.11"))
    func bootstrapOfTheSampleAnswersInASandbox() throws {
        let project = try TestProject(copying: "docs/examples/datahub-to-mysql")
        let build = try Program.fclayer(["build", "report"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        for (zip, folder) in [("functions/report", "code"), ("layers/mysql-client", "opt")] {
            let unzip = try Program.run(
                "unzip", ["-q", ".fclayer/out/\(zip).zip", "-d", folder], in: project.path)
            #expect(unzip.status == 0)
        }
        let port = Int.random(in: 20_000..<30_000)
        let variables = try Self.variables(in: project.read(".fclayer/out/s.yaml"))
        var arguments =
            Program.sandbox + [
                "--ro-bind", project.path + "/code", "/code", "--ro-bind", project.path + "/opt", "/opt", "--chdir",
                "/code",
                "--clearenv", "--setenv", "FC_SERVER_PORT", String(port),
            ]
        for (name, value) in variables { arguments += ["--setenv", name, value] }
        let server = try Program.start("bwrap", arguments + ["./bootstrap"])
        defer {
            // bubblewrap's own processes hold SIGTERM back; with the outer one the whole sandbox dies.
            kill(server.process.processIdentifier, SIGKILL)
            _ = server.finish()
        }
        let call = try Program.run(
            "curl",
            [
                "-sS", "--max-time", "60", "--retry", "40", "--retry-delay", "1", "--retry-connrefused", "-H",
                "x-fc-request-id: 1", "-d",
                "{\"ping\": true}", "http://127.0.0.1:\(port)/invoke",
            ])
        #expect(call.output.contains("\"pymysql\"") && call.output.contains("\"lz4\""), "\(call.output)\(call.errors)")
    }

    /// The variables that fclayer added for the layer.
    private static func variables(in manifest: String) throws -> [(String, String)] {
        let names = ["PATH", "PYTHONPATH"]
        let found = names.compactMap { name -> (String, String)? in
            let line = manifest.split(separator: "\n").last { $0.contains(" \(name): ") }
            return line.flatMap { $0.range(of: ": ").map { range in (name, String(line?[range.upperBound...] ?? "")) } }
        }
        try #require(found.count == names.count, "\(manifest)")
        return found
    }
}

extension Program {
    /// A root with Debian's own files and nothing else, for bubblewrap.
    static let sandbox = [
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink",
        "usr/bin", "/bin", "--ro-bind", "/etc", "/etc", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        "--unshare-pid", "--die-with-parent",
    ]

    /// Minor version of Debian's Python.
    static let debianPython: String? = {
        let script = "import sys; print('%d.%d' % sys.version_info[:2])"
        let answer = try? Program.run("/usr/bin/python3", ["-c", script])
        return answer?.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }()
}

extension Trait where Self == ConditionTrait {
    /// The test runs programs in a sandbox.
    static var sandbox: Self {
        .enabled(
            if: (try? Program.run("bwrap", Program.sandbox + ["true"]))?.status == 0, "needs a working bubblewrap")
    }
}
