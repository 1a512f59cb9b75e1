import Archives
import BuildModel
import Testing

/// Binaries that are made to break the checker.
@Suite(.enabled(if: CLibrary.isAvailable, "needs a C compiler for x86-64")) struct NativeHostileTests {
    private let handler = Array("def handler(event, context): pass\n".utf8)
    private typealias Recipe = CLibrary.Recipe

    @Test func fileCutAtEveryTenthIsSaid() async throws {
        let linked = try CLibrary.link([
            Recipe(name: "libq.so.1", soname: "libq.so.1"), Recipe(name: "m.so", needs: ["libq.so.1"]),
        ])
        let whole = try #require(linked["m.so"])
        let library = try #require(linked["libq.so.1"])
        let fixture = try Fixture()
        for tenth in 1..<10 {
            let code = try fixture.zip(
                "cut\(tenth).zip",
                bytes: [
                    "index.py": handler, "m.so": Array(whole.prefix(whole.count * tenth / 10)),
                    "lib/libq.so.1": library,
                ])
            let found = await fixture.findings(code: code)
            #expect(Set(found.map(\.rule)) == ["native-arch"], "\(tenth): \(found.map(\.message))")
            #expect(found.first?.message.contains("cut off") == true, "\(tenth): \(found.map(\.message))")
        }
    }

    @Test func circleOfSymlinksIsNoLibrary() async throws {
        let linked = try CLibrary.link([
            Recipe(name: "libq.so.1", soname: "libq.so.1"), Recipe(name: "m.so", needs: ["libq.so.1"]),
        ])
        let fixture = try Fixture()
        func zip(_ links: [(String, String)]) throws -> String {
            let path = fixture.folder + "/links\(links.count).zip"
            var writer = try ZipWriter(path: path)
            writer.add(ZipMember(path: try PackagePath("index.py"), content: .bytes(handler)))
            writer.add(ZipMember(path: try PackagePath("m.so"), content: .bytes(try #require(linked["m.so"]))))
            // Without it nothing of that name can have been loaded before.
            if links.count == 2 {
                writer.add(
                    ZipMember(
                        path: try PackagePath("v/libq.so.1.0"), content: .bytes(try #require(linked["libq.so.1"]))))
            }
            for (name, target) in links {
                writer.add(ZipMember(path: try PackagePath(name), content: .symlink(target: target)))
            }
            _ = try writer.finish()
            return path
        }
        let good = await fixture.findings(code: try zip([("lib", "v"), ("v/libq.so.1", "libq.so.1.0")]))
        #expect(good.filter { $0.severity != .note }.isEmpty, "\(good.map(\.message))")
        let circle = await fixture.findings(
            code: try zip([("lib/libq.so.1", "libq.so.2"), ("lib/libq.so.2", "libq.so.1"), ("lib/x", "x")]))
        #expect(circle.contains { $0.rule == "shared-lib-missing" }, "\(circle.map(\.message))")
    }

    @Test func symlinkThatWasPackedAsTextIsSaid() async throws {
        let linked = try CLibrary.link([
            Recipe(name: "libq.so.1", soname: "libq.so.1"), Recipe(name: "m.so", needs: ["libq.so.1"]),
        ])
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": handler, "m.so": try #require(linked["m.so"]), "lib/libq.so.1": Array("libq.so.1.0".utf8),
            ])
        let found = await fixture.findings(code: code)
        #expect(found.of("shared-lib-missing")?.hint?.contains("pack symlinks as symlinks") == true, "\(found)")
    }

    @Test func runPathOfAMegabyteAndCirclesOfNeedsEnd() async throws {
        let folders = (0..<100).map { "/code/" + String(repeating: "\($0 % 10)x/", count: 3300) + "a" }
        let linked = try CLibrary.link([
            Recipe(name: "liba.so", soname: "liba.so"), Recipe(name: "libb.so", soname: "libb.so", needs: ["liba.so"]),
            Recipe(name: "liba.so", soname: "liba.so", needs: ["libb.so"]),
            Recipe(name: "m.so", needs: ["liba.so"], options: folders.map { "-Wl,--disable-new-dtags,-rpath,\($0)" }),
        ])
        let fixture = try Fixture()
        var files = ["index.py": handler]
        for (name, bytes) in linked { files[name == "m.so" ? name : "lib/\(name)"] = bytes }
        let found = await fixture.findings(code: try fixture.zip("code.zip", bytes: files))
        #expect(found.isEmpty, "\(found.map(\.message))")
    }
}
