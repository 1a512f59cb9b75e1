import Foundation
import Testing

/// Locks from the command line, with a local wheel: no network.
@Suite(.tools("python3", "uv")) struct LockTests {
    private func project() throws -> TestProject {
        let project = try TestProject()
        try project.write("layers/deps/layer.yaml", "runtimes: [python3.10]\npython: requirements.txt\n")
        try project.write("layers/deps/requirements.txt", "./tool-1.0-py3-none-any.whl\n")
        try project.writeWheel("tool", in: "layers/deps")
        return project
    }

    private let lock = "layers/deps/pylock.python3-10.toml"

    @Test func lockedFailsWithoutLockAndBuildsWithIt() throws {
        let project = try project()
        let missing = try Program.fclayer(["build", "--locked"], in: project.path)
        #expect(missing.status == 1)
        #expect(missing.errors.contains("lock-missing"))
        let made = try Program.fclayer(["lock"], in: project.path)
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output == lock + "\n")
        let built = try Program.fclayer(["build", "--locked"], in: project.path)
        #expect(built.status == 0, "\(built.errors)")
    }

    @Test func lockedFailsWhereRequirementsChanged() throws {
        let project = try project()
        #expect(try Program.fclayer(["lock"], in: project.path).status == 0)
        try project.writeWheel("other", in: "layers/deps")
        try project.write(
            "layers/deps/requirements.txt", "./tool-1.0-py3-none-any.whl\n./other-1.0-py3-none-any.whl\n")
        let stale = try Program.fclayer(["build", "--locked"], in: project.path)
        #expect(stale.status == 1)
        #expect(stale.errors.contains("lock-stale"))
        let renewed = try Program.fclayer(["build"], in: project.path)
        #expect(renewed.status == 0, "\(renewed.errors)")
        #expect(try project.read(lock).contains("other"))
    }

    @Test func variableThatRequirementsNameDecidesWhatIsBuilt() throws {
        let project = try project()
        try project.writeWheel("other", in: "layers/deps")
        try project.write("layers/deps/requirements.txt", "./${WANTED}-1.0-py3-none-any.whl\n")
        func built(_ name: String) throws -> String {
            let run = try Program.fclayer(["build", "--explain"], in: project.path, environment: ["WANTED": name])
            #expect(run.status == 0, "\(run.errors)")
            return run.errors
        }
        #expect(try built("tool").contains("layers/deps: built:"))
        #expect(try built("tool").contains("layers/deps: kept:"))
        #expect(try built("other").contains("layers/deps: built: `tool 1.0` was removed"))
        #expect(try project.read(lock).contains("other"))
    }

    @Test func withoutAnyResolverTheMachineIsToBlame() throws {
        let project = try project()
        let run = try Program.fclayer(["build"], in: project.path, environment: ["PATH": "/nowhere"])
        #expect(run.status == 3)
        #expect(run.errors.contains("no-resolver"))
    }

    @Test func lockAndStoreAreEnoughWithoutToolsAndNetwork() throws {
        let project = try project()
        #expect(try Program.fclayer(["build"], in: project.path).status == 0)
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        let run = try Program.fclayer(
            ["build", "--offline"], in: project.path,
            environment: ["PATH": "/nowhere", "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"])
        #expect(run.status == 0, "\(run.errors)")
    }
}
