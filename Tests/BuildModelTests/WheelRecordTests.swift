import BuildModel
import Foundation
import TestSupport
import Testing

@Suite struct WheelRecordTests {
    private static let paths = [
        "numpy/__init__.py", "a,b.py", "a\"b.py", "\"quoted\"", "x\"\u{301}y", "a\nb", "a\rb", "a\r\nb", " spaced ",
        "数据.py",
        "'single'", "a;b", "a\tb", ",", "\"", "\"\"", "a\"", "end,\"",
    ]

    @Test func readsWhatItWrites() {
        let records = Self.paths.map { WheelRecord(path: $0, hash: "sha256=x", size: 5) }
        let text = records.map { $0.line + "\n" }.joined()
        #expect(WheelRecord.parse(text) == records)
    }

    @Test func readsRealLinesWithEitherLineEnd() {
        let expected = [
            WheelRecord(path: "six.py", hash: "sha256=TOOfQi7nFGfMrIvtdr6wX4wyHH8M7aknmuLfo2cBBrM", size: 34549),
            WheelRecord(path: "six-1.16.0.dist-info/RECORD", hash: "", size: nil),
        ]
        let lines = expected.map(\.line)
        #expect(lines.last == "six-1.16.0.dist-info/RECORD,,")
        for end in ["\n", "\r\n"] {
            #expect(WheelRecord.parse(lines.joined(separator: end) + end) == expected)
            #expect(WheelRecord.parse(lines.joined(separator: end)) == expected)
            #expect(WheelRecord.parse(lines.joined(separator: end) + end + end) == expected)
        }
        #expect(WheelRecord.parse("") == [])
    }

    @Test(arguments: [
        "a", "a,b", "a,b,1,2", ",sha256=x,1", "a,sha256=x,big", "a,sha256=x,-1", "\"a,sha256=x,1", "a,sha256=x,1.5",
    ])
    func refusesLineOfAnotherForm(_ line: String) {
        #expect(WheelRecord.parse("good.py,sha256=x,1\n" + line + "\n") == nil)
    }

    @Test func takesQuoteInsideAFieldAsItIs() {
        #expect(WheelRecord.parse("a\"b.py,sha256=x,1\n")?.first?.path == "a\"b.py")
    }

    @Test(.enabled(if: PythonJudge.has("csv")))
    func pythonReadsAndWritesTheSame() throws {
        let records = Self.paths.map { WheelRecord(path: $0, hash: "sha256=x", size: 5) }
        let script = """
            import csv, io, json, sys
            text = sys.stdin.buffer.read().decode()
            json.dump([row[0] for row in csv.reader(io.StringIO(text, newline=''))], sys.stdout)
            """
        let read = try PythonJudge.run(script, input: records.map { $0.line + "\n" }.joined())
        #expect(try JSONDecoder().decode([String].self, from: Data(read.output.utf8)) == Self.paths)

        let writer = """
            import csv, json, sys
            sys.stdout.reconfigure(newline='')
            csv.writer(sys.stdout, lineterminator='\\n').writerows([p, 'sha256=x', 5] for p in json.load(sys.stdin))
            """
        let paths = String(decoding: try JSONEncoder().encode(Self.paths), as: UTF8.self)
        let written = try PythonJudge.run(writer, input: paths)
        #expect(WheelRecord.parse(written.output) == records)
    }

    @Test(.enabled(if: PythonJudge.has("base64")))
    func pythonWritesTheSameHash() throws {
        var generator = SystemRandomNumberGenerator()
        var digests = try ["0", "f"].map { try #require(Digest(String(repeating: $0, count: 64))) }
        for _ in 0..<100 {
            digests.append(
                try #require(Digest(bytes: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })))
        }
        let script = """
            import base64, sys
            for line in sys.stdin:
                digest = bytes.fromhex(line.strip())
                print('sha256=' + base64.urlsafe_b64encode(digest).rstrip(b'=').decode())
            """
        let result = try PythonJudge.run(script, input: digests.map { $0.hexadecimal + "\n" }.joined())
        #expect(result.output == digests.map { WheelRecord.hashField(of: $0) + "\n" }.joined())
    }

    @Test func writesTheHashOfAWellKnownDigest() throws {
        // SHA-256 of nothing.
        let digest = try #require(Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(WheelRecord.hashField(of: digest) == "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
    }
}
