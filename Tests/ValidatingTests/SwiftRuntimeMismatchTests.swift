import BuildModel
import Testing

/// Programs and layers of two toolchains; the programs are made by a real compiler.
@Suite(.enabled(if: ForeignTool.path("swiftc") != nil && ForeignTool.path("objcopy") != nil))
struct SwiftRuntimeMismatchTests {
    private func rules(program: String?, layer: String?) async throws -> [Finding] {
        let fixture = try Fixture()
        try ForeignTool.write(
            ["main.swift": Array("print(1)".utf8), "note": Array((program ?? "").utf8)], to: fixture.folder)
        try ForeignTool.run("swiftc", ["-O", "-o", "plain", "main.swift"], in: fixture.folder)
        let section = program == nil ? [] : ["--add-section", ".fclayer=note"]
        try ForeignTool.run("objcopy", ["--strip-all"] + section + ["plain", "bootstrap"], in: fixture.folder)
        let code = try fixture.zip(
            "code.zip", bytes: ["bootstrap": try fixture.read(fixture.folder + "/bootstrap")],
            executable: ["bootstrap"])
        let layers = try layer.map { [try fixture.zip("layer.zip", ["lib/swift-runtime.json": $0])] } ?? []
        return await fixture.findings(
            code: code, runtime: "custom.debian12", handler: "not-used", layers: layers
        ).filter { $0.rule == "swift-runtime-mismatch" }
    }

    @Test func twoToolchainsAreToldApart() async throws {
        let found = try await rules(
            program: "swift-6.3.1-RELEASE", layer: "{\"swift\": \"swift-6.2.3-RELEASE\", \"libraries\": []}")
        #expect(found.map(\.severity) == [.error])
        let message = try #require(found.first?.message)
        #expect(message.contains("`swift-6.3.1-RELEASE`") && message.contains("`swift-6.2.3-RELEASE`"))
    }

    @Test func oneToolchainIsRight() async throws {
        #expect(try await rules(program: "swift-6.3.1-RELEASE", layer: "{\"swift\": \"swift-6.3.1-RELEASE\"}").isEmpty)
    }

    @Test(arguments: [(nil, "{\"swift\": \"a\"}"), ("a", nil), ("a", "no JSON"), ("a", "{}")] as [(String?, String?)])
    func nothingIsSaidWithoutRecords(program: String?, layer: String?) async throws {
        #expect(try await rules(program: program, layer: layer).isEmpty)
    }
}
