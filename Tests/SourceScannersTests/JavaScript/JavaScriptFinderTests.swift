import Foundation
import SourceScanners
import Testing

/// A tree of packages, and what files of it ask for.
private let cases:
    [(files: [String: String], asks: [(from: String, kind: JavaScriptImport.Kind, specifiers: [String])])] = [
        (
            [
                "index.js": "", "a.js": "", "b.json": "{}", "c.node": "", "dir/index.js": "",
                "main/package.json": #"{"main":"lib"}"#,
                "main/lib/index.js": "", "lost/package.json": #"{"main":"gone.js"}"#, "lost/index.json": "{}",
                "odd.js/index.js": "", "d.mjs": "", "both.js": "", "both/index.js": "", "empty/readme": "",
                "x y.js": "",
                "noext": "", "dot.dir/index.js": "", "Case.js": "",
            ],
            [
                (
                    "index.js", .require,
                    [
                        "./a", "./a.js", "./b", "./b.json", "./c", "./dir", "./dir/", "./dir/index", ".", "./",
                        "./main",
                        "./main/", "./lost", "./odd.js", "./d", "./d.mjs", "./both", "./both/", "./empty", "./x y",
                        "./noext", "./noext/", "./dot.dir", "./case", "./gone", "../gone", "./dir/..", "./dir/../a",
                        "/nowhere/x", "./a.js/", "./dir/.",
                    ]
                ),
                ("dir/index.js", .require, ["..", "../", "../a", "../dir", "./index", "./a", "../../x"]),
                (
                    "d.mjs", .import,
                    [
                        "./a", "./a.js", "./b.json", "./dir", "./dir/", "./dir/index.js", "./d.mjs", "./noext",
                        "./gone.js",
                        "./a.js?x=1", "./a.js#x", "./case.js", "./main",
                    ]
                ),
            ]
        ),
        (
            [
                "index.js": "", "index.mjs": "", "src/deep/file.js": "",
                "package.json":
                    ##"{"name":"own","exports":{".":"./index.js","./src/*":"./src/*.js"},"imports":{"#a":"./index.js","#p":"plain","#fs":"node:fs","#x/*":"./src/*.js","#gone":"./gone.js","#n":null}}"##,
                "node_modules/plain/index.js": "", "node_modules/plain/lib/a.js": "", "node_modules/single.js": "",
                "node_modules/main/package.json": #"{"main":"./lib/main"}"#, "node_modules/main/lib/main.js": "",
                "node_modules/noentry/package.json": #"{"main":"x.js"}"#, "node_modules/noentry/readme": "",
                "node_modules/@s/p/package.json": #"{"main":"p.js"}"#, "node_modules/@s/p/p.js": "",
                "node_modules/@s/p/sub/index.js": "",
                "node_modules/string/package.json": #"{"exports":"./s.js"}"#, "node_modules/string/s.js": "",
                "node_modules/string/t.js": "",
                "node_modules/cond/package.json":
                    #"{"exports":{"import":"./e.mjs","require":"./c.cjs"},"main":"./no.js"}"#,
                "node_modules/cond/e.mjs": "", "node_modules/cond/c.cjs": "",
                "node_modules/nested/package.json":
                    #"{"exports":{".":{"browser":"./b.js","node":{"import":"./n.mjs","default":"./n.cjs"}},"./only":{"browser":"./b.js"}}}"#,
                "node_modules/nested/n.mjs": "", "node_modules/nested/n.cjs": "", "node_modules/nested/b.js": "",
                "node_modules/paths/package.json":
                    #"{"exports":{"./a":"./a.js","./f/*":"./f/*.js","./f/private/*":null,"./g/*.js":"./g/*.js","./list":["./no.js","./a.js"],"./out":"./gone.js","./package.json":"./package.json"}}"#,
                "node_modules/paths/a.js": "", "node_modules/paths/f/x.js": "", "node_modules/paths/f/private/y.js": "",
                "node_modules/paths/g/z.js": "", "node_modules/paths/f/deep/w.js": "",
                "node_modules/esm/package.json": #"{"type":"module","main":"index.js"}"#,
                "node_modules/esm/index.js": "",
                "node_modules/order/package.json": #"{"exports":{"default":"./a.js","import":"./b.js"}}"#,
                "node_modules/order/a.js": "", "node_modules/order/b.js": "",
                "node_modules/outer/index.js": "", "node_modules/outer/node_modules/inner/index.js": "",
                "src/node_modules/near/index.js": "",
                "node_modules/events/index.js": "", "node_modules/fs/index.js": "",
            ],
            [
                (
                    "index.js", .require,
                    [
                        "plain", "plain/", "plain/lib/a", "plain/lib/a.js", "plain/lib/b", "single", "main",
                        "main/lib/main",
                        "noentry", "@s/p", "@s/p/sub", "@s/p/p.js", "@s/q", "@s", "string", "string/t.js",
                        "string/s.js",
                        "cond", "cond/c.cjs", "nested", "nested/only", "paths", "paths/a", "paths/f/x",
                        "paths/f/private/y",
                        "paths/g/z.js", "paths/g/z", "paths/f/deep/w", "paths/list", "paths/out", "paths/package.json",
                        "esm", "order", "outer", "inner", "near", "own", "own/src/deep/file", "own/index.js", "#a",
                        "#p",
                        "#x/deep/file", "#gone", "#n", "#none", "fs", "node:fs", "node:nothing", "events",
                        "events/",
                        "fs/promises", "fs/nothing", "test", "node:test", "sys", "gone", "stream/web",
                    ]
                ),
                (
                    "index.mjs", .import,
                    [
                        "plain", "plain/lib/a", "plain/lib/a.js", "single", "main", "noentry", "@s/p", "@s/p/sub",
                        "@s/p/p.js", "string", "string/t.js", "cond", "cond/e.mjs", "nested", "nested/only", "paths",
                        "paths/a", "paths/f/x", "paths/f/private/y", "paths/g/z.js", "paths/list", "paths/out", "esm",
                        "order", "inner", "own", "own/src/deep/file", "#a", "#p", "#x/deep/file", "#gone", "#n",
                        "#none",
                        "fs", "node:test", "test", "gone", "stream/web",
                    ]
                ),
                ("src/deep/file.js", .require, ["near", "plain", "inner", "own", "#a"]),
                ("node_modules/outer/index.js", .require, ["inner", "plain", "near", "own", "#a"]),
            ]
        ),
    ]

