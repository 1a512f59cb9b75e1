import SourceScanners
import Testing

@Suite struct PHPModuleTests {
    @Test(arguments: PHPFixture.all)
    func tellsExactFacts(_ fixture: PHPFixture) {
        let module = PHPModule(bytes: Array(fixture.text.utf8), version: PHPVersion(8, 2))
        #expect(module.short.sorted() == fixture.facts.sorted())
    }
}
