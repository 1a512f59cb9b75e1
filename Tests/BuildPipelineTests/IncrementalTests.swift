import BuildModel
import BuildPipeline
import FileTrees
import Foundation
import TestSupport
import Testing

/// Whatever is done to a project, an incremental build gives what a clean one gives.
struct IncrementalTests {
    private static let folders = ["hello", "other", "layers/tools/share"]

    /// Four times 500 changes, each followed by an incremental build of one project and a clean build of its twin.
    @Test(.timeLimit(.minutes(30)), arguments: [1, 2, 3, 4] as [UInt64])
    func incrementalBuildsEqualCleanOnes(seed: UInt64) async throws {
        var dice = SeededGenerator(seed: seed)
        let project = try ProjectFolder.sample()
        let twin = try ProjectFolder.sample()
        var runtime = "python3.10"
        try await project.build()
        for step in 0..<500 {
            // Sometimes several changes at once, as a checkout makes them.
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                if Int.random(in: 0..<25, using: &dice) == 0 {
                    runtime = runtime == "python3.9" ? "python3.10" : "python3.9"
                }
                let change = change(&dice)
                for folder in [project, twin] { try change(folder) }
            }
            if Int.random(in: 0..<20, using: &dice) == 0 { try spoil(project, &dice) }
            try Files.remove(twin.file(".fclayer"))
            let (incremental, clean) = (try await end(project, runtime), try await end(twin, runtime))
            let different = Set(incremental.keys).union(clean.keys).filter { incremental[$0] != clean[$0] }
            try #require(
                different.isEmpty,
                "seed \(seed), step \(step): \(different.map { difference(of: incremental[$0], from: clean[$0]) })")
        }
    }

    /// How a build ends: the bytes of all results, or what was found.
    private func end(_ project: ProjectFolder, _ runtime: String) async throws -> [String: String] {
        do {
            let outcome = try await project.build(runtime: runtime)
            var results = ["findings": told(outcome.findings, project)]
            for name in outcome.packages.map({ $0.package.id.description + ".zip" }) + ["s.yaml", "build.json"] {
                let file = project.file(".fclayer/out/" + name)
                results[name] =
                    name == "build.json"
                    ? try project.text(".fclayer/out/" + name) : try FileDigest.sha256(ofFile: file).hexadecimal
            }
            return results
        } catch let failure as StageFailure {
            return ["failure": told(failure.findings, project)]
        }
    }

    private func told(_ findings: [Finding], _ project: ProjectFolder) -> String {
        findings.map { "\($0)" }.joined(separator: "\n").replacing(project.path, with: "")
    }

    /// The lines that differ.
    private func difference(of text: String?, from other: String?) -> String {
        let lines = [text, other].map { ($0 ?? "nothing").split(separator: "\n") }
        return lines[0].difference(from: lines[1]).map { "\($0)" }.joined(separator: "\n")
    }

    /// A change that can be made to two equal folders.
    private func change(_ dice: inout SeededGenerator) -> (ProjectFolder) throws -> Void {
        let folder = Self.folders[Int.random(in: 0..<3, using: &dice)]
        let name =
            folder + "/" + ["data.txt", "a.py", "sub/b.py", "sub/deep/c.txt"][Int.random(in: 0..<4, using: &dice)]
        let other = folder + "/" + ["moved.txt", "sub/moved.py"][Int.random(in: 0..<2, using: &dice)]
        let text = "x = \(Int.random(in: 0..<10, using: &dice))\n"
        switch Int.random(in: 0..<17, using: &dice) {
        case 0...2: return { try $0.put(name, text) }
        case 3: return { try $0.put(name, String(repeating: text, count: 5000)) }
        case 4:
            return { try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: $0.file(name)) }
        case 5:
            return {
                // An edit that hides behind an old date.
                try $0.put(name, text)
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: $0.file(name))
            }
        case 6: return { if $0.has(name), !$0.has(other) { try $0.move(name, other) } }
        case 7: return { if $0.has(other), !$0.has(name) { try $0.move(other, name) } }
        case 8:
            let mode: UInt16 = Bool.random(using: &dice) ? 0o755 : 0o644
            return { if $0.has(name) { try Files.setMode(mode, of: $0.file(name)) } }
        case 9:
            let target = Bool.random(using: &dice) ? "index.py" : "data.txt"
            return {
                try Files.remove($0.file(folder + "/link"))
                try Files.makeLink(at: $0.file(folder + "/link"), to: target)
            }
        case 10: return { if $0.has(name) { try Files.remove($0.file(name)) } }
        case 11:
            let rules = ["", "sub/\n", "*.txt\n", "moved*\n!sub/moved.py\n"][Int.random(in: 0..<4, using: &dice)]
            return { try $0.put(folder + "/.fcignore", rules) }
        case 12:
            let place = ["share", "data", "python", "lib"].randomElement(using: &dice) ?? ""
            return {
                try $0.put(
                    "layers/tools/layer.yaml",
                    "runtimes: [python3.10, python3.9]\nfiles: [{ from: share/, to: \(place)/ }]\n")
            }
        case 13: return code(folder, &dice)
        case 14:
            let lines = Int.random(in: 0..<3, using: &dice)
            let extra = ["", "      memorySize: 99", "      environmentVariables: { LD_LIBRARY_PATH: /opt/share }"]
                .randomElement(using: &dice)
            return {
                try $0.put(
                    "s.yaml",
                    String(repeating: "# a line\n", count: lines)
                        + ProjectFolder.manifest(of: ["hello", "other"], extra: extra ?? ""))
            }
        case 15:
            // A library that needs others, which no instance has.
            let comes = Int.random(in: 0..<4, using: &dice) == 0
            return { project in
                if project.has(folder + "/libzip.so") { try Files.remove(project.file(folder + "/libzip.so")) }
                guard comes, let bytes = try? Files.read("/usr/lib/x86_64-linux-gnu/libzip.so.4") else { return }
                try project.write(folder + "/libzip.so", bytes)
            }
        default:
            return {
                // Two folders change places: every time of every file stays as it was.
                try $0.move("hello", "aside")
                try $0.move("other", "hello")
                try $0.move("aside", "other")
            }
        }
    }

    /// Code that there is something to say about, mostly.
    private func code(_ folder: String, _ dice: inout SeededGenerator) -> (ProjectFolder) throws -> Void {
        let texts = [
            "def handler(event, context):\n    return 1\n", "def handler(event, context):\n    return 1\n",
            "import nothere\n\ndef handler(event, context):\n    return nothere.x\n",
            "import a\n\ndef handler(event, context):\n    return a.x\n", "def hander(event, context):\n    return 1\n",
            "def handler(event)\n", "def handler(event):\n    return 1\n",
        ]
        let text = texts[Int.random(in: 0..<texts.count, using: &dice)]
        return { try $0.put((folder.hasPrefix("layers") ? "hello" : folder) + "/index.py", text) }
    }

    /// Something that only the incremental build could be misled by.
    private func spoil(_ project: ProjectFolder, _ dice: inout SeededGenerator) throws {
        let state = (try? FileTree.walk(project.file(".fclayer")).entries.filter { $0.kind == .file }) ?? []
        guard let victim = state.randomElement(using: &dice) else { return }
        let file = project.file(".fclayer/" + victim.path)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: try Files.remove(file)
        case 1: try Data("spoilt".utf8).write(to: URL(fileURLWithPath: file))
        default:
            let bytes = try Files.read(file)
            try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: file))
        }
    }
}

extension ProjectFolder {
    fileprivate func has(_ name: String) -> Bool { (try? Files.status(file(name), followingLink: false)) != nil }

    /// Writes a file in place, as an editor may do: the inode stays.
    fileprivate func put(_ name: String, _ text: String) throws {
        if let folder = Files.parentFolder(of: file(name)) { try Files.makeFolders(folder) }
        if !has(name) { return try write(name, text) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file(name)))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    fileprivate func move(_ name: String, _ other: String) throws {
        if let folder = Files.parentFolder(of: file(other)) { try Files.makeFolders(folder) }
        try FileManager.default.moveItem(atPath: file(name), toPath: file(other))
    }
}
