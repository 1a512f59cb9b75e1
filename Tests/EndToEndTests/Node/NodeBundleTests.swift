import Foundation
import Testing

/// `node: {bundle: esbuild}`: one file for each handler, which Node.js loads alone.
@Suite(.npm, .tools("esbuild"), .timeLimit(.minutes(30))) struct NodeBundleTests {
    @Test func handlerAndItsPackagesBecomeOneFile() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(
            registry, package: #""dependencies": {"debug": "^4", "lodash4": "npm:lodash@^4", "ms": "^2"}"#,
            options: "    node: {bundle: esbuild}\n",
            files: [
                "index.js": """
                const debug = require('debug');
                const _ = require('lodash4');
                exports.handler = async () => _.camelCase(typeof debug + ' of ' + require('ms')('2s'));

                """
            ])
        // The project's own esbuild is taken before the machine's; it counts its calls.
        let esbuild = try #require(Program.find("esbuild"))
        try project.project.write(
            "code/node_modules/.bin/esbuild",
            "#!/bin/sh\necho call >> '\(project.path)/calls'\nexec \(esbuild) \"$@\"\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: project.code + "/node_modules/.bin/esbuild")
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let folder = try project.unpacked()
        #expect(try NodeTree.read(folder).keys.sorted() == ["index.js", "index.js.map"])
        let call = try Program.run(
            "node", ["-e", "require('./index').handler().then(x => console.log(x))"], in: folder)
        #expect(call.output == "functionOf2000\n", "\(call.output)\(call.errors)")
        let map = try String(contentsOfFile: folder + "/index.js.map", encoding: .utf8)
        #expect(map.contains("node_modules/debug/") && !map.contains(project.path))

        let calls = try project.project.read("calls")
        let zip = try project.zip()
        registry.stop()
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer/out")
        let again = try project.build()
        #expect(again.status == 0, "\(again.errors)")
        #expect(try project.zip() == zip)
        #expect(try project.project.read("calls") == calls, "esbuild is not started again")
    }

    @Test func packagesOfLayersStayOut() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(
            registry, package: #""dependencies": {"ms": "^2"}"#,
            options: "    node: {bundle: esbuild}\n    layers: [web]\n",
            files: [
                "index.js":
                    "const debug = require('debug');\nexports.handler = async () => typeof debug + require('ms')('2s');\n"
            ])
        try project.project.write("layers/web/layer.yaml", "runtimes: [nodejs20]\nnode: package-lock.json\n")
        try project.project.write(
            "layers/web/package.json", #"{"name": "web", "version": "1.0.0", "dependencies": {"debug": "^2"}}"#)
        try project.project.write("layers/web/.npmrc", "registry=\(registry.url())\n")
        let lock = try project.npm(
            ["install", "--package-lock-only", "--ignore-scripts"], in: project.path + "/layers/web")
        try #require(lock.status == 0, "\(lock.errors)")
        let built = try project.build()
        try #require(built.status == 0, "\(built.errors)")
        let code = try project.unpacked()
        let text = try String(contentsOfFile: code + "/index.js", encoding: .utf8)
        #expect(text.contains("require(\"debug\")") && !text.contains("require(\"ms\")"))
        let layer = try project.unpacked("layers/web.zip")
        let call = try Program.run(
            "node", ["-e", "require('./index').handler().then(x => console.log(x))"], in: code,
            environment: ["NODE_PATH": layer + "/nodejs/node_modules"])
        #expect(call.output == "function2000\n", "\(call.errors)")
    }

    @Test func unknownModuleIsToldWithItsPlace() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(
            registry, package: #""dependencies": {"ms": "^2"}"#, options: "    node: {bundle: esbuild}\n",
            files: ["index.js": "require('ms');\nrequire('left-pad');\n"])
        let built = try project.build()
        #expect(built.status == 1)
        #expect(
            built.errors.contains("code/index.js:2:9: error[bundle-failed]: esbuild: Could not resolve \"left-pad\""),
            "\(built.errors)")
        #expect(!FileManager.default.fileExists(atPath: project.code + "/node_modules"))
    }

    @Test func misspeltHandlerIsToldWithWhatIsThere() throws {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            "functions:\n  app:\n    runtime: nodejs20\n    handler: indx.handler\n    code: ./code\n    node: {bundle: esbuild}\n"
        )
        try project.write("code/index.ts", "export const handler = async (): Promise<string> => 'x';\n")
        let built = try Program.fclayer(["build"], in: project.path)
        #expect(built.status == 1)
        #expect(
            built.errors.contains("error[bundle-entry-missing]") && built.errors.contains("`index.ts`"),
            "\(built.errors)")
    }
}

/// `docs/examples/nodejs-workspaces`: built, validated and called. It needs no registry.
@Suite(.tools("node", "esbuild", "unzip"), .timeLimit(.minutes(30))) struct NodeExampleTests {
    @Test func exampleAnswers() throws {
        let project = try TestProject(copying: "docs/examples/nodejs-workspaces")
        let built = try Program.fclayer(["build"], in: project.path)
        try #require(built.status == 0, "\(built.errors)")
        let checked = try Program.fclayer(["validate"], in: project.path)
        #expect(checked.status == 0 && !checked.errors.contains("warning["), "\(checked.errors)")
        for (name, script, answer) in [
            (
                "quote",
                "require('./src/quote').handler(Buffer.from(JSON.stringify({body: '[{\"product\": \"tea\", \"count\": 2}]'}))).then(x => console.log(x.body))",
                "{\"cents\":960}\n"
            ),
            (
                "report", "require('./src/report').handler().then(x => console.log(x))",
                "tea: 4.80\ncoffee: 6.90\ncup: 12.50\n"
            ),
        ] {
            let folder = project.path + "/unpacked/" + name
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let unzip = try Program.run(
                "unzip", ["-q", project.path + "/.fclayer/out/functions/\(name).zip", "-d", folder])
            #expect(unzip.status == 0, "\(unzip.errors)")
            let call = try Program.run("node", ["-e", script], in: folder)
            #expect(call.output == answer, "\(call.errors)")
        }
    }
}
