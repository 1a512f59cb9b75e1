import Binaries
import Foundation
import TestSupport
import Testing

@Suite struct ELFHostileTests {
    @Test func emptyTextAndCutHeaderAreTypedErrors() {
        #expect(throws: ELFError.notELF) { try ELFFile(bytes: []) }
        #expect(throws: ELFError.notELF) { try ELFFile(bytes: Array("#!/bin/sh".utf8)) }
        #expect(throws: ELFError.truncated(.header)) { try ELFFile(bytes: [0x7F, 0x45, 0x4C, 0x46]) }
        #expect(throws: ELFError.unknownFormat) {
            try ELFFile(bytes: [0x7F, 0x45, 0x4C, 0x46, 9, 9] + [UInt8](repeating: 0, count: 100))
        }
    }

    @Test func hugeCountsAskForNoMemory() {
        var bytes = SmallELF().bytes
        bytes.replaceSubrange(56..<58, with: [0xFF, 0xFE])
        #expect(throws: ELFError.truncated(.programHeaders)) { try ELFFile(bytes: bytes) }
    }

    @Test func offsetsAtTheEndOfTheAddressSpaceDoNotOverflow() {
        var bytes = SmallELF().bytes
        bytes.replaceSubrange(32..<40, with: [UInt8](repeating: 0xFF, count: 8))
        #expect(throws: ELFError.truncated(.programHeaders)) { try ELFFile(bytes: bytes) }
    }

    @Test func readerThatGivesTooLittleIsAnError() {
        let bytes = SmallELF().bytes
        #expect(throws: ELFError.unreadable(.dynamicSegment)) {
            try ELFFile(size: bytes.count) { offset, count in
                offset + count <= 64 + 2 * 56 ? Array(bytes[offset..<offset + count]) : nil
            }
        }
        #expect(throws: ELFError.unreadable(.header)) { try ELFFile(size: .max) { _, _ in [] } }
    }

    @Test func ringOfVersionNeedsEnds() throws {
        // The second need's link is zero bytes forward for ever: a link of zero ends the chain.
        let file = try ELFFile(bytes: SmallELF(versionCount: 60_000).bytes)
        #expect(file.versionNeeds.count == 1)
    }

    @Test func needsThatOverlapThousandsOfTimesAreRefused() {
        #expect(throws: ELFError.self) { try ELFFile(bytes: SmallELF(auxiliaryCount: 60_000, auxiliaryNext: 1).bytes) }
    }

    @Test func stringWithoutEndIsRefused() {
        #expect(throws: ELFError.malformed(.dynamicStrings)) { try ELFFile(bytes: SmallELF(stringEnd: 0x41).bytes) }
    }

    @Test func readsHandMadeFile() throws {
        let file = try ELFFile(bytes: SmallELF().bytes)
        #expect(file.needed == ["libc.so.6"])
        #expect(file.versionNeeds == [ELFVersionNeed(library: "libc.so.6", version: "GLIBC_2.28")])
        #expect(file.machine == .x86_64)
        #expect(file.isStripped)
        #expect(!file.isStatic)
    }

    @Test(arguments: [(true, true, 21), (false, true, 8), (false, false, 40)] as [(Bool, Bool, UInt64)])
    func readsOtherWidthsAndByteOrders(_ is64: Bool, _ isBigEndian: Bool, _ machine: UInt64) throws {
        let file = try ELFFile(bytes: SmallELF(is64: is64, isBigEndian: isBigEndian, machine: machine).bytes)
        #expect(file.needed == ["libc.so.6"])
        #expect(file.highestNeed(prefix: "GLIBC_")?.version == "GLIBC_2.28")
        #expect(file.bits == (is64 ? 64 : 32))
        #expect(file.isBigEndian == isBigEndian)
        #expect(UInt64(file.machine.rawValue) == machine)
    }

    @Test func comparesVersionsByNumber() {
        func numbers(_ version: String) -> [Int]? {
            ELFVersionNeed(library: "libc.so.6", version: version).numbers(after: "GLIBC_")
        }
        #expect(numbers("GLIBC_2.2.5") == [2, 2, 5])
        #expect(numbers("GLIBC_PRIVATE") == nil)
        #expect(numbers("GLIBC_") == nil)
        #expect(numbers("GLIBC_2.99999999999999999999") == nil)
        #expect(numbers("GLIBCXX_3.4") == nil)
    }

    @Test func tenThousandMutationsNeverTrap() throws {
        let path = try #require(systemFiles(limit: 400).min { size($0) < size($1) }, "no ELF file on this system")
        let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SeededGenerator(seed: 20_240_501)
        var refused = 0
        for round in 0..<10_000 {
            // Half of the rounds damage the file from the system, half the small one, where each byte matters.
            var bytes = round % 2 == 0 ? original : SmallELF().bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
                let headOnly = Bool.random(using: &random)
                let place = Int.random(in: 0..<(headOnly ? min(1024, bytes.count) : bytes.count), using: &random)
                bytes[place] = interesting.randomElement(using: &random) ?? 0
            }
            if round % 4 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            do { _ = try ELFFile(bytes: bytes) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }

    private func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? .max
    }
}
