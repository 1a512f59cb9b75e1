import BuildModel
import Testing

/// .NET packages that are made to break the checker: the answer may be anything but a trap, a hang or silence.
@Suite struct DotNetHostileTests {
    private func findings(
        _ files: [String: [UInt8]], handler: String = "HelloApp::Example.Hello::Handle"
    ) async throws -> [Finding] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: files)
        return await fixture.findings(code: code, runtime: "dotnetcore3.1", handler: handler)
    }

    @Test(.enabled(if: DotNetWorld.canCompile), arguments: 0..<20) func namesAnAssemblyThatIsCut(_ part: Int)
        async throws
    {
        let world = try DotNetWorld.shared.get()
        let whole = try #require(world.files["HelloApp.dll"])
        let found = try await findings(["HelloApp.dll": Array(whole.prefix(whole.count * part / 20))])
        #expect(found.contains { ["dotnet-entry", "entry-unverified"].contains($0.rule) }, "\(found.map(\.message))")
    }

    @Test(.enabled(if: DotNetWorld.canCompile)) func survivesChangedBytes() async throws {
        let world = try DotNetWorld.shared.get()
        let whole = try #require(world.files["Derived.dll"])
        let shared = world.files["Shared.dll"] ?? []
        let fixture = try Fixture()
        for index in stride(from: 0, to: whole.count, by: 23) {
            var changed = whole
            for offset in 0..<4 where index + offset < changed.count { changed[index + offset] = 0xFF }
            let code = try fixture.zip("code.zip", bytes: ["Derived.dll": changed, "Shared.dll": shared])
            _ = await fixture.findings(code: code, runtime: "dotnetcore3.1", handler: "Derived::Derived.Hello::Handle")
        }
    }

    @Test(
        .enabled(if: DotNetWorld.canCompile),
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: "{\"runtimeOptions\":", count: 20_000), "{}",
            "null",
            "{\"runtimeOptions\": {\"framework\": {\"version\": \"99999999999999999999.1\"}}}",
            "{\"runtimeOptions\": {\"framework\": {\"version\": \"\"}}}", "{\"runtimeOptions\": {\"framework\": 1}}",
        ])
    func takesAnyConfigurationFile(_ text: String) async throws {
        let world = try DotNetWorld.shared.get()
        var files = world.published("PlainApp")
        files["PlainApp.runtimeconfig.json"] = Array(text.utf8)
        let found = try await findings(files, handler: "PlainApp::Example.Hello::Handle")
        #expect(found.isEmpty, "\(found.map(\.message))")
    }

    @Test func refusesHandlersThatLeadElsewhere() async throws {
        for handler in ["../HelloApp::A.B::C", "/etc/passwd::A.B::C", "..::..::..", "a/b/c::d::e"] {
            let found = try await findings(["HelloApp.dll": [0x4D, 0x5A]], handler: handler)
            #expect(found.rules == ["dotnet-entry"], "\(handler): \(found.map(\.message))")
        }
        #expect(
            try await findings(["a.dll": []], handler: String(repeating: "a", count: 10_000) + "::b::c").rules.isEmpty)
    }
}
