import Archives
import BuildModel
import Foundation
import Testing

/// The surroundings of a build leave no trace in its bytes. These tests change what the whole process sees, so they run
/// one after the other; the other tests do not care.
@Suite(.serialized) struct DeterminismTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func archive(_ name: String) throws -> [UInt8] {
        let text = Array(String(repeating: "text\n", count: 50).utf8)
        try folder.write("input", text)
        var writer = try ZipWriter(path: folder.file(name))
        writer.add(ZipMember(path: try PackagePath("a.py"), content: .file(path: folder.file("input"))))
        writer.add(ZipMember(path: try PackagePath("ünï"), content: .symlink(target: "a.py")))
        writer.add(ZipMember(path: try PackagePath("d"), content: .emptyDirectory))
        _ = try writer.finish()
        return try folder.read(name)
    }

    @Test func givesTheSameBytesInEveryTimeZone() throws {
        let before = ProcessInfo.processInfo.environment["TZ"]
        defer {
            if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
            tzset()
        }
        setenv("TZ", "UTC", 1)
        tzset()
        let expected = try archive("utc.zip")
        for zone in TimeZone.knownTimeZoneIdentifiers + ["UTC+12", "UTC-14", "XYZ3:59"] {
            setenv("TZ", zone, 1)
            tzset()
            #expect(try archive("zone.zip") == expected, "\(zone)")
        }
    }

    @Test func givesTheSameBytesUnderEveryUmask() throws {
        let expected = try archive("usual.zip")
        let before = umask(0o077)
        defer { umask(before) }
        #expect(try archive("strict.zip") == expected)
        umask(0)
        #expect(try archive("open.zip") == expected)
    }

    @Test func givesTheSameBytesInEveryLocale() throws {
        let expected = try archive("c.zip")
        let before = setlocale(LC_ALL, nil).map { String(cString: $0) }
        defer { setlocale(LC_ALL, before) }
        for locale in ["C.UTF-8", "POSIX", "tr_TR.UTF-8", ""] {
            setlocale(LC_ALL, locale)
            #expect(try archive("locale.zip") == expected)
        }
    }
}
