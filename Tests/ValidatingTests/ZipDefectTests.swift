import BuildModel
import Testing

/// One test for each way in which a zip can be wrong; the machine's own unpackers are asked where they are there.
@Suite struct ZipDefectTests {
    private let index = ZipBytes.Entry("index.py", "def handler(e, c): pass\n")
    private let fixture: Fixture

    /// `-m zipfile -t` says what is damaged and ends with 0 all the same.
    private static let python = "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)"

    init() throws { fixture = try Fixture() }

    private func findings(_ zip: ZipBytes) async throws -> [Finding] {
        await fixture.findings(code: try fixture.file("code.zip", zip.bytes))
    }

    /// Whether `unzip` and Python unpack all of it.
    private func isUnpacked(_ zip: ZipBytes) throws -> Bool? {
        let path = try fixture.file("judged.zip", zip.bytes)
        var answers: [Bool] = []
        if HygieneJudge.has("unzip") {
            // 1 is a warning.
            answers.append(try HygieneJudge.status("unzip", ["-tqq", path]) <= 1)
        }
        if HygieneJudge.has("python3") {
            answers.append(try HygieneJudge.status("python3", ["-c", Self.python, path]) == 0)
        }
        return answers.isEmpty ? nil : answers.allSatisfy(\.self)
    }

    @Test func refusesEncryption() async throws {
        var entry = ZipBytes.Entry("data.txt")
        entry.flags |= 1
        let zip = ZipBytes(index, entry)
        let found = try await findings(zip)
        #expect(found.rules == ["zip-unsafe"])
        #expect(found.first?.hint == "make the zip without a password")
        #expect(try isUnpacked(zip) != true)
    }

    @Test(arguments: [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (77, "method 77")])
    func refusesMethod(_ method: Int, _ words: String) async throws {
        var entry = ZipBytes.Entry("data.txt")
        entry.method = method
        let found = try await findings(ZipBytes(index, entry))
        #expect(found.rules.allSatisfy { $0 == "zip-unsafe" } && !found.isEmpty)
        #expect(found.first?.message.contains(words) == true, "\(found.map(\.message))")
    }

    @Test func saysWhoWritesBackslashes() async throws {
        let found = try await findings(ZipBytes(index, .init("lib\\util.py")))
        #expect(found.rules == ["zip-unsafe"])
        #expect(found.first?.hint?.contains("divided by `/`") == true)
    }

    @Test func warnsOfNamesThatAreNotUTF8() async throws {
        var latin = ZipBytes.Entry("x")
        latin.name = Array("caf".utf8) + [0xE9]
        latin.flags = 0
        #expect(Set(try await findings(ZipBytes(index, latin)).rules) == ["zip-unusual"])
        var unmarked = ZipBytes.Entry("文档.txt")
        unmarked.flags = 0
        #expect(try await findings(ZipBytes(index, unmarked)).rules == ["zip-unusual"])
        #expect(try await findings(ZipBytes(index, .init("文档.txt"))).isEmpty)
    }

    @Test func warnsOfBytesAroundTheArchive() async throws {
        var zip = ZipBytes(index)
        zip.suffix = Array("signature".utf8)
        #expect(try await findings(zip).rules == ["zip-unusual"])
        #expect(try isUnpacked(zip) != false)
        zip.suffix = []
        zip.prefix = Array("#!/bin/sh\nexec java -jar \"$0\"\n".utf8)
        #expect(try await findings(zip).rules == ["zip-unusual"])
        zip.offsetError = zip.prefix.count
        let found = try await findings(zip)
        #expect(found.rules == ["zip-unusual"], "\(found.map(\.message))")
        #expect(try isUnpacked(zip) != false)
    }

    @Test func refusesHeadersThatDisagree() async throws {
        var entry = ZipBytes.Entry("data.txt")
        entry.localName = Array("evil.txt".utf8)
        let zip = ZipBytes(index, entry)
        #expect(try await findings(zip).rules == ["zip-unsafe"])
        #expect(try isUnpacked(zip) != true)
    }

    @Test func refusesEntriesThatAreNotListed() async throws {
        var hidden = ZipBytes.Entry("hidden.py")
        hidden.isListed = false
        #expect(try await findings(ZipBytes(index, hidden, .init("b.txt"))).rules == ["zip-unsafe"])
    }

    @Test func refusesOverlappingEntries() async throws {
        var entries = [index]
        for number in 0..<50 {
            var entry = index
            entry.name = Array("copy\(number).py".utf8)
            entry.localName = index.name
            entry.offset = 0
            entries.append(entry)
        }
        let found = try await findings(ZipBytes(entries))
        #expect(found.rules.allSatisfy { $0 == "zip-unsafe" } && found.count < 40)
        #expect(found.contains { $0.message.contains("overlappingEntries") })
    }

    @Test(.timeLimit(.minutes(30)), arguments: [2 << 30, 0xFFFF_FFFE]) func refusesMembersThatClaimGigabytes(
        _ size: Int
    ) async throws {
        var entry = ZipBytes.Entry("big.bin", "")
        entry.method = 8
        entry.data = [3, 0]
        entry.size = size
        let found = try await findings(ZipBytes(index, entry))
        #expect(found.rules.allSatisfy { $0 == "zip-unsafe" } && !found.isEmpty, "\(found.map(\.message))")
    }

