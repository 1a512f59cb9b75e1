import FunctionCompute
import Testing

@testable import Resolving

@Suite(.timeLimit(.minutes(30))) struct NpmLockTests {
    private func lock(_ packages: String) throws -> NpmLock {
        try NpmLock(Array("{\"lockfileVersion\": 3, \"packages\": {\(packages)}}".utf8))
    }

    private func selected(_ packages: String, runtime: String = "nodejs20") throws -> NpmSelection {
        let lock = try lock(packages)
        let root = try #require(lock.packages[""])
        let tree = NpmTree(lock, manifests: ["": root], workspaces: [:])
        return NpmSelection(tree, platform: NodePlatform(RuntimeCatalogue.runtime(runtime)))
    }

    @Test func refusesLockOfVersion1() throws {
        #expect(throws: NpmLock.Trouble.self) {
            try NpmLock(Array(#"{"lockfileVersion": 1, "dependencies": {}}"#.utf8))
        }
    }

    @Test(arguments: [
        "node_modules/../../etc", "/node_modules/a", "node_modules/.bin", "node_modules/a/b", "node_modules/@s",
        #"node_modules/a\\b"#, "node_modules/a//node_modules/b",
    ])
    func refusesLocationThatIsNoPackage(location: String) throws {
        #expect(throws: NpmLock.Trouble.self) { try lock("\"\(location)\": {}") }
    }

    @Test func leavesDevelopmentOut() throws {
        let selection = try selected(
            #"""
            "": {"dependencies": {"a": "1"}, "devDependencies": {"b": "1"}},
            "node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": "1.0.0", "dev": true}
            """#)
        #expect(selection.locations == ["node_modules/a"])
    }

    @Test func leavesOutOptionalPackagesOfOtherPlatformsWithWhatOnlyTheyNeed() throws {
        let selection = try selected(
            #"""
            "": {"dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.0.0", "optionalDependencies": {"mac": "1", "linux": "1", "musl": "1"}},
            "node_modules/mac": {"version": "1.0.0", "optional": true, "os": ["darwin"], "dependencies": {"only": "1", "both": "1"}},
            "node_modules/linux": {"version": "1.0.0", "optional": true, "os": ["linux"], "cpu": ["x64"], "dependencies": {"both": "1"}},
            "node_modules/musl": {"version": "1.0.0", "optional": true, "os": ["linux"], "libc": ["musl"]},
            "node_modules/only": {"version": "1.0.0", "optional": true},
            "node_modules/both": {"version": "1.0.0", "optional": true}
            """#)
        #expect(selection.locations == ["node_modules/a", "node_modules/both", "node_modules/linux"])
        #expect(selection.misfits.isEmpty)
    }

    @Test func reportsRequiredPackageOfOtherPlatform() throws {
        let selection = try selected(
            #"""
            "": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0", "os": ["!linux"]}
            """#)
        #expect(selection.misfits.map(\.location) == ["node_modules/a"])
    }

    @Test func leavesOutOptionalPackageForOtherNode() throws {
        let packages = #"""
            "": {"optionalDependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.0.0", "optional": true, "engines": {"node": ">=20"}}
            """#
        #expect(try selected(packages).locations == ["node_modules/a"])
        #expect(try selected(packages, runtime: "nodejs18").locations.isEmpty)
        #expect(try selected(packages, runtime: "custom.debian12").locations == ["node_modules/a"])
    }

    @Test func tellsWhatIsOutOfStep() throws {
        let lock = try lock(
            #"""
            "": {"dependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.4.0"}
            """#)
        let manifest = try #require(
            NpmPackage(Array(#"{"dependencies": {"a": "^2.0.0", "b": "1", "alias": "npm:a@^1"}}"#.utf8)))
        let tree = NpmTree(lock, manifests: ["": manifest], workspaces: ["w": "packages/w"])
        let check = NpmLockCheck(lock: lock, tree: tree, manifests: ["": manifest], workspaces: ["w": "packages/w"])
        #expect(
            check.differences.contains("`a@^2.0.0`, and the lock has 1.4.0")
                && check.differences.contains("`b@1` is missing in the lock")
                && check.differences.contains("the workspace `packages/w` (`w`) is missing in the lock"))
    }

    @Test func makesProgramsSafeAsNpmDoes() throws {
        let package = try #require(
            NpmPackage(Array(#"{"name": "@s/tool", "bin": "../../cli.js"}"#.utf8)))
        #expect(package.bin == ["tool": "cli.js"])
        let other = try #require(
            NpmPackage(Array(#"{"name": "x", "bin": {"../../evil": "./a.js", "ok": "b\\c.js"}}"#.utf8)))
        #expect(other.bin == ["evil": "a.js", "ok": "b/c.js"])
    }

    @Test func knowsPlacesOfNames() {
        #expect(NpmLocation.name("node_modules/@s/a") == "@s/a")
        #expect(NpmLocation.owner("node_modules/@s/a") == "")
        #expect(NpmLocation.name("packages/w/node_modules/b") == "b")
        #expect(NpmLocation.owner("packages/w/node_modules/b") == "packages/w")
        #expect(NpmLocation.name("packages/w") == nil)
        #expect(NpmLocation.candidates("x", from: "node_modules/a").contains("node_modules/x"))
    }
}
