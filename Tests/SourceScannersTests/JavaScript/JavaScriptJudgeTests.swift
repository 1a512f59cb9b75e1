import Foundation
import SourceScanners
import Testing

/// The Node.js of this machine: it loads every form and checks real files with its own parser.
enum NodeJudge {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static func run(_ arguments: [String]) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/node")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    static let script = #"""
        const fs = require("fs"), path = require("path"), url = require("url");
        const root = process.argv[1], log = console.log;
        console.log = console.error = () => {};
        process.on("unhandledRejection", () => {});
        (async () => {
            for (const line of fs.readFileSync(path.join(root, "list"), "utf8").split("\n").filter(Boolean)) {
                const [name, file, symbol] = line.split("\t");
                const base = path.join(root, name, file);
                const found = [".js", ".mjs", ".cjs"].map((e) => base + e).find((p) => fs.existsSync(p));
                let kind = "missing";
                try {
                    if (found) {
                        const isModule = !found.endsWith(".js") || fs.existsSync(path.join(root, name, "package.json"));
                        const all = isModule ? await import(url.pathToFileURL(found).href) : require(found);
                        const value = symbol in all ? all[symbol] : all.default && all.default[symbol];
                        const isClass = typeof value === "function" && /^class\b/.test(String(value));
                        kind = isClass ? "class" : typeof value;
                    }
                } catch (error) { kind = "error"; }
                log(name + "\t" + kind);
            }
        })();
        """#
}

@Suite(.enabled(if: NodeJudge.path != nil, "needs node")) struct JavaScriptJudgeTests {
    /// Verdicts that loading cannot tell, or that depend on the minor version of Node.js.
    private static let others: Set<String> = ["generator", "async-gen", "http-on-event", "esm-in-js", "missing-rel"]

    @Test func nodeAgreesOnEveryForm() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("forms-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        var list = ""
        let forms = JavaScriptForm.all.filter { $0.version == 20 && !Self.others.contains($0.name) }
        for form in forms {
            for (path, text) in form.files {
                let file = root.appendingPathComponent(form.name).appendingPathComponent(path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            let parts = form.handler.split(separator: ".").map(String.init)
            list += "\(form.name)\t\(parts.dropLast().joined(separator: "."))\t\(parts.last ?? "")\n"
        }
        list = list.replacingOccurrences(of: "dot-slash\t/", with: "dot-slash\t")
        try Data(list.utf8).write(to: root.appendingPathComponent("list"))
        let output = try NodeJudge.run(["-e", NodeJudge.script, root.path]).output
        var kinds: [String: String] = [:]
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: "\t").map(String.init)
            kinds[parts[0]] = parts[1]
        }
        for form in forms where !form.verdict.hasPrefix("unsure") {
            let isHook = form.contract == .hook && form.verdict.contains("contract")
            let works = kinds[form.name] == "function" && !isHook
            #expect(works == form.verdict.hasPrefix("ok"), "\(form.name): \(kinds[form.name] ?? "nothing")")
        }
        #expect(kinds.count == forms.count)
    }

    @Test func realFilesHaveNoProblemThatNodeDoesNotSee() throws {
        var files: [String] = []
        for folder in ["/usr/lib/node_modules", "/usr/local/lib/node_modules", "/usr/share/nodejs"] {
            guard let walk = FileManager.default.enumerator(atPath: folder) else { continue }
            for case let path as String in walk where path.hasSuffix(".js") || path.hasSuffix(".mjs") {
                files.append("\(folder)/\(path)")
            }
        }
        var accused: [String] = []
        var names = 0
        for file in files.sorted().prefix(1500) {
            guard let data = FileManager.default.contents(atPath: file), data.count < 400_000 else { continue }
            let module = JavaScriptModule(bytes: [UInt8](data))
            if !module.problems.isEmpty || module.unreadable != nil { accused.append(file) }
            names += module.exportedNames.count
        }
        for file in accused.prefix(20) { #expect(try NodeJudge.run(["--check", file]).status != 0, "\(file)") }
        if files.count > 500 {
            #expect(names > files.count)
            #expect(accused.count < 5)
        }
    }
}