    @Test func takesZipsInsideZipsAsFiles() async throws {
        // The shape of 42.zip: each layer holds sixteen archives of the next.
        var inner = ZipBytes(.init("0.bin", String(repeating: "\0", count: 4096))).bytes
        for _ in 0..<2 {
            inner =
                ZipBytes(
                    (0..<16).map { number in
                        var entry = ZipBytes.Entry("lib\(number).zip", "")
                        entry.contents = inner
                        return entry
                    }
                ).bytes
        }
        var bomb = ZipBytes.Entry("bomb.zip", "")
        bomb.contents = inner
        #expect(try await findings(ZipBytes(index, bomb)).isEmpty)
    }

    @Test func judgesDuplicatesByTheirContents() async throws {
        #expect(try await findings(ZipBytes(index, .init("a.txt", "same"), .init("a.txt", "same"))).isEmpty)
        #expect(
            try await findings(ZipBytes(index, .init("a.txt", "one"), .init("a.txt", "two"))).rules == ["zip-unsafe"])
        #expect(
            try await findings(ZipBytes(index, .init("META-INF/LICENSE", "one"), .init("META-INF/LICENSE", "two")))
                .rules
                == ["zip-unusual"])
    }

    @Test func tellsHarmlessModesFromOddOnes() async throws {
        let found = try await findings(ZipBytes(index, .init("a", mode: 0o100777), .init("b", mode: 0o100666)))
        #expect(found.rules.isEmpty)
        #expect(found.map(\.rule) == ["zip-unusual"])
        #expect(found.first?.message.contains("`a` and 1 more") == true)
        #expect(try await findings(ZipBytes(index, .init("su", mode: 0o104755))).rules == ["zip-unusual"])
    }

    @Test func saysWhatIsInAnEmptyZip() async throws {
        let empty = try await findings(ZipBytes())
        #expect(empty.of("package-empty")?.message == "the zip is empty")
        #expect(empty.rules == ["entry-file-missing"])
        var folder = ZipBytes.Entry("src/", "", mode: 0o040755)
        folder.contents = []
        let folders = try await findings(ZipBytes(folder))
        #expect(folders.of("package-empty")?.message == "the zip holds 1 folder and no file")
        let layer = try fixture.file("layer.zip", ZipBytes().bytes)
        let code = try fixture.file("good.zip", ZipBytes(index).bytes)
        #expect(await fixture.findings(code: code, layers: [layer]).rules == ["package-empty"])
    }

    @Test func tellsCirclesOfLinksFromLinksToNothing() async throws {
        func link(_ name: String, _ target: String) -> ZipBytes.Entry { .init(name, target, mode: 0o120777) }
        let circle = try await findings(ZipBytes(index, link("a", "b"), link("b", "c/../a"), link("d/e", "../d/e/f")))
        #expect(circle.filter { $0.rule == "symlink-broken" }.map(\.location.entry).contains("d/e"))
        #expect(circle.rules.allSatisfy { $0 == "symlink-broken" }, "\(circle.map(\.message))")
        let dangling = try await findings(
            ZipBytes(index, link("lib/x.so", "x.so.1"), link("lib/y.so", "y.so.1"), link("ok", "lib/../index.py")))
        #expect(dangling.map(\.severity) == [.note])
        #expect(dangling.first?.message.contains("(and 1 more such link)") == true)
        let through = try await findings(
            ZipBytes(index, link("current", "v2"), .init("v2/main.py"), link("main.py", "current/main.py")))
        #expect(through.isEmpty, "\(through.map(\.message))")
        let chain = (0..<39).map { link("l\($0)", $0 == 38 ? "index.py" : "l\($0 + 1)") }
        #expect(try await findings(ZipBytes([index] + chain)).isEmpty)
    }

    @Test func boundsTheMemoryOfDeepFolders() async throws {
        let part = String(repeating: "d/", count: 2000)
        let deep = (0..<300).map { ZipBytes.Entry("x\($0)/" + part + "f") }
        let found = try await findings(ZipBytes([index] + deep))
        #expect(found.rules.first == "zip-unreadable", "\(found.prefix(3).map(\.message))")
        // Paths that no system opens are not followed at all.
        let longer = ZipBytes.Entry(String(repeating: "d/", count: 30_000) + "f")
        #expect(try await findings(ZipBytes(index, longer)).of("zip-unsafe") != nil)
    }

    @Test(.timeLimit(.minutes(30))) func stayLinearWithManyEntries() async throws {
        // More than the 65 535 that the old end record counts.
        let fixture = try Fixture()
        var files: [String: [UInt8]] = ["index.py": Array("def handler(e, c): pass".utf8)]
        for number in 0..<66_000 { files["data/\(number % 300)/\(number).txt"] = [] }
        let code = try fixture.zip("large.zip", bytes: files)
        let found = await fixture.findings(code: code)
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
        #expect(found.of("zip-unusual")?.message.contains("64-bit records (66001 entries") == true)
    }
}
