import Archives
import BuildModel
import Foundation
import Testing

@testable import Compiling

/// Install scripts that never end.
@Suite(.timeLimit(.minutes(10))) struct NodeScriptsRecipeTests {
    private static let major: Int? = {
        let node = Process()
        let output = Pipe()
        node.executableURL = URL(fileURLWithPath: "/bin/sh")
        node.arguments = [
            "-c", "bwrap --unshare-all --ro-bind / / true && command -v npm > /dev/null && node --version",
        ]
        node.standardOutput = output
        node.standardError = FileHandle.nullDevice
        guard (try? node.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return Int(text.dropFirst().prefix { $0 != "." }).flatMap { [14, 16, 18, 20].contains($0) ? $0 : nil }
    }()

    @Test(.enabled(if: major != nil, "needs bwrap, npm and Node.js of a runtime's version"))
    func scriptThatLoopsIsEndedWithAllThatItStarted() async throws {
        let project = try BuildProject()
        project.settings.scriptLimit = .seconds(2)
        let zip = project.path + "/looping.zip"
        var writer = try ZipWriter(path: zip)
        let manifest =
            #"{"name": "looping", "version": "1.0.0", "scripts": {"install": "sleep 86427 & while :; do :; done"}}"#
        writer.add(contentsOf: [
            ZipMember(path: try PackagePath("package.json"), content: .bytes(Array(manifest.utf8)))
        ])
        _ = try writer.finish(ZipOptions())
        let node = NodeDependencies(
            source: NodeSource(folder: project.path + "/code", lock: project.path + "/code/package-lock.json"),
            runtime: "nodejs\(Self.major ?? 20)", destination: "")
        try project.write("code/index.js", "")
        let place = "node_modules/looping"
        let parts = LockedParts(
            ingredient: .node(node),
            archives: [
                LockedArchive(
                    component: PackageComponent(name: "looping", version: "1.0.0", origin: ""), zip: zip,
                    zipDigest: try #require(Digest(String(repeating: "0", count: 64))), destination: place)
            ],
            scripts: [
                PackageScripts(name: "looping", version: "1.0.0", place: place, archive: place, isCompiled: false)
            ])
        let choice = BuildChoice(kind: .npmScripts, folder: project.path + "/code", arguments: ["looping"])
        let build = ToolBuild(choice: choice, runtime: node.runtime, destination: "", node: node)
        do throws(StageFailure) {
            _ = try await ToolWorkshop(settings: project.settings, parts: [parts]).make(build)
            Issue.record("it ended")
        } catch {
            #expect(
                error.findings.first?.message
                    == "the install scripts of `looping` 1.0.0 did not end within 2 seconds", "\(error.findings)")
        }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let left = processes.filter { number in
            Int(number) != nil
                && (FileManager.default.contents(atPath: "/proc/\(number)/cmdline")).map {
                    String(decoding: $0, as: UTF8.self).hasPrefix("sleep\u{0}86427")
                } == true
        }
        #expect(left.isEmpty)
    }
}
