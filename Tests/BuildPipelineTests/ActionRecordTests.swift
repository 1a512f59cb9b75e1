import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

@Suite struct ActionRecordTests {
    private let record = ActionRecord(
        file: .init(name: "package.zip", digest: FileDigest.sha256(of: [1]), size: 300_000_000_000),
        text: Array(#"{"form":1}"#.utf8))

    @Test func isReadAsItWasWritten() {
        #expect(ActionRecord(record.bytes) == record)
        // Fields that others add are passed over: an exit code, a fixed number.
        #expect(ActionRecord([0x20, 0] + record.bytes + [0x65, 1, 2, 3, 4]) == record)
    }

    @Test func everyCutIsRefusedOrLosesOnlyTheText() {
        let bytes = record.bytes
        for count in 0..<bytes.count {
            let cut = ActionRecord(Array(bytes.prefix(count)))
            #expect(cut == nil || cut?.file == record.file && cut?.text == [])
        }
    }

    @Test func changedBytesNeverTrap() {
        let bytes = record.bytes
        for place in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[place] = value
                _ = ActionRecord(changed)
            }
        }
    }

    @Test(
        arguments: [
            [], [0xFF], [0x0A], [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0x12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [0x13], [0x12, 0],
        ] as [[UInt8]]) func whatIsNoRecordIsNone(bytes: [UInt8])
    { #expect(ActionRecord(bytes) == nil) }

    @Test func aRecordOfTwoFilesIsNone() { #expect(ActionRecord(record.bytes + record.bytes) == nil) }
}
