import Testing

@testable import Resolving

@Suite struct PipConfigurationTests {
    private static let text = """
        # a mirror
        [global]
        index-url = https://mirrors.example.org/pypi/simple/
        extra_index_url =
            https://one.example.org/simple
            https://two.example.org/simple
        [freeze]
        index-url = https://no.example.org
        """

    @Test func mirrorOfPipConfigurationCountsForAllTools() throws {
        let folder = try TestFolder()
        try folder.write(Self.text, to: ".config/pip/pip.conf")
        let filled = PipConfiguration.filled(["HOME": folder.path])
        #expect(filled["PIP_INDEX_URL"] == "https://mirrors.example.org/pypi/simple/")
        let indexes = IndexSettings(RequirementsFile(), environment: filled)
        #expect(
            indexes.indexes == [
                "https://mirrors.example.org/pypi/simple/", "https://one.example.org/simple",
                "https://two.example.org/simple",
            ])
        #expect(ToolVariables.forUV(filled)["UV_DEFAULT_INDEX"] == "https://mirrors.example.org/pypi/simple/")
    }

    @Test func environmentAndUVConfigurationWin() throws {
        let folder = try TestFolder()
        try folder.write(Self.text, to: ".config/pip/pip.conf")
        #expect(PipConfiguration.filled(["HOME": folder.path, "UV_DEFAULT_INDEX": "x"])["PIP_INDEX_URL"] == nil)
        try folder.write("", to: ".config/uv/uv.toml")
        #expect(PipConfiguration.filled(["HOME": folder.path])["PIP_INDEX_URL"] == nil)
    }

    @Test func variablesThatChangeResultsAreNotHandedDown() {
        let cleaned = ToolVariables.cleaned([
            "UV_RESOLUTION": "lowest", "UV_INDEX_URL": "x", "PIP_TARGET": "y", "PIP_CERT": "z", "PYTHONPATH": "p",
            "HTTPS_PROXY": "q", "UV_INDEX_WORK_PASSWORD": "w",
        ])
        #expect(cleaned["UV_RESOLUTION"] == nil && cleaned["PIP_TARGET"] == nil && cleaned["PYTHONPATH"] == nil)
        #expect(cleaned["UV_INDEX_URL"] == "x" && cleaned["PIP_CERT"] == "z" && cleaned["HTTPS_PROXY"] == "q")
        #expect(cleaned["UV_INDEX_WORK_PASSWORD"] == "w")
    }
}
