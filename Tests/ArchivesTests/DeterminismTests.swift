import Archives
import BuildModel
import Foundation
import Testing

/// The surroundings of a build leave no trace in its bytes. Time zone, mask and locale belong to the whole process, so each
/// test changes those of a process of its own.
@Suite struct DeterminismTests {
    private static func archive(in folder: ScratchFolder, _ name: String) throws -> [UInt8] {
        let text = Array(String(repeating: "text\n", count: 50).utf8)
        try folder.write("input", text)
        var writer = try ZipWriter(path: folder.file(name))
        writer.add(ZipMember(path: try PackagePath("a.py"), content: .file(path: folder.file("input"))))
        writer.add(ZipMember(path: try PackagePath("ünï"), content: .symlink(target: "a.py")))
        writer.add(ZipMember(path: try PackagePath("d"), content: .emptyDirectory))
        _ = try writer.finish()
        return try folder.read(name)
    }

    @Test func givesTheSameBytesInEveryTimeZone() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            setenv("TZ", "UTC", 1)
            tzset()
            let expected = try Self.archive(in: folder, "utc.zip")
            for zone in TimeZone.knownTimeZoneIdentifiers + ["UTC+12", "UTC-14", "XYZ3:59"] {
                setenv("TZ", zone, 1)
                tzset()
                #expect(try Self.archive(in: folder, "zone.zip") == expected, "\(zone)")
            }
        }
    }

    @Test func givesTheSameBytesUnderEveryUmask() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            let expected = try Self.archive(in: folder, "usual.zip")
            umask(0o077)
            #expect(try Self.archive(in: folder, "strict.zip") == expected)
            umask(0)
            #expect(try Self.archive(in: folder, "open.zip") == expected)
        }
    }

    @Test func givesTheSameBytesInEveryLocale() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            let expected = try Self.archive(in: folder, "c.zip")
            for locale in ["C.UTF-8", "POSIX", "tr_TR.UTF-8", ""] {
                setlocale(LC_ALL, locale)
                #expect(try Self.archive(in: folder, "locale.zip") == expected)
            }
        }
    }
}
