import BuildModel
import Testing

@testable import Reporting

@Suite struct LockReportTests {
    private func locks() throws -> [LockedPython] {
        let digest = try #require(Digest(SampleProject.digest))
        let root = SampleProject.root + "/layers/deps"
        return [
            LockedPython(
                dependencies: PythonDependencies(
                    source: .init(kind: .requirements, path: root + "/requirements.txt"),
                    lock: root + "/pylock.python3-10.toml", runtime: "python3.10", destination: "python"),
                distributions: [
                    LockedDistribution(
                        name: "lz4", version: "4.3.3", wheel: "/store/a", wheelName: "lz4.whl", digest: digest,
                        origin: "https://pypi.org/lz4.whl"),
                    LockedDistribution(
                        name: "crcmod", version: "1.7", wheel: "/store/b", wheelName: "crcmod.whl", digest: digest,
                        origin: "https://pypi.org/crcmod.tar.gz", builtFrom: digest),
                ])
        ]
    }

    @Test func tellsEachLockWithItsDistributions() throws {
        #expect(
            LockReport.text(try locks(), root: SampleProject.root) == """
                layers/deps/pylock.python3-10.toml (python3.10, 2 distributions)
                  lz4 4.3.3
                  crcmod 1.7  built from source

                """)
    }

    @Test func namesNoAbsolutePath() throws {
        let text = try LockReport.json(try locks(), root: SampleProject.root)
        #expect(text.contains("\"lock\" : \"layers/deps/pylock.python3-10.toml\""))
        #expect(text.contains("\"builtFromSource\" : true"))
        #expect(!text.contains("/store"))
    }
}
