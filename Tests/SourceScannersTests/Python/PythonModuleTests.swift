import SourceScanners
import Testing

@Suite struct PythonModuleTests {
    @Test func bindsTopLevelNames() {
        let module = PythonModule(bytes: Array("def f(a, b=1, *, c): pass\nx = 1\n".utf8))
        #expect(module.definedNames == ["f", "x"])
    }
}
