import Binaries
import Testing

/// Damaged and hostile records: an error or less is known, never a crash, a hang or a guess.
@Suite(.timeLimit(.minutes(30))) struct SwiftHostileTests {
    private typealias Place = SmallSwiftProgram.Place

    private func read(_ change: (inout SmallSwiftProgram) -> Void = { _ in }) throws(ELFError) -> SwiftProgram? {
        var program = SmallSwiftProgram()
        change(&program)
        return try SwiftProgram(bytes: program.bytes, protocolsOf: ["FunctionComputeRuntime"])
    }

    @Test func readsTheSoundOne() throws {
        let program = try #require(try read())
        #expect(program.conformances.map(\.type.description) == ["Thumbs.Resize"])
        #expect(program.conformances.first?.protocolName.name == "EventFunction")
        #expect(program.conformances.first?.type.isPlain == false)
        #expect(program.modules == ["Thumbs"] && program.unknownConformances == 0)
        #expect(program.compilers == ["clang swiftlang"])
    }

    @Test func refusesRingOfContexts() {
        #expect(throws: ELFError.malformed(.swiftMetadata)) {
            try read { $0.point(Place.anonymous + 4, to: Place.type) }
        }
        #expect(throws: ELFError.malformed(.swiftMetadata)) {
            try read { $0.point(Place.anonymous + 4, to: Place.anonymous) }
        }
    }

    @Test(arguments: [Place.conformances, Place.types, Place.conformance + 4, Place.type + 8, Place.module + 8])
    func refusesDistanceOutOfTheFile(_ place: Int) {
        #expect(throws: ELFError.malformed(.swiftMetadata)) { try read { $0.put(0x7000_0000, 4, at: place) } }
        #expect(throws: ELFError.malformed(.swiftMetadata)) { try read { $0.put(-0x7000_0000, 4, at: place) } }
    }

    @Test func refusesMoreRecordsThanAnybodyHas() {
        #expect(throws: ELFError.tooLarge(.swiftMetadata)) {
            try read { $0.put(1 << 40, 8, at: SmallSwiftProgram.header(1) + 32) }
        }
        #expect(throws: ELFError.truncated(.swiftMetadata)) {
            try read { $0.put(4096, 8, at: SmallSwiftProgram.header(1) + 32) }
        }
    }

    @Test func refusesRelocationsOutOfTheFile() {
        #expect(throws: ELFError.truncated(.relocations)) { try read { $0.put(1 << 20, 8, at: Place.dynamic + 24) } }
        #expect(throws: ELFError.tooLarge(.relocations)) { try read { $0.put(1 << 40, 8, at: Place.dynamic + 24) } }
    }

    @Test func refusesNamesThatAreNone() {
        #expect(throws: ELFError.malformed(.swiftMetadata)) { try read { $0.write("\u{1B}[31mX\0", at: Place.texts) } }
        #expect(throws: ELFError.malformed(.swiftMetadata)) { try read { $0.write("\0", at: Place.texts) } }
    }

    @Test func countsPointersThatNobodyFillsIn() throws {
        // Without its relocation the pointer is null.
        let program = try #require(try read { $0.put(0, 8, at: Place.relocations + 8) })
        #expect(program.conformances.isEmpty && program.unknownConformances == 1)
    }

    @Test func saysNothingOfProgramsWithoutSections() throws {
        #expect(try read { $0.put(0, 8, at: 40) } == nil)
        #expect(try read { $0.put(183, 2, at: 18) } == nil)
        #expect(try read { $0.put(99, 2, at: 62) } == nil)
    }

    @Test func takesNoUnicodeDataThatLies() throws {
        // A header of ICU's data with a list behind the end of the file.
        let program = try #require(
            try read {
                for (offset, byte) in [
                    (0, 0xF0), (1, 0xFF), (2, 0xDA), (3, 0x27), (12, 0x43), (13, 0x6D), (14, 0x6E), (15, 0x44),
                ] {
                    $0.put(byte, 1, at: 0x3A0 + offset)
                }
            })
        #expect(program.unicodeDataSize == nil)
    }
}
