import BuildModel
import Testing

@Suite(.enabled(if: SwiftSources.isPossible, "needs swiftc for Linux on x86-64")) struct SwiftEntryTests {
    private func findings(
        _ program: SwiftSources, runtime: String = "custom.debian12", handler: String = "index.handler",
        environment: [String: String] = [:], port: Int? = nil
    ) async throws -> [Finding] {
        try await CorpusCase(
            name: "", runtime: runtime, handler: handler, environment: environment, port: port, files: [:],
            programs: ["bootstrap": program]
        ).findings()
    }

    @Test func saysWhatAGroupHas() async throws {
        let finding = try #require(try await findings(.group, handler: "Resise").of("entry-symbol-missing"))
        #expect(finding.severity == .error)
        #expect(
            finding.message
                == "handler `Resise` names no function of `bootstrap`; found: `Pictures.Crop`, `Resize`")
        #expect(finding.hint == "did you mean `Resize`?")
    }

    @Test func notesWhatCannotBeKnown() async throws {
        let generic = try await findings(.genericGroup, handler: "Resise")
        #expect(generic.map(\.rule) == ["entry-unverified"], "\(generic)")
        let several = try await findings(.several, handler: "Crop")
        #expect(several.map(\.rule) == ["entry-unverified"], "\(several)")
        #expect(several.first?.message.contains("no `FunctionGroup`") == true)
    }

    @Test(
        arguments: [
            (["FC_SERVER_PORT": "8080"], nil, true), (["FC_SERVER_PORT": "9000"], nil, false),
            (["FC_SERVER_PORT": "8080"], 8080, false), (["FC_CUSTOM_LISTEN_PORT": "9001"], 9002, true),
            (["FC_SERVER_PORT": "9002", "FC_CUSTOM_LISTEN_PORT": "1"], 9002, false),
            (["FC_SERVER_PORT": "http"], nil, true),
            (["FC_SERVER_PORT": "${env(PORT)}"], nil, false),
        ] as [([String: String], Int?, Bool)])
    func comparesPortVariables(_ environment: [String: String], _ port: Int?, _ isWrong: Bool) async throws {
        let found = try await findings(.single, environment: environment, port: port)
        #expect(found.filter { $0.rule == "listen-address" }.count == (isWrong ? 1 : 0), "\(found)")
        // Others read other variables.
        let others = try await findings(.foreign, environment: environment, port: port)
        #expect(others.filter { $0.rule == "listen-address" }.isEmpty, "\(others)")
    }

    @Test func tellsWhatFoundationCosts() async throws {
        let found = try await findings(.foundation)
        let note = try #require(found.of("swift-foundation"))
        #expect(note.severity == .note)
        #expect(note.message.contains("the Unicode data alone take 3"), "\(note.message)")
        #expect(try await findings(.single).of("swift-foundation") == nil)
    }

    @Test func saysHowToBuildForOlderDebian() async throws {
        let found = try #require(try await findings(.single, runtime: "custom.debian10").of("glibc-too-new"))
        #expect(found.severity == .error)
        #expect(found.hint?.contains("fclayer sdk install custom.debian10") == true, "\(found.hint ?? "")")
    }
}
