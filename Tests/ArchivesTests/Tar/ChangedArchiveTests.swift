import Archives
import Foundation
import TestSupport
import Testing

/// Archives with changed bytes: whatever the reader says, it ends, and nothing lies outside of the folder.
struct ChangedArchiveTests {
    @Test(.timeLimit(.minutes(30))) func survivesChangedBytesAndStaysInside() throws {
        let folder = try ScratchFolder()
        let manager = FileManager.default
        let data = RawTar(
            .folder("./usr/"), .file("./usr/a", String(repeating: "x", count: 700)), .symlink("./lib", "usr"),
            .hardLink("./usr/b", "./usr/a"), .pax(path: "./usr/grün"), .file("./x"), .symlink("./usr/up", "../usr"))
        let sound = RawDeb(data: data).bytes
        var changes = SeededGenerator(seed: 20_261_121)
        var taken = 0
        for _ in 0..<1_500 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &changes) {
                let place = Int.random(in: 0..<bytes.count, using: &changes)
                switch Int.random(in: 0..<4, using: &changes) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &changes)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &changes)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 40))
                default: bytes[place] = Array("/.0127 ".utf8).randomElement(using: &changes) ?? 0
                }
                if bytes.isEmpty { bytes = [0] }
            }
            let path = try folder.write("a.deb", bytes)
            let inside = folder.file("inside")
            try manager.createDirectory(atPath: inside, withIntermediateDirectories: true)
            _ = try? DebianPackageFile.control(of: path)
            let bounds = TarBounds(entries: 100, memberBytes: 1 << 20, totalBytes: 4 << 20)
            for options in [UnpackOptions(absoluteLinks: .keep, mergesIntoUsr: true, bounds: bounds), .strict] {
                if (try? DebianPackageFile.unpack(path, into: inside, options)) != nil { taken += 1 }
            }
            #expect(folder.names == ["a.deb", "inside"])
            try manager.removeItem(atPath: inside)
        }
        // Checksums of headers catch most changes; those in contents pass.
        #expect(taken > 100)
    }
}
