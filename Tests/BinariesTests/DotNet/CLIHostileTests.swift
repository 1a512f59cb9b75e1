import Binaries
import Foundation
import TestSupport
import Testing

@Suite struct CLIHostileTests {
    @Test func otherFilesAreNoAssemblies() {
        #expect(throws: CLIError.notPE) { try CLIAssembly(bytes: []) }
        #expect(throws: CLIError.notPE) { try CLIAssembly(bytes: [0x7F, 0x45, 0x4C, 0x46]) }
        #expect(throws: CLIError.truncated(.peHeaders)) { try CLIAssembly(bytes: [0x4D, 0x5A]) }
    }

    @Test func windowsLibraryOfMachineCodeIsNotManaged() {
        #expect(throws: CLIError.notManaged) { try CLIAssembly(bytes: SmallAssembly(cliHeaderAddress: 0).bytes) }
    }

    @Test func everyTruncationIsTypedError() {
        let bytes = SmallAssembly().bytes
        // The last thing in the file is a blob that only methods read.
        for count in 0..<bytes.count - 8 {
            #expect(throws: CLIError.self, "\(count) bytes") {
                let assembly = try CLIAssembly(bytes: Array(bytes.prefix(count)))
                for type in assembly.types { _ = try assembly.methods(of: type) }
            }
        }
    }

    @Test func addressesOutsideTheSectionsAreRefused() {
        #expect(throws: CLIError.truncated(.cliHeader)) {
            try CLIAssembly(bytes: SmallAssembly(cliHeaderAddress: 0xFFFF_FFFF).bytes)
        }
        #expect(throws: CLIError.truncated(.metadataRoot)) {
            try CLIAssembly(bytes: SmallAssembly(metadataSize: 0xFFFF_FFFF).bytes)
        }
    }

    @Test func claimedRowsAskForNoMemory() {
        #expect(throws: CLIError.truncated(.tables)) {
            try CLIAssembly(bytes: SmallAssembly(claimedMethods: 60_000).bytes)
        }
        #expect(throws: CLIError.tooLarge(.tables)) {
            try CLIAssembly(bytes: SmallAssembly(claimedMethods: 0xFFFF_FFFF).bytes)
        }
    }

    @Test func ringOfNestedTypesIsRefused() {
        for nested in [[(2, 3), (3, 2)], [(3, 3)], [(3, 0)], [(3, 99)]] {
            #expect(throws: CLIError.malformed(.tables)) { try CLIAssembly(bytes: SmallAssembly(nested: nested).bytes) }
        }
    }

    @Test func ringOfTypeReferencesIsRefused() {
        #expect(throws: CLIError.malformed(.tables)) { try CLIAssembly(bytes: SmallAssembly(scope: 1 << 2 | 3).bytes) }
    }

    @Test func genericTypeThatContainsItselfIsRefused() {
        // The first specification is an array of the class that the first specification describes.
        let ring: [UInt8] = [0x1D, 0x12, 1 << 2 | 2]
        #expect(throws: CLIError.malformed(.signature)) {
            try CLIAssembly(bytes: SmallAssembly(extends: 1 << 2 | 2, typeSpecifications: [ring]).bytes)
        }
    }

    @Test func genericTypesThatDoubleAtEachStepRunOutOfPurse() {
        // Each specification holds the next one twice: 2 to the power of 25 names.
        let specifications = (1...25).map { row -> [UInt8] in
            let next = UInt8((row + 1) << 2 | 2)
            return row == 25 ? [0x0E] : [0x15, 0x12, 1 << 2 | 1, 2, 0x12, next, 0x12, next]
        }
        #expect(throws: CLIError.tooLarge(.signature)) {
            try CLIAssembly(bytes: SmallAssembly(extends: 1 << 2 | 2, typeSpecifications: specifications).bytes)
        }
    }

    @Test func deepSignatureIsRefusedWithoutOverflow() throws {
        for element in [0x0F, 0x1D, 0x45] as [UInt8] {
            let deep = [UInt8](repeating: element, count: 100)
            let assembly = try CLIAssembly(bytes: SmallAssembly(signature: [0x20, 0] + deep + [0x08]).bytes)
            #expect(throws: CLIError.malformed(.signature)) { try assembly.methods(of: assembly.types[1]) }
        }
        let pointers = [[UInt8]](repeating: [0x1B, 0, 0], count: 100).flatMap { $0 }
        let assembly = try CLIAssembly(bytes: SmallAssembly(signature: [0x20, 0] + pointers + [0x08]).bytes)
        #expect(throws: CLIError.malformed(.signature)) { try assembly.methods(of: assembly.types[1]) }
    }

    @Test(
        arguments: [
            [], [0x20], [0x06, 0x08], [0x20, 0x00], [0x20, 0x01, 0x08], [0x20, 0x00, 0x02, 0xFF], [0x20, 0x00, 0x63],
            [0x20, 0xDF, 0xFF, 0xFF, 0xFF, 0x08], [0x20, 0xFF, 0x08], [0x20, 0, 0x14, 0x08, 0xC0, 0, 0xFF, 0xFF, 0, 0],
            [0x20, 0, 0x12, 0x00], [0x20, 0, 0x12, 0x80, 0xFC], [0x20, 0, 0x12, 0x03],
        ] as [[UInt8]])
    func badSignatureIsTypedError(_ signature: [UInt8]) throws {
        let assembly = try CLIAssembly(bytes: SmallAssembly(signature: signature).bytes)
        guard signature != [0x20, 0x00, 0x02, 0xFF] else {
            // Bytes after the last type are nobody's business.
            #expect(try assembly.methods(of: assembly.types[1]).first?.returnType == "System.Boolean")
            return
        }
        #expect(throws: CLIError.self) { try assembly.methods(of: assembly.types[1]) }
    }

    @Test func listsOfMethodsThatRunBackwardsAreRefused() throws {
        for start in [0, 3, 0xFFFF] {
            let assembly = try CLIAssembly(bytes: SmallAssembly(methodListOfInner: start).bytes)
            #expect(throws: CLIError.malformed(.tables)) { try assembly.methods(of: assembly.types[2]) }
        }
    }

    @Test func typeOfAnotherAssemblyDoesNotTrap() throws {
        let small = try CLIAssembly(bytes: SmallAssembly(nested: []).bytes)
        guard let path = CLISources.systemAssemblies().first else { return }
        let other = try CLIAssembly(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        let last = try #require(other.types.last)
        #expect(throws: CLIError.malformed(.tables)) { try small.methods(of: last) }
    }

    @Test func tenThousandMutationsNeverTrap() throws {
        var originals = [SmallAssembly().bytes]
        if CLISources.canCompile {
            originals.append(try CLISources.withAssembly(CLISources.functions) { bytes, _ in bytes })
        }
        var random = SeededGenerator(seed: 20_240_503)
        var refused = 0
        for round in 0..<10_000 {
            var bytes = originals[round % 4 == 1 ? originals.count - 1 : 0]
            // The small file's tables lie in its first kilobyte, those of the compiled one further on.
            mutate(&bytes, headSize: round % 3 == 0 ? 8192 : 1024, cut: round % 8 == 0, using: &random)
            do {
                let assembly = try CLIAssembly(bytes: bytes)
                for type in assembly.types { _ = try assembly.methods(of: type) }
            } catch { refused += 1 }
        }
        #expect(refused > 1000)
    }
}
