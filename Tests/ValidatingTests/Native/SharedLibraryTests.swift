import BuildModel
import FunctionCompute
import Testing

@Suite(.enabled(if: CLibrary.isAvailable, "needs a C compiler for x86-64")) struct SharedLibraryTests {
    private let handler = Array("def handler(event, context): pass\n".utf8)
    private typealias Recipe = CLibrary.Recipe

    /// A module that needs a library, both as a compiler makes them.
    private func module(
        needing library: String, options: [String] = []
    ) throws -> (module: [UInt8], library: [UInt8]) {
        let linked = try CLibrary.link([
            Recipe(name: library, soname: library), Recipe(name: "m.so", needs: [library], options: options),
        ])
        return (try #require(linked["m.so"]), try #require(linked[library]))
    }

    @Test func namesLibraryAndWayOut() async throws {
        let (module, _) = try module(needing: "libGL.so.1")
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": handler, "cv2/cv2.abi3.so": module,
                "opencv_python-4.9.dist-info/RECORD": Array("cv2/cv2.abi3.so,,\n".utf8),
            ])
        let found = await fixture.findings(code: code, runtime: "python3.10")
        #expect(found.map(\.rule) == ["shared-lib-missing"])
        let finding = try #require(found.first)
        #expect(finding.severity == .warning)
        #expect(
            finding.message
                == "`cv2/cv2.abi3.so`, brought by opencv_python 4.9, needs `libGL.so.1`, which is not found: not in `/code`, "
                + "`/code/lib`, `/usr/local/lib`, `/opt/lib`, and the image of `python3.10` (Debian 10) is not known to have it"
        )
        #expect(finding.hint?.contains("`opencv-python-headless` in place of `opencv-python`") == true)
        #expect(finding.hint?.contains("package `libgl1`") == true)
        // The images on Debian 9 are built with imagemagick and OpenCV.
        #expect(await fixture.findings(code: code, runtime: "python3.9").isEmpty)
    }

    @Test(
        arguments: [
            ("lib/libq.so.1", [], true), ("libq.so.1", [], true),
            ("fast.libs/libq.so.1", ["-Wl,-rpath,$ORIGIN/../fast.libs"], true),
            ("fast.libs/libq.so.1", ["-Wl,--disable-new-dtags,-rpath,${ORIGIN}/../fast.libs"], true),
            ("lib/x86_64-linux-gnu/libq.so.1", ["-Wl,-rpath,/code/$LIB"], true), ("usr/lib/libq.so.1", [], false),
            // Another module may have loaded it.
            ("fast/inner/libq.so.1", [], true),
        ] as [(String, [String], Bool)]) func looksWhereTheLinkerLooks(
            _ path: String, _ options: [String], _ isFound: Bool
        )
        async throws
    {
        let (module, library) = try module(needing: "libq.so.1", options: options)
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler, "fast/m.so": module, path: library])
        let found = await fixture.findings(code: code, runtime: "python3.10")
        #expect(found.rules == (isFound ? [] : ["shared-lib-missing"]), "\(found.map(\.message))")
        if !isFound { #expect(found.first?.hint?.contains("add `/code/usr/lib`") == true, "\(found)") }
    }

    @Test func findsLibrariesOfLayersAndCode() async throws {
        let (module, library) = try module(needing: "libq.so.1")
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler, "m.so": module])
        let layer = try fixture.zip("layer.zip", bytes: ["lib/libq.so.1": library])
        #expect(await fixture.findings(code: code).rules == ["shared-lib-missing"])
        #expect(await fixture.findings(code: code, layers: [layer]).isEmpty)
        // And the other way round: a layer's module with the code's library, or another layer's.
        let plain = try fixture.zip("plain.zip", bytes: ["index.py": handler])
        let with = try fixture.zip("with.zip", bytes: ["index.py": handler, "lib/libq.so.1": library])
        let modules = try fixture.zip("modules.zip", bytes: ["python/m.so": module])
        #expect(await fixture.findings(code: plain, layers: [modules]).rules == ["shared-lib-missing"])
        #expect(await fixture.findings(code: with, layers: [modules]).isEmpty)
        #expect(await fixture.findings(code: plain, layers: [modules, layer]).isEmpty)
    }

    @Test func variableOfTheUserTakesThePlaceOfTheImages() async throws {
        let (module, library) = try module(needing: "libq.so.1")
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler, "m.so": module])
        let layer = try fixture.zip("layer.zip", bytes: ["lib/libq.so.1": library])
        func rules(_ path: String) async -> [String] {
            await fixture.findings(code: code, layers: [layer], environment: ["LD_LIBRARY_PATH": path]).map {
                "\($0.rule) \($0.severity.rawValue)"
            }
        }
        #expect(await rules("/code:/code/lib") == ["shared-lib-missing warning"])
        #expect(await rules("/code:/opt/lib").isEmpty)
        // What lies on a mounted disk is not known.
        #expect(await rules("/code:/mnt/auto/lib") == ["shared-lib-missing note"])
    }

    @Test func programThatCannotStartIsAnError() async throws {
        let linked = try CLibrary.link([
            Recipe(name: "libssl.so.3", soname: "libssl.so.3"), Recipe(name: "libq.so.1", soname: "libq.so.1"),
            Recipe(name: "server", needs: ["libssl.so.3"], isProgram: true),
            Recipe(name: "other", needs: ["libq.so.1"], isProgram: true, options: ["-Wl,-rpath,$ORIGIN/lib"]),
        ])
        let fixture = try Fixture()
        let server = try fixture.zip(
            "server.zip", bytes: ["bootstrap": try #require(linked["server"])], executable: ["bootstrap"])
        let old = await fixture.findings(code: server, runtime: "custom.debian11", handler: "x")
        #expect(old.rules == ["shared-lib-missing"], "\(old)")
        #expect(old.first?.severity == .error)
        #expect(old.first?.hint?.contains("`libssl.so.1.1` of package `libssl1.1`") == true, "\(old)")
        #expect(await fixture.findings(code: server, runtime: "custom.debian12", handler: "x").isEmpty)
        var files = ["bootstrap": try #require(linked["other"])]
        let without = try fixture.zip("without.zip", bytes: files, executable: ["bootstrap"])
        #expect(await fixture.findings(code: without, runtime: "custom", handler: "x").map(\.severity) == [.warning])
        files["lib/libq.so.1"] = linked["libq.so.1"]
        let with = try fixture.zip("with.zip", bytes: files, executable: ["bootstrap"])
        #expect(await fixture.findings(code: with, runtime: "custom", handler: "x").isEmpty)
    }
}
