import Binaries
import Foundation
import TestSupport
import Testing

@Suite struct JavaClassHostileTests {
    @Test func otherFilesAreNoClasses() {
        #expect(throws: JavaClassError.notClassFile) { try JavaClassFile(bytes: []) }
        #expect(throws: JavaClassError.notClassFile) { try JavaClassFile(bytes: Array("PK\u{3}\u{4}".utf8)) }
        // A Mach-O file for two architectures has the same first bytes.
        #expect(throws: JavaClassError.notClassFile) {
            try JavaClassFile(bytes: [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2] + [UInt8](repeating: 0, count: 64))
        }
    }

    @Test func everyTruncationIsTypedError() {
        let bytes = SmallClass().bytes
        for count in 0..<bytes.count {
            #expect(throws: JavaClassError.self, "\(count) bytes") {
                try JavaClassFile(bytes: Array(bytes.prefix(count)))
            }
        }
    }

    @Test func bytesAfterTheClassAreRefused() {
        #expect(throws: JavaClassError.extraBytes) { try JavaClassFile(bytes: SmallClass(tail: [0]).bytes) }
    }

    @Test(arguments: [1, 7, 11, 65535])
    func wrongSuperclassConstantIsNamed(_ index: Int) {
        #expect(throws: JavaClassError.wrongConstant(.declaration, index: index)) {
            try JavaClassFile(bytes: SmallClass(superclassIndex: index).bytes)
        }
    }

    @Test func wrongInterfaceAndMethodConstantsAreNamed() {
        #expect(throws: JavaClassError.wrongConstant(.interfaces, index: 300)) {
            try JavaClassFile(bytes: SmallClass(interfaces: [6, 300]).bytes)
        }
        #expect(throws: JavaClassError.wrongConstant(.methods, index: 2)) {
            try JavaClassFile(bytes: SmallClass(methodNameIndex: 2).bytes)
        }
    }

    @Test func constantsThatLeadToWrongKindsAreRefused() {
        let wrong: [[UInt8]] = [[7, 0, 2], [12, 0, 1, 0, 2], [10, 0, 1, 0, 1], [15, 1, 0, 1], [18, 0, 0, 0, 7]]
        for constant in wrong {
            #expect(throws: JavaClassError.self) {
                try JavaClassFile(bytes: SmallClass(moreConstants: [constant]).bytes)
            }
        }
        #expect(throws: JavaClassError.malformed(.constantPool)) {
            try JavaClassFile(bytes: SmallClass(moreConstants: [[2, 0, 0]]).bytes)
        }
    }

    @Test func longConstantInTheLastPlaceIsRefused() {
        // A long takes two places; the second would lie behind the end of the table.
        #expect(throws: JavaClassError.malformed(.constantPool)) {
            try JavaClassFile(bytes: SmallClass(moreConstants: [[5] + [UInt8](repeating: 0, count: 8)]).bytes)
        }
    }

    @Test func attributeShorterThanItsContentIsRefused() {
        #expect(throws: JavaClassError.malformed(.attributes)) {
            try JavaClassFile(bytes: SmallClass(attributeLength: 1).bytes)
        }
        #expect(throws: JavaClassError.truncated(.attributes)) {
            try JavaClassFile(bytes: SmallClass(attributeLength: 65535).bytes)
        }
    }

    @Test func countsWithoutContentAskForNoMemory() {
        #expect(throws: JavaClassError.self) { try JavaClassFile(bytes: SmallClass(methodCount: 65535).bytes) }
        #expect(throws: JavaClassError.truncated(.constantPool)) {
            try JavaClassFile(bytes: [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52, 0xFF, 0xFF])
        }
    }

    @Test func oneLongNameUsedByThousandsOfInterfacesIsHeldOnce() throws {
        // 65 535 copies of a name of 60 000 bytes would be 4 GB.
        let file = try JavaClassFile(
            bytes: SmallClass(
                name: [UInt8](repeating: 0x61, count: 60_000), interfaces: [Int](repeating: 2, count: 65_535)
            ).bytes)
        #expect(file.interfaces.count == 65_535)
    }

    @Test func tenThousandMutationsNeverTrap() throws {
        var originals = [SmallClass().bytes]
        if JavaSources.jdkRelease >= 17 {
            originals += try JavaSources.withFolder { folder in
                try JavaSources.compile(JavaSources.plain, release: 8, into: folder).map {
                    [UInt8](try Data(contentsOf: $0))
                }
            }
        }
        var random = SeededGenerator(seed: 20_240_502)
        var refused = 0
        for round in 0..<10_000 {
            var bytes = originals[round % originals.count]
            mutate(&bytes, headSize: 512, cut: round % 4 == 0, using: &random)
            do {
                let file = try JavaClassFile(bytes: bytes)
                for method in file.methods { _ = try method.types }
            } catch { refused += 1 }
        }
        #expect(refused > 1000)
    }
}

/// Changes a few bytes, more often near the start, to values that readers stumble over; cuts the end off if asked to.
func mutate(_ bytes: inout [UInt8], headSize: Int, cut: Bool, using random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...6, using: &random) {
        let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
        let headOnly = Bool.random(using: &random)
        let place = Int.random(in: 0..<(headOnly ? min(headSize, bytes.count) : bytes.count), using: &random)
        bytes[place] = interesting.randomElement(using: &random) ?? 0
    }
    if cut { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
}
