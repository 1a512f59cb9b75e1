import BuildModel
import FunctionCompute
import Testing

@Suite struct ZipTests {
    @Test func namesWhatIsNoZip() async throws {
        let fixture = try Fixture()
        let text = try fixture.file("code.zip", Array("this is no zip".utf8))
        #expect(
            await fixture.findings(code: text).of("zip-unreadable")?.message.contains("is not a zip archive") == true)
        let missing = await fixture.findings(code: fixture.folder + "/none.zip")
        #expect(missing.of("zip-unreadable")?.message.contains("does not exist") == true)
        let empty = try fixture.file("empty.zip", [])
        #expect(await fixture.findings(code: empty).of("zip-unreadable")?.severity == .error)
    }

    @Test func namesAZipThatIsCutAtEveryTenth() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", ["index.py": "def handler(e, c): pass", "data.txt": String(repeating: "abc", count: 3000)])
        let bytes = try fixture.read(code)
        for tenth in 0..<10 {
            let cut = try fixture.file("cut.zip", Array(bytes.prefix(bytes.count * tenth / 10)))
            let found = await fixture.findings(code: cut)
            #expect(found.rules.contains("zip-unreadable"), "at \(tenth) tenths: \(found.map(\.message))")
        }
    }

    @Test(arguments: [
        ("../evil.py", "zip-unsafe", Finding.Severity.error), ("/abs.py", "zip-unsafe", .error),
        ("a//b.py", "zip-unusual", .warning), ("INDEX.py", "zip-unusual", .warning),
        ("index.py", "zip-unsafe", .error), ("index.py/x", "zip-unsafe", .error),
    ])
    func judgesEntryName(_ name: String, _ rule: String, _ severity: Finding.Severity) async throws {
        let fixture = try Fixture()
        let code = try fixture.stored(
            "odd.zip", [("index.py", "def handler(e, c): pass", 0o100644), (name, "x", 0o100644)])
        let found = await fixture.findings(code: code)
        #expect(found.of(rule)?.severity == severity, "\(found.map(\.message))")
        #expect(found.rules.allSatisfy { $0 == rule }, "\(found.map(\.message))")
    }

    @Test func takesAFolderThatIsListedTwice() async throws {
        let fixture = try Fixture()
        let code = try fixture.stored(
            "folders.zip",
            [("lib/", "", 0o040755), ("index.py", "def handler(e, c): pass", 0o100644), ("lib/", "", 0o040755)])
        #expect(await fixture.findings(code: code).rules.isEmpty)
    }

    @Test func takesNamesWithADotInFront() async throws {
        let fixture = try Fixture()
        let code = try fixture.stored("dot.zip", [("./index.py", "def handler(e, c): pass", 0o100644)])
        let found = await fixture.findings(code: code)
        #expect(found.filter { $0.severity == .error }.isEmpty, "\(found.map(\.message))")
    }

    @Test func bundlesManyDefectsOfAKind() async throws {
        let fixture = try Fixture()
        let entries = (0..<2000).map { ("../evil\($0).py", "x", UInt32(0o100644)) }
        let found = await fixture.findings(code: try fixture.stored("many.zip", entries))
        #expect(found.filter { $0.rule == "zip-unsafe" }.count <= 8)
        #expect(found.contains { $0.message.contains("1995 more") })
    }

    @Test func findsDamagedContents() async throws {
        let fixture = try Fixture()
        let code = try fixture.stored(
            "damaged.zip", [("index.py", "def handler(e, c): pass", 0o100644), ("lib.so", "abcdefgh", 0o100755)],
            damaging: "lib.so")
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["zip-unsafe"])
        #expect(found.of("zip-unsafe")?.message.contains("`lib.so` cannot be unpacked") == true)
    }

    @Test func findsDamageInEveryEntryOfForeignZips() async throws {
        let fixture = try Fixture()
        let code = try fixture.stored(
            "damaged.zip", [("index.py", "def handler(e, c): pass", 0o100644), ("data/notes.txt", "abc", 0o100644)],
            damaging: "data/notes.txt")
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["zip-unsafe"])
        #expect(found.first?.location.entry == "data/notes.txt")
    }

    @Test func saysOnceThatAZipCannotBeOpened() async throws {
        let fixture = try Fixture()
        let found = await fixture.findings(code: try fixture.file("code.zip", Array("no zip".utf8)))
        #expect(found.map(\.rule) == ["zip-unreadable"])
    }

    @Test func warnsOfLinksThatLeaveThePackage() async throws {
        let fixture = try Fixture()
        let entries: [(String, String, UInt32)] = [
            ("index.py", "def handler(e, c): pass", 0o100644), ("x", "../../packages/x", 0o120777),
            ("bin", "/opt/bin", 0o120777), ("loop", "loop", 0o120777), ("loop.py", "loop.py", 0o120777),
        ]
        let code = try fixture.stored("links.zip", entries)
        let found = await fixture.findings(code: code)
        #expect(
            Set(found.rules) == ["symlink-escape", "symlink-broken"] && found.rules.count == 3,
            "\(found.map(\.message))")
        #expect(found.of("symlink-escape")?.location.entry == "x")
        #expect(found.of("symlink-broken")?.location.entry == "loop")
        // A link that points to itself is no file.
        #expect(await fixture.findings(code: code, handler: "loop.handler").rules.contains("entry-file-missing"))
    }

    @Test func readsNoMoreThanABombDeclares() async throws {
        let fixture = try Fixture()
        let zeros = [UInt8](repeating: 0, count: 64 << 20)
        let code = try fixture.zip(
            "bomb.zip", bytes: ["index.py": Array("def handler(e, c): pass".utf8), "zeros": zeros])
        #expect(await fixture.findings(code: code).rules.isEmpty)
    }
}
