import BuildModel
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Trees of libraries with run paths of every kind: what the machine's own linker does not find must be what is called missing.
@Suite(.enabled(if: SystemLinker.isAvailable, "needs a C compiler and the linker of glibc")) struct LinkerJudgeTests {
    private static let folders = ["", "lib/", "a/", "a/b/", "c/"]
    private static let runPaths = [
        "$ORIGIN", "$ORIGIN/lib", "${ORIGIN}/../a/b", "$ORIGIN/../lib", "$ORIGIN/a:$ORIGIN/c", "$ORIGIN/$PLATFORM",
        "/nowhere",
    ]

    @Test(arguments: 1...8) func agreesWithTheLinker(_ seed: Int) async throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func options() -> [String] {
            guard random(4) > 0 else { return [] }
            let tags = random(2) == 0 ? "--disable-new-dtags" : "--enable-new-dtags"
            return ["-Wl,\(tags),-rpath,\(Self.runPaths[random(Self.runPaths.count)])"]
        }
        var recipes: [CLibrary.Recipe] = []
        var paths: [String: String] = [:]
        for index in 0..<5 {
            let name = "libq\(index).so"
            let needs = (0..<index).filter { _ in random(2) == 0 }.map { "libq\($0).so" }
            recipes.append(CLibrary.Recipe(name: name, soname: name, needs: needs, options: options()))
            if random(5) > 0 { paths[name] = Self.folders[random(Self.folders.count)] + name }
        }
        recipes.append(
            CLibrary.Recipe(
                name: "bootstrap", needs: (0..<5).filter { _ in random(3) > 0 }.map { "libq\($0).so" }, isProgram: true,
                options: options()))
        paths["bootstrap"] = "bootstrap"
        let linked = try CLibrary.link(recipes)
        let fixture = try Fixture()
        var files: [String: [UInt8]] = [:]
        for (name, path) in paths {
            let bytes = try #require(linked[name])
            files[path] = bytes
            let target = URL(fileURLWithPath: fixture.folder + "/tree/" + path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: target)
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: fixture.folder + "/tree/bootstrap")
        let listing = fixture.folder + "/listing"
        #expect(
            run(
                "/bin/sh",
                [
                    "-c",
                    "LD_TRACE_LOADED_OBJECTS=1 LD_LIBRARY_PATH=\(fixture.folder)/tree/c \(SystemLinker.path) \(fixture.folder)/tree/bootstrap > \(listing) 2>&1; true",
                ]))
        let judged = String(decoding: try fixture.read(listing), as: UTF8.self).split(separator: "\n").filter {
            $0.contains("not found")
        }.compactMap { line in line.split { $0 == " " || $0 == "\t" }.first.map(String.init) }
        let code = try fixture.zip("code.zip", bytes: files, executable: ["bootstrap"])
        let found = await fixture.findings(
            code: code, runtime: "custom.debian12", handler: "x", environment: ["LD_LIBRARY_PATH": "/code/c"])
        let ours = found.filter { $0.rule == "shared-lib-missing" && $0.severity != .note }.compactMap { finding in
            finding.message.firstRange(of: "needs `").map { start in
                String(finding.message[start.upperBound...].prefix { $0 != "`" })
            }
        }
        let hint = try
            "\(recipes.map { "\($0.name) \($0.needs) \($0.options)" }) \(paths) \(String(decoding: fixture.read(listing), as: UTF8.self))"
        // Libraries that nothing loads may lack something too: what the program lacks is what counts.
        #expect(Set(judged).isSubset(of: Set(ours)), "\(hint) \(ours)")
        let started = found.filter { $0.message.hasPrefix("`bootstrap`") }.compactMap { finding in
            finding.message.firstRange(of: "needs `").map { start in
                String(finding.message[start.upperBound...].prefix { $0 != "`" })
            }
        }
        #expect(Set(started).isSubset(of: Set(judged)), "\(hint) \(found.map(\.message))")
    }
}

/// The dynamic linker of the machine.
private enum SystemLinker {
    static let path = "/lib64/ld-linux-x86-64.so.2"

    static var isAvailable: Bool { CLibrary.isAvailable && FileManager.default.isExecutableFile(atPath: path) }
}
