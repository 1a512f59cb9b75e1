import BuildModel
import FileTrees
import Foundation
import Testing

@testable import Assembling

/// Real wheels, placed by us and by an installer: the same files with the same bytes, its own bookkeeping aside. Needs the
/// network once; wheels are kept under `$FCLAYER_TEST_CACHE` (else in the temporary folder).
@Suite(
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["FCLAYER_TEST_NETWORK"] == "1", "FCLAYER_TEST_NETWORK is not 1"),
    .enabled(if: OutsideTool.isThere("python3", "unzip")))
struct InstallerComparisonTests {
    @Test(arguments: [
        ("small", ["requests==2.31.0", "flask==2.3.3"]),
        ("medium", ["sqlalchemy==2.0.23", "pydantic==2.5.2", "cryptography==41.0.7"]),
        ("large", ["numpy==1.24.4", "pandas==2.0.3"]),
    ])
    func placesTheFilesThatAnInstallerPlaces(set: String, requirements: [String]) async throws {
        let wheels = try Self.wheels(of: set, requirements)
        let folder = try TemporaryFolder()
        let installed = try install(wheels, in: folder)
        let dependencies = PythonDependencies(
            source: DependencyFile(kind: .requirements, path: folder.file("requirements.txt")), lock: "",
            runtime: "python3.9", destination: "")
        var assembly = Assembly(folder)
        assembly.ingredients = [.python(dependencies)]
        assembly.locked = [
            LockedPython(dependencies: dependencies, distributions: try wheels.map(Self.distribution))
        ]
        try await assembly.build()
        let test = try OutsideTool.run("unzip", ["-tqq", assembly.output])
        #expect(test.status == 0, "\(test.text)")
        let ours = try Self.contents(of: assembly.unpacked())
        let theirs = try Self.contents(of: installed)
        #expect(theirs.count > 100)
        #expect(Set(ours.keys).subtracting(theirs.keys) == [])
        #expect(Set(theirs.keys).subtracting(ours.keys) == [])
        #expect(ours.filter { theirs[$0.key] != $0.value }.keys.sorted() == [])
    }

    /// The wheels of a set for Python 3.9 on manylinux2014.
    private static func wheels(of set: String, _ requirements: [String]) throws -> [String] {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["FCLAYER_TEST_CACHE"] ?? NSTemporaryDirectory() + "fclayer-test-cache"
        let folder = cache + "/wheels-" + set
        if !Files.exists(folder + "/complete") {
            try Files.makeFolders(folder)
            let result = try OutsideTool.run(
                "python3",
                [
                    "-m", "pip", "download", "-q", "--only-binary=:all:", "--platform", "manylinux2014_x86_64",
                    "--python-version", "3.9", "--implementation", "cp", "-d", folder,
                ] + requirements)
            try #require(result.status == 0, "\(result.text)")
            try AtomicFile.write([], to: folder + "/complete")
        }
        return try Files.names(inFolder: folder).filter { $0.hasSuffix(".whl") }.map { folder + "/" + $0 }
    }

    private func install(_ wheels: [String], in folder: TemporaryFolder) throws -> String {
        let target = folder.file("installed")
        let result =
            if OutsideTool.isThere("uv") {
                try OutsideTool.run(
                    "uv",
                    [
                        "pip", "install", "-q", "--target", target, "--no-deps", "--no-index", "--python-version",
                        "3.9",
                        "--python-platform", "x86_64-manylinux2014",
                    ] + wheels)
            } else {
                try OutsideTool.run(
                    "python3",
                    [
                        "-m", "pip", "install", "-q", "--target", target, "--no-deps", "--no-index", "--no-compile",
                        "--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--python-version", "3.9",
                        "--implementation", "cp",
                    ] + wheels)
            }
        try #require(result.status == 0, "\(result.text)")
        return target
    }

    private static func distribution(_ wheel: String) throws -> LockedDistribution {
        let name = wheel.split(separator: "/").last.map(String.init) ?? wheel
        let parts = name.split(separator: "-").map(String.init)
        return LockedDistribution(
            name: parts[0], version: parts[1], wheel: wheel, wheelName: name,
            digest: try FileDigest.sha256(ofFile: wheel), origin: wheel)
    }

    /// Digest and executable bit of each file; without programs, headers (pip and uv disagree on their place) and what
    /// installers write about themselves.
    private static func contents(of folder: String) throws -> [String: String] {
        let own: Set<String> = ["RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"]
        var contents: [String: String] = [:]
        for entry in try FileTree.walk(folder).entries where entry.kind == .file {
            let name = entry.path.split(separator: "/").last.map(String.init) ?? ""
            let isOwn = own.contains(name) && entry.path.contains(".dist-info/") || entry.path == ".lock"
            if isOwn || entry.path.hasPrefix("bin/") || entry.path.hasPrefix("include/") { continue }
            let digest = try FileDigest.sha256(ofFile: folder + "/" + entry.path)
            contents[entry.path] = digest.hexadecimal + (entry.isExecutable ? " x" : "")
        }
        return contents
    }
}
