import BuildModel
import Foundation
import Testing

@Suite struct DigestTests {
    private let digits = String(repeating: "0123456789abcdef", count: 4)

    @Test func readsEitherForm() throws {
        let digest = try #require(Digest(digits))
        #expect(Digest("sha256:" + digits) == digest)
        #expect(Digest(digits.uppercased()) == digest)
        #expect(digest.hexadecimal == digits)
        #expect(digest.description == "sha256:" + digits)
    }

    @Test func agreesWithItsBytes() throws {
        let bytes: [UInt8] = Array(0..<32)
        let digest = try #require(Digest(bytes: bytes))
        #expect(digest.hexadecimal == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(Digest(bytes: bytes.dropLast()) == nil)
    }

    @Test(arguments: [
        "", "sha256:", "abc", "sha512:" + String(repeating: "0", count: 64), String(repeating: "g", count: 64),
        String(repeating: "0", count: 65), String(repeating: "０", count: 64), " " + String(repeating: "0", count: 63),
    ])
    func refusesWhatIsNoDigest(_ text: String) {
        #expect(Digest(text) == nil)
    }

    @Test func roundTripsThroughJSON() throws {
        let digest = try #require(Digest(digits))
        let data = try JSONEncoder().encode([digest])
        #expect(String(decoding: data, as: UTF8.self) == "[\"sha256:\(digits)\"]")
        #expect(try JSONDecoder().decode([Digest].self, from: data) == [digest])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Digest].self, from: Data("[\"x\"]".utf8)) }
    }
}
