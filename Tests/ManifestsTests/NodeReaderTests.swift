import BuildModel
import Manifests
import Testing

/// Which functions have packages of npm.
@Suite struct NodeReaderTests {
    private func node(_ files: [String: String], runtime: String = "nodejs20", options: String = "") -> NodeSource? {
        read(files, runtime: runtime, options: options).function("a")?.node
    }

    private func read(
        _ files: [String: String], runtime: String = "nodejs20", options: String = ""
    ) -> Fixture.Outcome {
        var files = files
        files["code/index.js"] = "exports.handler = () => 1\n"
        files["fclayer.yaml"] =
            "functions:\n  a:\n    runtime: \(runtime)\n    handler: index.handler\n    code: code\n" + options
        return Fixture(files).read()
    }

    private let needy = #"{"dependencies": {"b": "1"}, "workspaces": ["packages/*"]}"#

    @Test func takesLockOfCodeFolder() {
        let source = node(["code/package.json": needy, "code/package-lock.json": "{}"])
        #expect(source?.folder == "/work/app/code")
        #expect(source?.lock == "/work/app/code/package-lock.json")
        #expect(source?.workspaces == ["packages/*"])
    }

    @Test func prefersShrinkwrap() {
        let source = node(
            ["code/package.json": needy, "code/package-lock.json": "{}", "code/npm-shrinkwrap.json": "{}"])
        #expect(source?.lock == "/work/app/code/npm-shrinkwrap.json")
    }

    @Test func leavesInstalledPackagesWithoutLockAlone() {
        #expect(node(["code/package.json": needy, "code/node_modules/b/package.json": "{}"]) == nil)
        #expect(node(["code/package.json": needy])?.lock == "/work/app/code/package-lock.json")
        #expect(node(["code/package.json": "{}"]) == nil)
    }

    @Test func leavesOtherRuntimesAndRefusalsAlone() {
        let files = ["code/package.json": needy, "code/package-lock.json": "{}"]
        #expect(node(files, runtime: "custom.debian12") == nil)
        #expect(node(files, options: "    dependencies: none\n") == nil)
        #expect(
            node(files, runtime: "custom.debian12", options: "    node: code/package-lock.json\n")?.folder
                == "/work/app/code")
    }

    @Test func refusesLocksOfOtherTools() {
        let outcome = read(["code/package.json": needy, "code/yarn.lock": ""])
        #expect(outcome.rules.contains("npm-lock-other"))
    }

    @Test func readsWhatBecomesOfInstallScripts() {
        let files = ["code/package.json": needy, "code/package-lock.json": "{}"]
        let source = node(files, options: "    node: {scripts: {allow: [b, a, b], skip: [c]}}\n")
        #expect(source?.scripts.allow == ["a", "b"])
        #expect(source?.scripts.skip == ["c"])
        #expect(source?.lock == "/work/app/code/package-lock.json")
        let bundled = node(files, options: "    node: {bundle: esbuild, scripts: {skip: [c]}}\n")
        #expect(bundled?.scripts.skip == ["c"])
    }

    @Test(arguments: [
        ("{scripts: [a]}", "value-type"), ("{scripts: {run: [a]}}", "unknown-key"),
        ("{scripts: {allow: a}}", "value-type"), ("{scripts: {allow: [a], skip: [a]}}", "value-type"),
        ("{bundle: esbuild, scripts: {allow: [a]}}", "value-type"),
    ]) func refusesOtherForms(_ value: String, _ rule: String) {
        let files = ["code/package.json": needy, "code/package-lock.json": "{}"]
        #expect(read(files, options: "    node: \(value)\n").rules == [rule])
    }
}
