import Foundation
import FunctionComputeEvents
import FunctionComputeRuntime
import Testing

@Suite struct EventReadingTests {
    struct Order: JSONEvent, JSONOutput, Equatable {
        var id: Int
        var items: [String]?
    }

    @Test func ignoresUnknownKeysAndLeavesOptionalOnesOut() throws {
        #expect(try Order(event: ByteBuffer(string: #"{"id":7,"unknown":{"a":[1]}}"#)) == Order(id: 7))
    }

    @Test(arguments: [
        (#"{"items":[]}"#, "the event is no Order: key `id` is missing"),
        (#"{"id":"x"}"#, "the event is no Order: `id` is no Int"),
        (#"{"id":1,"items":["a",2]}"#, "the event is no Order: `items.[1]` is no String"),
        (#"{"id":null}"#, "the event is no Order: `id` is null"),
        (#"not json"#, "the event is no Order: it is not JSON"),
        ("", "the event is no Order: it is not JSON"),
    ])
    func saysWhatDoesNotFit(_ json: String, _ message: String) {
        let error = #expect(throws: EventDecodingError.self) { try Order(event: ByteBuffer(string: json)) }
        #expect(error?.errorMessage == message)
    }

    @Test func writesJSONWithSortedKeys() throws {
        #expect(String(buffer: try Order(id: 1, items: ["a/b"]).eventOutput()) == #"{"id":1,"items":["a/b"]}"#)
        #expect(try JSON<[String: Int]>(event: ByteBuffer(string: #"{"b":2,"a":1}"#)).value == ["a": 1, "b": 2])
        #expect(String(buffer: try JSON(["b": 2, "a": 1]).eventOutput()) == #"{"a":1,"b":2}"#)
    }

    @Test func takesPlainValues() throws {
        let bytes = ByteBuffer(bytes: [0, 1, 255])
        #expect(Data(event: bytes) == Data([0, 1, 255]) && Data([9]).eventOutput() == ByteBuffer(bytes: [9]))
        #expect([UInt8](event: bytes) == [0, 1, 255] && [UInt8]([7]).eventOutput() == ByteBuffer(bytes: [7]))
        #expect(throws: EventDecodingError.self) { try String(event: bytes) }
        #expect(try String(event: ByteBuffer(string: "grüß")) == "grüß")
        #expect(NoOutput().eventOutput().readableBytes == 0)
    }

    // MARK: - CBOR from anybody

    private func row(_ value: [UInt8]) -> [UInt8] {
        // {"Version": "", "Records": [{"Type": "", "PrimaryKey": [{"ColumnName": "", "Value": …}]}]}
        return [0xA2, 0x67] + Array("Version".utf8) + [0x60, 0x67] + Array("Records".utf8) + [0x81, 0xA2, 0x64]
            + Array("Type".utf8) + [0x60, 0x6A] + Array("PrimaryKey".utf8) + [0x81, 0xA2, 0x6A]
            + Array("ColumnName".utf8)
            + [0x60, 0x65] + Array("Value".utf8) + value
    }

    @Test(
        arguments: [
            ([0x00], .integer(0)), ([0x38, 0x63], .integer(-100)), ([0xF5], .bool(true)),
            ([0xF9, 0x3E, 0x00], .double(1.5)),
            ([0xFA, 0x47, 0xC3, 0x50, 0x00], .double(100_000)),
            ([0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], .double(1.1)),
            ([0x42, 1, 2], .blob(Data([1, 2]))),
            ([0x5F, 0x41, 1, 0x41, 2, 0xFF], .blob(Data([1, 2]))),
            ([0x7F, 0x61, 0x61, 0x61, 0x62, 0xFF], .string("ab")),
            ([0xC1, 0x01], .integer(1)), ([0x3B, 0x7F, 255, 255, 255, 255, 255, 255, 255], .integer(.min)),
        ] as [([UInt8], TableStoreEvent.Value)])
    func readsValuesOfCBOR(_ bytes: [UInt8], _ value: TableStoreEvent.Value) throws {
        let event = try TableStoreEvent(event: ByteBuffer(bytes: row(bytes)))
        #expect(event.records[0].primaryKey[0].value == value)
    }

    @Test(
        arguments: [
            [], [0x1B, 255, 255, 255, 255, 255, 255, 255, 255], [0x5B, 255, 255, 255, 255, 255, 255, 255, 255],
            [0x9B, 0, 0, 0, 255, 255, 255, 255, 255], [0x7A, 0x7F, 255, 255, 255], [0x61, 0xFF], [0xA1, 0x01, 0x01],
            [0x1C], [0xFF], [0x9F, 0x01], [0x5F, 0x61, 0x61, 0xFF], [0x00, 0x00], [0xFC],
            [UInt8](repeating: 0x81, count: 100_000), [UInt8](repeating: 0xC1, count: 100_000),
            [UInt8](repeating: 0x9F, count: 100_000),
        ] as [[UInt8]])
    func refusesBrokenCBOR(_ bytes: [UInt8]) {
        #expect(throws: EventDecodingError.self) { try TableStoreEvent(event: ByteBuffer(bytes: row(bytes))) }
        #expect(throws: EventDecodingError.self) { try TableStoreEvent(event: ByteBuffer(bytes: bytes)) }
    }

    @Test func refusesCBORThatIsCutAnywhere() throws {
        let whole = row([0x18, 0x64])
        for count in 0..<whole.count {
            #expect(throws: EventDecodingError.self) {
                try TableStoreEvent(event: ByteBuffer(bytes: whole.prefix(count)))
            }
        }
    }
}
