import Testing

@testable import Assembling

/// Reading `entry_points.txt`.
struct ConsoleScriptsTests {
    @Test func readsBothGroupsSortedByName() {
        let scripts = ConsoleScripts.parse(
            """
            # comment
            [other.group]
            skipped = a:b
            [gui_scripts]
            window=pkg.ui:App.run
            [ console_scripts ]
              go = pkg.main:go [fast, slow]
            ; another comment
            """)
        #expect(scripts.map(\.name) == ["go", "window"])
        #expect(scripts.map(\.module) == ["pkg.main", "pkg.ui"])
        #expect(scripts.map(\.attribute) == ["go", "App.run"])
    }

    @Test func importsTheRootOfADottedAttribute() {
        let text = ConsoleScripts.text(of: .init(name: "w", module: "pkg.ui", attribute: "App.run"))
        #expect(text.contains("from pkg.ui import App\n") && text.contains("sys.exit(App.run())"))
    }

    @Test func laterLineOfOneNameWins() {
        #expect(ConsoleScripts.parse("[console_scripts]\na = x:y\na = z:w\n").map(\.module) == ["z"])
    }

    @Test(arguments: [
        "a = module", "a module:b", "= module:b", "a = :b", "a = module:", "../a = module:b", ".. = module:b",
        "a = os;system:b", "a = module:f()", "a = m:x\u{0}", "a = m..n:f", "a = m:f g",
    ])
    func passesOverWhatIsNoEntryPoint(line: String) {
        #expect(ConsoleScripts.parse("[console_scripts]\n\(line)\n").isEmpty)
    }

    @Test func readsWindowsLineEnds() {
        #expect(ConsoleScripts.parse("[console_scripts]\r\na = m:f\r\n").map(\.attribute) == ["f"])
    }
}
