import Foundation
import Testing

/// Node.js itself as the judge of the corpus: the functions are laid out as in an instance, and their entry points loaded as
/// the platform's loader does.
@Suite(.enabled(if: NodeProgram.path != nil, "needs node 20")) struct NodeJudgeTests {
    /// What loading does not show: it looks at names, and not at what becomes of a call.
    private static let unseen: Set<String> = [
        "callback-never-called", "handler-kind", "hook-signature", "handler-generator", "syntax-too-new",
    ]

    /// Cases of versions that load as the judge does: up to `nodejs16` only `.js` of CommonJS is taken, and before 20.19
    /// syntax does not tell the kind of a file.
    private static let cases = (nodeEntryCorpus + nodeImportCorpus).filter { function in
        guard function.runtime.hasPrefix("nodejs"), function.environment.isEmpty,
            !unseen.contains(function.broken ?? "")
        else {
            return false
        }
        if ["nodejs18", "nodejs20"].contains(function.runtime) { return true }
        return function.broken != "esm-mismatch" && !function.name.hasPrefix("built-in module of")
            && !function.name.hasPrefix("preinstalled")
    }

    private static let script = #"""
        const fs = require("fs"), path = require("path"), url = require("url");
        const log = console.log;
        console.log = console.error = () => {};
        process.on("unhandledRejection", () => {});
        (async () => {
            for (const line of fs.readFileSync(process.argv[1], "utf8").split("\n").filter(Boolean)) {
                const [folder, entry, layers] = JSON.parse(line);
                process.env.NODE_PATH = layers;
                require("module")._initPaths();
                const dot = entry.lastIndexOf(".");
                const base = path.join(folder, entry.slice(0, dot));
                const file = [".js", ".mjs", ".cjs"].map((ending) => base + ending).find((name) => fs.existsSync(name));
                let answer = "no file";
                if (file) {
                    try {
                        const type = fs.existsSync(folder + "/package.json")
                            && JSON.parse(fs.readFileSync(folder + "/package.json", "utf8")).type;
                        const isModule = file.endsWith(".mjs") || type === "module" && file.endsWith(".js");
                        const all = isModule ? await import(url.pathToFileURL(file).href) : require(file);
                        answer = typeof all[entry.slice(dot + 1)];
                    } catch (error) { answer = "error " + error.message.split("\n")[0]; }
                }
                log(JSON.stringify(answer));
            }
        })();
        """#

    @Test func nodeAgreesOnTheCorpus() throws {
        let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("corpus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        var asked: [(function: CorpusCase, entry: String, folder: String)] = []
        var list = ""
        for (index, function) in Self.cases.enumerated() {
            let folder = root.appendingPathComponent("\(index)/code")
            var files = Dictionary(uniqueKeysWithValues: function.files.map { ("\(index)/code/\($0.key)", $0.value) })
            for layer in function.layers.reversed() {
                for (path, text) in layer { files["opt\(index)/\(path)"] = text }
            }
            for (path, text) in files {
                let file = root.appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            let layers = root.path + "/opt\(index)/nodejs/node_modules"
            for entry in [function.handler, function.initializer, function.preStop].compactMap(\.self) {
                asked.append((function, entry, folder.path))
                list += String(decoding: try JSONEncoder().encode([folder.path, entry, layers]), as: UTF8.self) + "\n"
            }
        }
        let input = root.appendingPathComponent("list")
        try Data(list.utf8).write(to: input)
        let answers = try NodeProgram.run(["-e", Self.script, input.path])
        try #require(answers.count == asked.count)
        var verdicts: [String: [String]] = [:]
        for (ask, answer) in zip(asked, answers) { verdicts[ask.folder, default: []].append(answer) }
        for (index, function) in Self.cases.enumerated() {
            let found = verdicts[root.path + "/\(index)/code"] ?? []
            let works = !found.isEmpty && found.allSatisfy { $0 == "\"function\"" }
            // From 20.19 on the judge looks at the syntax of files without a kind, and `require` loads ES modules.
            let isNewer = function.broken == "esm-mismatch" && works
            #expect(works == (function.broken == nil) || isNewer, "\(function.name): \(found)")
        }
        #expect(Self.cases.count >= 40)
    }
}

/// The Node.js of this machine.
private enum NodeProgram {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        guard let path = folders.map({ "\($0)/node" }).first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let version = (try? run(path, ["--version"]))?.first ?? ""
        return version.hasPrefix("v20") || version.hasPrefix("v22") ? path : nil
    }()

    static func run(_ arguments: [String]) throws -> [String] {
        try run(path ?? "/usr/bin/node", arguments)
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
