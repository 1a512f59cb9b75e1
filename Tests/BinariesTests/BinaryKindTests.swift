import Binaries
import Testing

@Suite struct BinaryKindTests {
    @Test(
        arguments: [
            ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], BinaryKind.elf),
            ([0xCF, 0xFA, 0xED, 0xFE, 0x0C, 0, 0, 1], .machO),
            ([0xFE, 0xED, 0xFA, 0xCE, 0, 0, 0, 7], .machO),
            ([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2], .machOFat),
            ([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52], .javaClass),
            ([0xCA, 0xFE, 0xBA, 0xBE, 0, 3, 0, 45], .javaClass),
            ([0x4D, 0x5A, 0x90, 0], .pe),
            ([0x23, 0x21, 0x2F, 0x62], .script),
            ([0x50, 0x4B, 3, 4], .zip),
            ([0x50, 0x4B, 5, 6], .zip),
            ([0x69, 0x6D], .other),
            ([], .other),
            ([0x7F, 0x45, 0x4C], .other),
        ] as [([UInt8], BinaryKind)])
    func judgesByFirstBytes(_ bytes: [UInt8], _ kind: BinaryKind) {
        #expect(BinaryKind(firstBytes: bytes) == kind)
    }
}

@Suite struct ScriptHeaderTests {
    @Test func readsInterpreterAndOneArgument() throws {
        let header = try #require(ScriptHeader(firstBytes: "#! /usr/bin/env  python3 -u \nimport x".utf8))
        #expect(header.interpreter == "/usr/bin/env")
        #expect(header.argument == "python3 -u")
        #expect(!header.endsInCarriageReturn)
    }

    @Test func seesCarriageReturnAndByteOrderMark() throws {
        let carriage = try #require(ScriptHeader(firstBytes: "#!/bin/bash\r\necho".utf8))
        #expect(carriage.interpreter == "/bin/bash")
        #expect(carriage.endsInCarriageReturn)
        let marked = try #require(ScriptHeader(firstBytes: [0xEF, 0xBB, 0xBF] + Array("#!/bin/sh".utf8)))
        #expect(marked.followsByteOrderMark)
        #expect(marked.argument == nil)
    }

    @Test func emptyAndForeignLines() {
        #expect(ScriptHeader(firstBytes: "#!\n".utf8)?.interpreter == "")
        #expect(ScriptHeader(firstBytes: "echo".utf8) == nil)
        #expect(ScriptHeader(firstBytes: []) == nil)
    }
}