/// The finder against `require.resolve` and `import()` of Node.js itself.
@Suite(.enabled(if: NodeJudge.path != nil, "needs node")) struct JavaScriptFinderTests {
    private static let script = #"""
        const fs = require("fs"), path = require("path"), module_ = require("module"), url = require("url");
        const root = process.argv[1];
        (async () => {
            for (const line of fs.readFileSync(path.join(root, "list"), "utf8").split("\n").filter(Boolean)) {
                const [from, kind, specifier] = JSON.parse(line);
                const file = path.join(root, from);
                let answer;
                try {
                    if (kind === "require") answer = module_.createRequire(file).resolve(specifier);
                    else {
                        // What is found and does not load was found.
                        globalThis.asked = undefined;
                        const helper = path.join(path.dirname(file), "helper-" + process.pid + ".mjs");
                        fs.writeFileSync(helper, "export default import.meta.resolve(" + JSON.stringify(specifier) + ")");
                        const found = (await import(url.pathToFileURL(helper).href + "?" + Math.random())).default;
                        fs.unlinkSync(helper);
                        if (found.startsWith("node:")) answer = found;
                        else {
                            answer = url.fileURLToPath(found.split("?")[0].split("#")[0]);
                            if (!fs.statSync(answer).isFile() || found.endsWith("/")) throw new Error("no file");
                            answer = fs.realpathSync(answer);
                        }
                    }
                } catch (error) { answer = "!" + (error.code || error.message); }
                console.log(JSON.stringify(answer));
            }
        })();
        """#

    @Test(arguments: cases.indices) func findsWhatNodeFinds(_ index: Int) throws {
        let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("finder-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in cases[index].files {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        var list = ""
        var asked: [(from: String, kind: JavaScriptImport.Kind, specifier: String)] = []
        for ask in cases[index].asks {
            for specifier in ask.specifiers {
                asked.append((ask.from, ask.kind, specifier))
                let line = try JSONEncoder().encode([ask.from, ask.kind.rawValue, specifier])
                list += String(decoding: line, as: UTF8.self) + "\n"
            }
        }
        try Data(list.utf8).write(to: root.appendingPathComponent("list"))
        let output = try NodeJudge.run(["-e", Self.script, root.path]).output.split(separator: "\n")
        try #require(output.count == asked.count, "\(output)")
        let tree = JavaScriptTree(cases[index].files).sources
        let finder = JavaScriptModuleFinder(tree: tree, version: JavaScriptVersion(20, 20))
        for (ask, line) in zip(asked, output) {
            let real = String(
                decoding: try JSONDecoder().decode([String].self, from: Data("[\(line)]".utf8))[0].utf8, as: UTF8.self)
            var expected = real.hasPrefix("!") ? "missing" : real
            if expected.hasPrefix(root.path) { expected = "/code" + expected.dropFirst(root.path.count) }
            let found =
                switch finder.find(ask.specifier, kind: ask.kind, from: "/code/\(ask.from)") {
                case .file(let path): path
                case .builtIn: "built in"
                case .missing: "missing"
                case .preinstalled, .unknown: "unknown"
                }
            if !expected.hasPrefix("/"), expected != "missing" { expected = "built in" }
            // Outside of the code nothing is known.
            if found == "unknown", expected == "missing", ask.specifier.hasPrefix("/") || ask.specifier.hasPrefix("..")
            {
                continue
            }
            #expect(found == expected, "\(ask.kind) \(ask.specifier) from \(ask.from): node says \(real)")
        }
    }

    @Test func knowsTheBuiltInModulesOfNode() throws {
        let output = try NodeJudge.run([
            "-p", "process.versions.node + ' ' + require('module').builtinModules.join(' ')",
        ]).output
        let words = output.split(whereSeparator: \.isWhitespace).map(String.init)
        let version = try #require(words.first.flatMap { JavaScriptVersion($0) })
        for name in words.dropFirst() where !name.hasPrefix("internal/") {
            #expect(JavaScriptBuiltins.look(up: name, version: version, isRequire: true) == .known, "\(name)")
        }
        for name in ["express", "fs/nothing", "node", "test", "sqlite"] where !words.contains(name) {
            #expect(JavaScriptBuiltins.look(up: name, version: version, isRequire: true) == nil, "\(name)")
        }
    }

    /// Every file of the packages that are installed with npm, against `require.resolve`.
    @Test func agreesOnPackagesOfThisMachine() throws {
        let root = "/usr/lib/node_modules/npm"
        guard let walk = FileManager.default.enumerator(atPath: root) else { return }
        var asked: [(file: String, specifier: String)] = []
        let tree = JavaScriptSourceTree(
            read: { FileManager.default.contents(atPath: $0).map { [UInt8]($0) } },
            list: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] },
            follow: { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path })
        for case let path as String in walk where path.hasSuffix(".js") && asked.count < 600 {
            let file = "\(root)/\(path)"
            for statement in tree.module(at: file)?.imports ?? [] where statement.kind == .require {
                asked.append((file, statement.specifier))
            }
        }
        guard asked.count > 100 else { return }
        let list = try JSONEncoder().encode(asked.map { [$0.file, $0.specifier] })
        let input = FileManager.default.temporaryDirectory.appendingPathComponent("asked-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: input) }
        try list.write(to: input)
        let script = #"""
            for (const [file, name] of JSON.parse(require("fs").readFileSync(process.argv[1]))) {
                try { console.log(require("module").createRequire(file).resolve(name)) } catch { console.log("missing") }
            }
            """#
        let answers = try NodeJudge.run(["-e", script, input.path]).output.split(separator: "\n")
        try #require(answers.count == asked.count)
        let finder = JavaScriptModuleFinder(tree: tree, version: JavaScriptVersion(20, 20), known: ["/usr"])
        for (ask, answer) in zip(asked, answers) {
            switch finder.find(ask.specifier, kind: .require, from: ask.file) {
            case .file(let path): #expect(path == answer, "\(ask)")
            case .builtIn: #expect(!answer.hasPrefix("/") && answer != "missing", "\(ask)")
            case .missing, .preinstalled, .unknown: #expect(answer == "missing", "\(ask)")
            }
        }
    }
}
