import BuildModel
import BuildPipeline
import FileTrees
import Foundation
import Testing

/// Builds with a wheel that lies in the project: no network, no resolver.
@Suite(.enabled(if: SampleWheel.canBeMade, "python3 is not on PATH"))
struct DependencyBuildTests {
    private func project() throws -> ProjectFolder {
        let project = try ProjectFolder.sample()
        try project.write("layers/tools/layer.yaml", "runtimes: [python3.10, python3.9]\npython: pylock.toml\n")
        try lock(try SampleWheel.make("first", in: project), in: project)
        return project
    }

    /// Writes the lock; the digest is the wheel's own if none is given.
    private func lock(_ wheel: String, digest: String? = nil, in project: ProjectFolder) throws {
        let sums = try FileDigest.digests(ofFile: wheel)
        try project.write(
            "layers/tools/pylock.toml",
            """
            lock-version = "1.0"
            created-by = "test"

            [[packages]]
            name = "lib"
            version = "1.0"
            wheels = [{ name = "lib-1.0-py3-none-any.whl", path = "../../wheels/lib-1.0-py3-none-any.whl", \
            size = \(sums.size), hashes = { sha256 = "\(digest ?? sums.sha256.hexadecimal)" } }]

            """)
    }

    @Test func buildsOnceAndThenHasNothingToDo() async throws {
        let project = try project()
        let outcome = try await project.build()
        let layer = try #require(outcome.packages.first?.package)
        #expect(layer.components.map(\.name) == ["lib"] && layer.components.first?.version == "1.0")
        let before = try project.results()
        try await project.build()
        #expect(try project.results() == before)
    }

    @Test func newWheelWithItsLockIsTaken() async throws {
        let project = try project()
        let first = try await project.build()
        try lock(try SampleWheel.make("second", in: project), in: project)
        let second = try await project.build()
        #expect(first.packages[0].sums.sha256 != second.packages[0].sums.sha256)
        #expect(first.packages[1] == second.packages[1])
    }

    @Test func wheelThatIsNotTheLockedOneIsRefused() async throws {
        let project = try project()
        try await project.build()
        let before = try project.results()
        let wheel = project.file("wheels/lib-1.0-py3-none-any.whl")
        try lock(wheel, digest: String(repeating: "0", count: 64), in: project)
        let failure = try #require(await #expect(throws: StageFailure.self) { try await project.build() })
        #expect(failure.kind == .project && failure.findings.map(\.rule) == ["hash-mismatch"])
        #expect(try project.results() == before)
        #expect(try !project.hasDebris())
    }
}

/// A wheel that Python writes.
private enum SampleWheel {
    static let canBeMade = python != nil

    private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { $0 + "/python3" }.first(where: FileManager.default.isExecutableFile)

    private static let script = """
        import base64, hashlib, sys, zipfile
        files = {"lib.py": "value = '%s'\\n" % sys.argv[2],
                 "lib-1.0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: lib\\nVersion: 1.0\\n",
                 "lib-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"}
        record = ""
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
            for name, text in files.items():
                wheel.writestr(name, text)
                digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
                record += "%s,sha256=%s,%d\\n" % (name, digest, len(text))
            wheel.writestr("lib-1.0.dist-info/RECORD", record + "lib-1.0.dist-info/RECORD,,\\n")
        """

    static func make(_ value: String, in project: ProjectFolder) throws -> String {
        let wheel = project.file("wheels/lib-1.0-py3-none-any.whl")
        try Files.makeFolders(project.file("wheels"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-c", script, wheel, value]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return wheel
    }
}
