import Foundation
import Testing

/// `node: {scripts: …}`: what becomes of install scripts.
@Suite(.npmScripts, .sandbox, .timeLimit(.minutes(10))) struct NodeScriptsTests {
    private typealias Package = ScriptedProject.Package

    private static let maker = Package(
        name: "maker", lines: #""scripts": {"postinstall": "node make.js"}"#,
        files: ["make.js": "require('fs').writeFileSync('made.js', 'module.exports = 41;\\n');\n"])

    private func allow(_ names: String) -> String { "    node: {scripts: {allow: [\(names)]}}\n" }

    @Test func scriptThatNobodyDecidedAboutIsAnErrorAndIsNotRun() throws {
        let project = try ScriptedProject([
            Self.maker, Package(name: "gyp-only", files: ["binding.gyp": "{}"]), Package(name: "plain"),
        ])
        let built = try project.build()
        #expect(built.status == 1)
        #expect(
            built.errors.contains(
                "error[npm-install-scripts]: decide about install scripts, which run programs on this machine; these "
                    + "packages have some: `gyp-only` 1.0.0 (`install`: `node-gyp rebuild`), `maker` 1.0.0 "
                    + "(`postinstall`: `node make.js`)"), "\(built.errors)")
        #expect(built.errors.contains("skip: [gyp-only, maker]"), "\(built.errors)")
        #expect(!FileManager.default.fileExists(atPath: project.path + "/.fclayer/out"))

        try project.project.write("code/.npmrc", "ignore-scripts=true\n")
        let told = try project.build()
        #expect(told.status == 0 && told.errors.contains("note[npm-install-scripts]"), "\(told.errors)")
        #expect(!project.project.files(in: ".fclayer/builds").contains { $0.hasSuffix("made.js") })
    }

    @Test func skippedPackagesArePackedAsTheyAre() throws {
        let project = try ScriptedProject([Self.maker], options: "    node: {scripts: {skip: [maker]}}\n")
        let built = try project.build()
        #expect(built.status == 0 && !built.errors.contains("npm-"), "\(built.errors)")
        let files = try NodeTree.read(try project.unpacked()).keys.filter { $0.hasPrefix("node_modules/") }
        #expect(files.sorted() == ["node_modules/maker/make.js", "node_modules/maker/package.json"])
    }

    @Test func allowedScriptsRunInOrderAndOnlyOnce() throws {
        let later = Package(
            name: "a-later",
            lines: """
                "dependencies": {"maker": "1.0.0"}, "scripts": {"preinstall": "echo pre > events",
                "install": "node -e \\"fs.appendFileSync('events', require('maker/made') + 1 + '\\\\n')\\""}
                """, files: ["index.js": "module.exports = 1;\n"])
        let other = Package(name: "other", lines: #""scripts": {"install": "touch wrong"}"#)
        let project = try ScriptedProject(
            [later, Self.maker, other],
            options: "    node: {scripts: {allow: [a-later, maker], skip: [other]}}\n")
        // Counts its calls outside of the sandbox; what is inside cannot write there.
        let node = try #require(Program.find("node"))
        try project.project.write(
            "tools/bin/node", "#!/bin/sh\n{ echo call >> '\(project.path)/calls'; } 2> /dev/null\nexec \(node) \"$@\"\n"
        )
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: project.path + "/tools/bin/node")
        let path = project.path + "/tools/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        let sources = try NodeTree.read(project.path + "/code")
        let built = try project.build(environment: ["PATH": path])
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked()
        #expect(try String(contentsOfFile: folder + "/node_modules/a-later/events", encoding: .utf8) == "pre\n42\n")
        #expect(!FileManager.default.fileExists(atPath: folder + "/node_modules/other/wrong"))
        #expect(try NodeTree.read(project.path + "/code") == sources, "sources stay as they are")

        let (zip, calls) = (try project.zip(), try project.project.read("calls"))
        try project.forget()
        // Another line of the manifest decides nothing.
        let manifest = try project.project.read("fclayer.yaml")
        try project.project.write("fclayer.yaml", "# moved\n" + manifest)
        let again = try project.build(environment: ["PATH": path])
        #expect(again.status == 0, "\(again.errors)")
        #expect(try project.zip() == zip)
        #expect(try project.project.read("calls") == calls, "no script and no tool is started again")
    }

    @Test func twoFoldersGiveTheSameBytes() throws {
        let package = Package(
            name: "maker",
            lines: #""scripts": {"install": "pwd > place; date > day; ln -s $PWD/place link; env | sort > all"}"#)
        let first = try ScriptedProject([package], options: allow("maker"))
        let second = try ScriptedProject([package], options: allow("maker"), named: "a second folder")
        #expect(try first.build().status == 0)
        let other = try Program.run(
            "sh", ["-c", "umask 0077; exec \"$0\" build", Program.fclayer], in: second.path,
            environment: ["TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "FCLAYER_CACHE": Program.store])
        #expect(other.status == 0, "\(other.errors)")
        for file in ["place", "all"] {
            let path = "/node_modules/maker/" + file
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: first.unpacked() + path))
                    == Data(contentsOf: URL(fileURLWithPath: second.unpacked() + path)))
        }
        let link = try FileManager.default.destinationOfSymbolicLink(
            atPath: second.unpacked() + "/node_modules/maker/link")
        #expect(link == "../../node_modules/maker/place", "relative, whatever folder the scripts saw")
    }

    @Test func layersRunScriptsToo() throws {
        let project = try ScriptedProject([], options: "    layers: [web]\n")
        try project.lay([Self.maker], in: "layers/web")
        try project.project.write(
            "layers/web/layer.yaml",
            "runtimes: [\(ScriptedProject.runtime ?? "")]\nnode: {lock: package-lock.json, scripts: {allow: [maker]}}\n"
        )
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked("layers/web.zip")
        #expect(FileManager.default.fileExists(atPath: folder + "/nodejs/node_modules/maker/made.js"))
    }

    @Test(.network, .tools("make", "python3", "c++")) func addonIsCompiledForTheRuntimeAndLoads() throws {
        let addon = Package(
            name: "native",
            files: [
                "binding.gyp": #"{"targets": [{"target_name": "sum", "sources": ["sum.cc"]}]}"#,
                "index.js": "module.exports = require('./build/Release/sum.node');\n",
                "sum.cc": """
                #include <node_api.h>
                #include <string>
                static napi_value text(napi_env env, napi_callback_info) {
                  std::string words = "compiled as C++ " + std::to_string(__cplusplus > 201100L);
                  napi_value result;
                  napi_create_string_utf8(env, words.c_str(), words.size(), &result);
                  return result;
                }
                static napi_value init(napi_env env, napi_value exports) {
                  napi_value function;
                  napi_create_function(env, NULL, 0, text, NULL, &function);
                  napi_set_named_property(env, exports, "text", function);
                  return exports;
                }
                NAPI_MODULE(sum, init)

                """,
            ])
        let project = try ScriptedProject(
            [addon], options: allow("native"), handler: "exports.handler = async () => require('native').text();\n")
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked()
        let call = try Program.run(
            "node", ["-e", "require('./index').handler().then(x => console.log(x))"], in: folder)
        #expect(call.output == "compiled as C++ 1\n", "\(call.errors)")
        // The compiler's own notes stay out.
        #expect(
            project.project.files(in: folder.dropFirst(project.path.count + 1) + "/node_modules/native/build")
                == ["Release", "Release/sum.node"])
        let checked = try Program.fclayer(["validate"], in: project.path)
        #expect(checked.status == 0 && !checked.errors.contains("glibc-too-new"), "\(checked.errors)")
        let zip = try project.zip()
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer")
        #expect(try project.build().status == 0)
        #expect(try project.zip() == zip)
    }
}
