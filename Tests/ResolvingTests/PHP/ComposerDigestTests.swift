import BuildModel
import FileTrees
import Foundation
import Testing

/// The digest by which composer tells that a lock is stale, against composer's own.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/php/Composer/autoload.php")))
struct ComposerDigestTests {
    @Test func agreesWithComposer() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let texts = [
            #"{"require":{"a/b":"^1"},"name":"é/日本","extra":{"x":1.0,"y":1e25,"z":-0,"w":12345678901234567890,"u":"\u2028/\"\\\u0007😀"}}"#,
            #"{"extra":{"0":"a","1":"b"},"require":{},"conflict":[],"prefer-stable":true,"minimum-stability":"dev"}"#,
            #"{"extra":{"1":"a","0":"b","a":{"b":{}},"c":0.1,"d":1.5e-7,"e":100000000000000000000},"require-dev":{"x/y":"*"}}"#,
            #"{"name":"a","name":"b","config":{"platform":{"php":"7.2"}},"version":"1","description":"left out"}"#,
            #"{"config":{"platform":{}},"repositories":[{"type":"path","url":"../a"},{"packagist.org":false}]}"#,
            #"{"repositories":{"x":{"type":"vcs","url":"https://e.x/a"},"packagist.org":false},"extra":{"n":null,"t":[1,[],{}]}}"#,
            "{}",
        ]
        for (index, text) in texts.enumerated() {
            let file = folder.appendingPathComponent("\(index).json").path
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            let judge = Process()
            judge.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            judge.arguments = [
                "php", "-r",
                "require '/usr/share/php/Composer/autoload.php'; "
                    + "echo Composer\\Package\\Locker::getContentHash(file_get_contents($argv[1]));", file,
            ]
            let pipe = Pipe()
            judge.standardOutput = pipe
            try judge.run()
            let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            judge.waitUntilExit()
            try #require(said.count == 32, "\(said)")
            let bytes = Array(text.utf8)
            let lock = try ComposerLock(Array("{\"packages\":[],\"content-hash\":\"\(said)\"}".utf8))
            #expect(try lock.fits(ComposerManifest(bytes), bytes: bytes, digest: FileDigest.md5), "\(text)")
        }
    }
}
