import BuildModel
import Testing

@testable import Resolving

/// Real packages from the public index, where `FCLAYER_TEST_NETWORK=1` allows it.
@Suite(.enabled(if: Tools.hasNetwork), .serialized) struct PublicIndexTests {
    private func resolve(
        _ tool: ResolverTool, _ runtime: String, _ requirements: [String]
    ) async throws -> [LockedDistribution] {
        var test = try ResolverCase(tool)
        test.runtime = runtime
        // The user's own way to the index.
        test.variables = Tools.environment.filter { $0.key != "PATH" }
        for name in ["PIP_RETRIES", "PIP_TIMEOUT", "UV_HTTP_TIMEOUT", "UV_HTTP_RETRIES"] { test.variables[name] = "30" }
        try test.folder.write(requirements.joined(separator: "\n") + "\n", to: "requirements.txt")
        return try await test.resolve()
    }

    @Test(arguments: Tools.resolvers)
    func wheelsForTheOldestGlibcAreFound(tool: ResolverTool) async throws {
        let found = try await resolve(tool, "python3.9", ["pandas==2.3.3"])
        let pandas = try #require(found.first { $0.name == "pandas" })
        #expect(pandas.wheelName.contains("manylinux_2_24"))
        #expect(found.allSatisfy { $0.builtFrom == nil })
    }

    @Test(arguments: Tools.resolvers)
    func pythonThatIsPastItsLifeStillGetsVersions(tool: ResolverTool) async throws {
        let found = try await resolve(tool, "python3", ["requests"])
        #expect(found.map(\.name) == ["certifi", "charset-normalizer", "idna", "requests", "urllib3"])
    }

    @Test(.enabled("needs Python 3.10") { await SourceBuildTests.hasInterpreter() }, arguments: Tools.resolvers)
    func extensionsThatExistAsSourceOnlyAreBuiltAndFit(tool: ResolverTool) async throws {
        let found = try await resolve(tool, "python3.10", ["crcmod", "atomic", "lz4"])
        let built = found.filter { $0.builtFrom != nil }.map(\.name)
        #expect(built == ["atomic", "crcmod"])
        #expect(found.first { $0.name == "crcmod" }?.wheelName.hasSuffix("linux_x86_64.whl") == true)
    }
}
