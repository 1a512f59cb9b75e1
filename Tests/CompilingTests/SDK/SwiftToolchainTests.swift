import BuildModel
import Foundation
import FunctionCompute
import Testing

@testable import Compiling

@Suite struct SwiftToolchainTests {
    private func rule(_ body: () async throws -> SwiftToolchain) async -> String? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? StageFailure)?.findings.first?.rule
        }
    }

    private func toolchain(_ folder: TestFolder, version: String = "6.9.1", in usr: String = "usr") throws {
        let resources = folder.path + "/" + usr + "/lib/swift"
        try FileManager.default.createDirectory(atPath: resources, withIntermediateDirectories: true)
        try folder.write(
            usr + "/bin/swiftc",
            """
            #!/bin/sh
            echo asked >> '\(folder.path)/asked'
            cat <<END
            {"compilerVersion": "Swift version \(version) (swift-\(version)-RELEASE)",
             "swiftCompilerTag": "swift-\(version)-RELEASE", "paths": {"runtimeResourcePath": "\(resources)"}}
            END

            """, mode: 0o755)
    }

    @Test func emptyPathIsATypedFailure() async {
        #expect(
            await rule { try await SwiftToolchain.find(environment: ["PATH": "/nonexistent"]) } == "toolchain-missing")
        #expect(await rule { try await SwiftToolchain.find(environment: [:]) } == "toolchain-missing")
    }

    @Test func compilerThatFailsIsATypedFailure() async throws {
        let folder = try TestFolder()
        for text in ["#!/bin/sh\necho boom >&2\nexit 3\n", "#!/bin/sh\necho '{}'\n", "#!/nonexistent/interpreter\n"] {
            try folder.write("swiftc", text, mode: 0o755)
            #expect(
                await rule { try await SwiftToolchain.find(environment: ["PATH": folder.path]) } == "toolchain-broken")
        }
    }

    @Test func toolchainThatIsKnownIsNotAsked() async throws {
        let folder = try TestFolder()
        try toolchain(folder)
        let environment = ["PATH": folder.path + "/usr/bin:/usr/bin:/bin"]
        let found = try await SwiftToolchain.find(environment: environment)
        #expect(found.version == "6.9.1")
        #expect(found.tag == "swift-6.9.1-RELEASE")
        #expect(found.usr.hasSuffix("/usr"))
        let again = try await SwiftToolchain.find(environment: environment, known: [found])
        #expect(again == found)
        #expect(try String(contentsOfFile: folder.path + "/asked", encoding: .utf8) == "asked\n")
        // Another one in its place is asked.
        try toolchain(folder, version: "6.10.12")
        #expect(try await SwiftToolchain.find(environment: environment, known: [found]).version == "6.10.12")
    }

    @Test func managerOfToolchainsIsAskedEachTime() async throws {
        let folder = try TestFolder()
        try toolchain(folder)
        try FileManager.default.createDirectory(atPath: folder.path + "/manager", withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            atPath: folder.path + "/usr/bin/swiftc", toPath: folder.path + "/manager/swiftc")
        let environment = ["PATH": folder.path + "/manager:/usr/bin:/bin"]
        let found = try await SwiftToolchain.find(environment: environment)
        _ = try await SwiftToolchain.find(environment: environment, known: [found])
        #expect(try String(contentsOfFile: folder.path + "/asked", encoding: .utf8) == "asked\nasked\n")
    }

    @Test(.enabled(if: Judge.find("swiftc") != nil)) func installedToolchainHasItsPrograms() async throws {
        let found = try await SwiftToolchain.find(environment: ProcessInfo.processInfo.environment)
        #expect(FileManager.default.isExecutableFile(atPath: found.swift))
        let said = try Judge.run("swiftc", ["--version"]).output
        #expect(said.contains("Swift version \(found.version)"))
    }
}
