import FunctionCompute
import Testing

@Suite struct CustomRuntimeEnvironmentTests {
    private func variables(
        _ id: String, _ layers: CustomRuntimeEnvironment.LayerContents...,
        code: CustomRuntimeEnvironment.LayerContents? = nil
    ) throws -> [String: String] {
        CustomRuntimeEnvironment.variables(
            for: try #require(RuntimeCatalogue.runtime(id)), layers: layers, code: code)
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

    @Test func givesWhatProgramsNeedOnEveryRuntime() throws {
        let fonts = CustomRuntimeEnvironment.LayerContents(programs: ["FONTCONFIG_PATH": "/opt/etc/fonts"])
        #expect(try variables("python3.10", fonts) == fonts.programs)
        #expect(try variables("custom.debian12", fonts).keys.sorted() == ["FONTCONFIG_PATH", "PATH"])
        #expect(try variables("custom-container", fonts).isEmpty)
        // Code needs no other variables, and comes before layers; the first layer before the second.
        let code = CustomRuntimeEnvironment.LayerContents(programs: ["MAGIC": "/code/lib/file/magic.mgc"])
        let second = CustomRuntimeEnvironment.LayerContents(programs: ["MAGIC": "/x", "FONTCONFIG_PATH": "/x"])
        #expect(try variables("custom.debian12", code: code) == code.programs)
        #expect(
            try variables("python3.10", fonts, second, code: code)
                == ["MAGIC": "/code/lib/file/magic.mgc", "FONTCONFIG_PATH": "/opt/etc/fonts"])
    }
}
