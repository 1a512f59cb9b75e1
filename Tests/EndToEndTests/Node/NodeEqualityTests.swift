import Foundation
import Testing

/// `npm ci` is the judge: the same tree, byte for byte, from its own locks and from a registry of real packages.
@Suite(.npm, .timeLimit(.minutes(30))) struct NodeEqualityTests {
    @Test(arguments: NodeExamples.all) func codeHasTheTreeOfNpm(_ example: NodeExamples.Example) throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(registry, package: example.package, files: example.files)
        let judged = try project.judged()
        // npm 10 does not keep `libc` in its locks and installs twins for musl on glibc; they stay out here.
        let theirs = judged.filter { !$0.key.hasPrefix("node_modules/@fast/linux-x64-musl/") }
        let manifests = theirs.keys.filter { $0.hasSuffix("/package.json") && $0.contains("node_modules/") }
        #expect(manifests.count >= example.packages, "\(manifests.count) packages")
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked()
        let differences = NodeTree.differences(try NodeTree.read(folder), theirs)
        #expect(differences.isEmpty, "\(differences.count):\n\(differences.prefix(20).joined(separator: "\n"))")
        #expect(!FileManager.default.fileExists(atPath: folder + "/.npmrc"), "it may hold tokens")
        #expect(!FileManager.default.fileExists(atPath: project.code + "/node_modules"), "sources stay as they are")

        // The handler loads and answers.
        let call = try Program.run(
            "node", ["-e", "require('./index').handler().then(x => console.log(typeof x))"], in: folder)
        #expect(call.status == 0 && call.output == "string\n", "\(call.errors)")
        let checked = try Program.fclayer(["validate"], in: project.path)
        #expect(checked.status == 0, "\(checked.errors)")

        // With the registry gone and no tool at hand, nothing is missing.
        registry.stop()
        let zip = try project.zip()
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        let again = try project.build(environment: ["PATH": "/nonexistent"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(try project.zip() == zip)
    }

    @Test func twoFoldersGiveTheSameBytes() throws {
        let registry = try NodeRegistry()
        let example = NodeExamples.workspaces
        let first = try NodeProject(registry, package: example.package, files: example.files)
        let second = try NodeProject(registry, package: example.package, named: "a second folder", files: example.files)
        let plain = try first.build(environment: ["TZ": "UTC", "LC_ALL": "C"])
        try #require(plain.status == 0, "\(plain.errors)")
        let other = try Program.run(
            "sh", ["-c", "umask 0077; exec \"$0\" build", Program.fclayer], in: second.path,
            environment: ["TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "FCLAYER_CACHE": second.path + "-store"])
        try #require(other.status == 0, "\(other.errors)")
        #expect(try first.zip() == second.zip())
        try? FileManager.default.removeItem(atPath: second.path + "-store")
    }

    @Test func layerHoldsTheTreeOfNpm() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(
            registry, package: #""dependencies": {"old-sender": "*", "ms": "^2"}"#,
            options: "    dependencies: layer\n",
            files: ["index.js": "exports.handler = async () => typeof require('ms');\n"])
        let theirs = try project.judged().filter { $0.key.hasPrefix("node_modules/") }
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let layer = try project.unpacked("layers/app-deps.zip")
        let differences = NodeTree.differences(try NodeTree.read(layer + "/nodejs"), theirs)
        #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
        let code = try project.unpacked()
        let call = try Program.run(
            "node", ["-e", "require('./index').handler().then(x => console.log(x))"], in: code,
            environment: ["NODE_PATH": layer + "/nodejs/node_modules"])
        #expect(call.output == "function\n", "\(call.errors)")
    }
}
