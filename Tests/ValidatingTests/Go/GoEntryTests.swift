import BuildModel
import Testing

@Suite struct GoEntryTests {
    private func findings(
        _ program: [UInt8], mode: Bool = true, hooks: [HookDescription.Kind] = [], handler: String = "main"
    ) async throws -> [Finding] {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["main": program], executable: mode ? ["main"] : [])
        return await fixture.findings(
            code: code, runtime: "go1", handler: handler,
            hooks: hooks.map { HookDescription(kind: $0, handler: "true") })
    }

    /// What `gcc` makes here stands for what `go build` makes: it is the headers that count.
    @Test(.enabled(if: ForeignTool.path("gcc") != nil)) func takesProgramsOfACompiler() async throws {
        let fixture = try Fixture()
        try ForeignTool.write(["main.c": Array("int main(void) { return 0; }".utf8)], to: fixture.folder)
        try ForeignTool.run("gcc", ["-static", "-o", "main", "main.c"], in: fixture.folder)
        let bytes = try fixture.read(fixture.folder + "/main")
        // Elsewhere than on Linux with x86-64 the same program must be refused.
        let isRight = bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) && bytes[18] == 62
        #expect(try await findings(bytes).rules == (isRight ? [] : ["native-arch"]))
        #expect(try await findings(bytes, mode: false).rules.contains("not-executable"))
    }

    @Test(
        arguments: [
            [0xCF, 0xFA, 0xED, 0xFE, 0x0C, 0, 0, 1, 0, 0, 0, 0], [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2, 1, 0, 0, 7],
        ] as [[UInt8]])
    func refusesProgramsForMacOS(_ bytes: [UInt8]) async throws {
        #expect(try await findings(bytes).rules == ["native-arch"])
    }

    @Test func refusesEmptyProgram() async throws {
        #expect(try await findings([]).rules == ["script-shebang"])
    }

    /// The names of functions may lie across the pieces in which a large program is read.
    @Test(arguments: [(256 << 10) - 20, (256 << 10) - 1, 256 << 10, (4 << 20) - 5, 9 << 20])
    func findsRegisteredHooksAnywhere(_ offset: Int) async throws {
        let name = Array("github.com/aliyun/fc-runtime-go-sdk/fc.RegisterInitializerFunction".utf8)
        var program = Array(SmallProgram.text(machine: 62).utf8)
        program += [UInt8](repeating: 0x90, count: max(0, offset - program.count)) + name
        program += [UInt8](repeating: 0x90, count: 1 << 20)
        #expect(try await findings(program, hooks: [.initializer]).isEmpty)
        let found = try await findings(program, hooks: [.initializer, .preStop])
        #expect(found.map(\.rule) == ["hook-missing"])
        #expect(found.first?.severity == .warning)
        #expect(found.first?.message.contains("fc.RegisterPreStopFunction") == true)
    }

    @Test func notesHooksOfProgramsWithoutNames() async throws {
        let found = try await findings(Array(SmallProgram.text(machine: 62).utf8), hooks: [.preStop])
        #expect(found.map(\.rule) == ["entry-unverified"])
    }

    @Test(arguments: ["/code/main", "../main", "main/.."])
    func notesHandlersOutsideOfTheCode(_ handler: String) async throws {
        let found = try await findings(Array(SmallProgram.text(machine: 62).utf8), handler: handler)
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
    }
}
