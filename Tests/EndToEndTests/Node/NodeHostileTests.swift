import Foundation
import Testing

/// Registries that fail and tarballs that no well-behaved tool writes: one clear message each, and nothing lost.
@Suite(.npm, .timeLimit(.minutes(30))) struct NodeHostileTests {
    /// A project whose lock was made at a sound registry, built once; its store is its own.
    private func project(_ package: String, _ registry: NodeRegistry) throws -> NodeProject {
        let project = try NodeProject(registry, package: package)
        return project
    }

    private func build(_ project: NodeProject) throws -> Program.Run {
        try project.build(environment: ["FCLAYER_CACHE": project.path + "/store"])
    }

    /// Fails with one finding of a rule and leaves the last results.
    private func refuses(
        _ project: NodeProject, rule: String, status: Int32, words: String...,
        location: SourceLocation = #_sourceLocation
    ) throws {
        try project.project.write(".fclayer/out/kept", "results of the last good build\n")
        let built = try build(project)
        #expect(built.status == status, "\(built.errors)", sourceLocation: location)
        let errors = built.errors.split(separator: "\n").filter { $0.contains("error[") }
        #expect(
            errors.count == 1 && errors.first?.contains("error[\(rule)]") == true, "\(built.errors)",
            sourceLocation: location)
        for word in words { #expect(built.errors.contains(word), "\(built.errors)", sourceLocation: location) }
        #expect(try project.project.read(".fclayer/out/kept").hasPrefix("results"), sourceLocation: location)
        for path in ["/tmp/fclayer-escaped.js", project.path + "/escaped.js", project.path + "/.fclayer/escaped.js"] {
            #expect(!FileManager.default.fileExists(atPath: path), sourceLocation: location)
        }
    }

    private func refusesTarball(_ name: String, location: SourceLocation = #_sourceLocation) throws {
        let project = try project("\"dependencies\": {\"\(name)\": \"*\"}", try NodeRegistry())
        try refuses(project, rule: "npm-package-damaged", status: 1, words: "`\(name)`", location: location)
    }

    @Test func refusesNameThatLeavesThePackage() throws { try refusesTarball("evil-parent") }
    @Test func refusesAbsoluteName() throws { try refusesTarball("evil-absolute") }
    @Test func refusesDevice() throws { try refusesTarball("evil-device") }
    @Test func refusesBomb() throws { try refusesTarball("evil-bomb") }
    @Test func refusesHardLinkOut() throws { try refusesTarball("evil-hardlink") }

    /// npm takes the last part of a program's name, and no links; so do we.
    @Test(arguments: ["evil-program", "evil-link"]) func programsAndLinksStayInTheirFolder(_ name: String) throws {
        let project = try project("\"dependencies\": {\"\(name)\": \"*\"}", try NodeRegistry())
        let theirs = try project.judged()
        let built = try build(project)
        try #require(built.status == 0, "\(built.errors)")
        let ours = try NodeTree.read(try project.unpacked())
        let differences = NodeTree.differences(ours, theirs)
        #expect(differences.isEmpty, "\(differences)")
        #expect(!ours.values.contains { if case .link(let target) = $0 { target.contains("../..") } else { false } })
    }

    /// Turns the addresses in the lock to another manner of the registry.
    private func turn(_ project: NodeProject, to manner: NodeRegistry.Manner) throws {
        let lock = try project.project.read("code/package-lock.json")
        try project.project.write(
            "code/package-lock.json",
            lock.replacingOccurrences(of: project.registry.url(), with: project.registry.url(manner)))
    }

    private func fails(
        _ manner: NodeRegistry.Manner, rule: String, status: Int32, location: SourceLocation = #_sourceLocation
    ) throws {
        let project = try project(#""dependencies": {"ms": "^2"}"#, try NodeRegistry())
        try turn(project, to: manner)
        try refuses(project, rule: rule, status: status, words: "/ms/-/ms-", location: location)
    }

    @Test func tellsThatCredentialsAreWanted() throws {
        try fails(.unauthorised, rule: "npm-registry-failed", status: 3)
    }
    @Test func tellsThatAPackageIsGone() throws { try fails(.missing, rule: "npm-package-missing", status: 1) }
    @Test func tellsThatTheRegistryIsBroken() throws { try fails(.failing, rule: "npm-registry-failed", status: 3) }
    @Test func givesUpOnARegistryThatSaysNothing() throws { try fails(.stall, rule: "npm-registry-failed", status: 3) }
    @Test func tellsOfRedirectsWithoutEnd() throws { try fails(.loop, rule: "npm-registry-failed", status: 3) }
    @Test func refusesGarbage() throws { try fails(.garbage, rule: "hash-mismatch", status: 1) }
    @Test func refusesOtherBytesThanTheLockSays() throws { try fails(.wrong, rule: "hash-mismatch", status: 1) }

    @Test func tokenOpensThePrivateRegistryAndIsNeverRepeated() throws {
        let registry = try NodeRegistry()
        let project = try project(#""dependencies": {"ms": "^2"}"#, registry)
        try turn(project, to: .private)
        try refuses(project, rule: "npm-registry-failed", status: 3, words: "/ms/-/ms-")
        try project.project.write(
            "code/.npmrc",
            "registry=\(registry.url(.private))\n//127.0.0.1:\(registry.port)/~private/:_authToken=${REGISTRY_TOKEN}\n")
        let built = try project.build(
            ["--format", "json"],
            environment: ["FCLAYER_CACHE": project.path + "/store", "REGISTRY_TOKEN": NodeRegistry.token])
        #expect(built.status == 0, "\(built.errors)")
        #expect(!(built.output + built.errors).contains(NodeRegistry.token))
        let found = try Program.run("grep", ["-r", "-l", NodeRegistry.token, ".fclayer", "store"], in: project.path)
        #expect(found.output.isEmpty, "\(found.output)")
    }

    @Test func refusesPackageForAnotherPlatformOnly() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(registry, package: #""dependencies": {"mac-only": "*"}"#, lockedBy: ["--force"])
        try refuses(project, rule: "npm-package-platform", status: 1, words: "`mac-only`", "`darwin`")
    }

    @Test func refusesLockThatIsOutOfStep() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(registry, package: #""dependencies": {"ms": "^2"}"#)
        try project.project.write(
            "code/package.json",
            #"{"name": "app", "version": "1.0.0", "dependencies": {"ms": "^2", "bytes": "*"}}"#)
        let built = try project.build(["--locked"])
        #expect(built.status == 1 && built.errors.contains("`bytes@*`"), "\(built.errors)")
    }

    @Test func tellsWhoWantsInstallScripts() throws {
        let registry = try NodeRegistry()
        let project = try NodeProject(
            registry, package: #""dependencies": {"wants-script": "*", "core-js": "*", "ms": "^2"}"#)
        let theirs = try project.judged()
        try refuses(
            project, rule: "npm-install-scripts", status: 1,
            words: "`wants-script` 1.0.0 (`postinstall`: `node make.js`)",
            "`core-js`", "skip: [core-js, wants-script]")
        let manifest = try project.project.read("fclayer.yaml")
        try project.project.write(
            "fclayer.yaml", manifest + "    node: {scripts: {skip: [core-js, wants-script]}}\n")
        let built = try build(project)
        #expect(built.status == 0 && !built.errors.contains("npm-"), "\(built.errors)")
        #expect(NodeTree.differences(try NodeTree.read(try project.unpacked()), theirs).isEmpty)
    }
}
