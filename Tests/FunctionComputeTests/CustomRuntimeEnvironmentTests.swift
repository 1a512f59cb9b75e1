import FunctionCompute
import Testing

@Suite struct CustomRuntimeEnvironmentTests {
    private func variables(_ id: String, _ contents: CustomRuntimeEnvironment.LayerContents) throws -> [String: String]
    {
        CustomRuntimeEnvironment.variables(for: try #require(RuntimeCatalogue.runtime(id)), contents: contents)
    }

    @Test func givesCompleteValues() throws {
        let all = CustomRuntimeEnvironment.LayerContents(python: true, nodejs: true, java: true, libraries: true)
        let variables = try variables("custom.debian10", all)
        #expect(variables.keys.sorted() == ["CLASSPATH", "LD_LIBRARY_PATH", "NODE_PATH", "PATH", "PYTHONPATH"])
        #expect(variables["PATH"]?.hasPrefix("/var/fc/lang/python3.10/bin:/usr/local/sbin:") == true)
        #expect(variables["PATH"]?.hasSuffix(":/opt:/opt/bin") == true)
        // A variable that is set replaces the image's, so the image's own folders are in it.
        #expect(variables["LD_LIBRARY_PATH"] == "/code:/code/lib:/usr/local/lib:/opt/lib")
        #expect(variables["PYTHONPATH"] == "/code:/opt/python")
    }

    @Test func givesOnlyWhatLayersNeed() throws {
        #expect(try variables("custom.debian12", .init()).keys.sorted() == ["PATH"])
        #expect(try variables("custom", .init(python: true)).keys.sorted() == ["PATH", "PYTHONPATH"])
    }

    @Test(arguments: ["python3.10", "nodejs20", "custom-container", "go1"])
    func givesNothingToRuntimesThatFindLayersOrHaveNone(_ id: String) throws {
        #expect(try variables(id, .init(python: true, libraries: true)).isEmpty)
    }
}
