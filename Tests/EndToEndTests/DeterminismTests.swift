import Foundation
import Testing

/// Same input, same bytes.
@Suite(.tools("python3")) struct DeterminismTests {
    private func project(named name: String) throws -> TestProject {
        let project = try TestProject(named: name)
        try project.write(
            "fclayer.yaml",
            "functions:\n  hello:\n    runtime: python3.10\n    handler: index.handler\n    code: ./code\n    layers: [deps]\n"
        )
        try project.write("code/index.py", "import tool\n\n\ndef handler(event, context):\n    return tool.x\n")
        try project.write("code/bin/run", "#!/bin/sh\nexec true\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.path + "/code/bin/run")
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/code/link", withDestinationPath: "bin/run")
        try project.write("layers/deps/layer.yaml", "runtimes: [python3.10]\npython: requirements.txt\n")
        try project.write("layers/deps/requirements.txt", "./tool-1.0-py3-none-any.whl\n")
        try project.writeWheel("tool", in: "layers/deps")
        return project
    }

    private func results(of project: TestProject) throws -> [String: Data] {
        var results: [String: Data] = [:]
        for name in ["functions/hello.zip", "layers/deps.zip", "s.yaml", "build.json"] {
            results[name] = try Data(contentsOf: URL(fileURLWithPath: project.path + "/.fclayer/out/" + name))
        }
        return results
    }

    @Test(.tools("uv")) func twoFoldersUmasksTimeZonesAndLocalesGiveTheSameBytes() throws {
        let first = try project(named: "first")
        let second = try project(named: "a second folder")
        let plain = try Program.fclayer(
            ["build"], in: first.path,
            environment: ["TZ": "UTC", "LC_ALL": "C", "FCLAYER_CACHE": first.path + "-store"])
        try #require(plain.status == 0, "\(plain.errors)")
        for store in ["cold", "warm"] {
            try? FileManager.default.removeItem(atPath: second.path + "/.fclayer")
            let other = try Program.run(
                "sh", ["-c", "umask 0077; exec \"$0\" build", Program.fclayer], in: second.path,
                environment: [
                    "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "FCLAYER_CACHE": second.path + "-store",
                ])
            try #require(other.status == 0, "\(other.errors)")
            #expect(try results(of: first) == results(of: second), "with a \(store) store")
        }
        try? FileManager.default.removeItem(atPath: first.path + "-store")
        try? FileManager.default.removeItem(atPath: second.path + "-store")
    }

    @Test(.tools("uv", "zipinfo")) func zipInfoSeesFixedTimesAndModes() throws {
        let project = try project(named: "project")
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        let info = try Program.run("zipinfo", [".fclayer/out/functions/hello.zip"], in: project.path).output
        let lines = info.split(separator: "\n").filter { $0.contains("unx") }
        #expect(lines.count == 3, "\(info)")
        for line in lines {
            #expect(line.contains("80-Jan-01 00:00"), "\(line)")
            #expect(["-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"].contains { line.hasPrefix($0) }, "\(line)")
        }
    }
}
