import FunctionCompute
import Testing

@testable import Resolving

@Suite struct SupportedTagsTests {
    private func target(_ id: String) throws -> PythonTarget {
        let runtime = try #require(RuntimeCatalogue.runtime(id))
        return try #require(PythonTarget(runtime))
    }

    @Test(
        .enabled("needs python3 with pip") { await Tools.hasPackaging() },
        arguments: [
            ("3.6", "cp36m", "2.24"), ("3.9", "cp39", "2.24"), ("3.10", "cp310", "2.28"), ("3.12", "cp312", "2.31"),
        ])
    func haveTheOrderOfPackaging(python: String, abi: String, glibc: String) async throws {
        let version = try #require(DottedVersion(python))
        let library = try #require(DottedVersion(glibc))
        let own = SupportedTags(python: version, glibc: library)
        let judged = try await Tools.python(
            """
            import sys
            from pip._vendor.packaging import tags, _manylinux
            python = tuple(int(n) for n in sys.argv[1].split("."))
            minor = int(sys.argv[3].split(".")[1])
            _manylinux._get_glibc_version = lambda: (2, minor)
            _manylinux._is_compatible = lambda *words: True
            _manylinux._have_compatible_abi = lambda *words: True
            try:
                platforms = list(_manylinux.platform_tags(["x86_64"]))
            except TypeError:
                platforms = list(_manylinux.platform_tags("linux_x86_64", "x86_64"))
            for tag in tags.cpython_tags(python, [sys.argv[2]], platforms):
                print(tag)
            for tag in tags.compatible_tags(python, "cp%d%d" % python, platforms):
                print(tag)
            """, [python, abi, glibc])
        #expect(own.tags.map(\.description) == judged.split(separator: "\n").map(String.init))
    }

    @Test func bestWheelIsTheMostSpecificThenTheHighestBuild() throws {
        let target = try target("python3.10")
        let names = [
            "a-1.0-py3-none-any.whl", "a-1.0-cp310-cp310-manylinux2014_x86_64.whl",
            "a-1.0-2-cp310-cp310-manylinux_2_28_x86_64.whl",
            "a-1.0-10-cp310-cp310-manylinux_2_28_x86_64.whl", "a-1.0-cp310-cp310-manylinux_2_34_x86_64.whl",
            "a-1.0-cp39-abi3-manylinux_2_28_x86_64.whl",
        ]
        #expect(target.best(of: names) { $0 } == "a-1.0-10-cp310-cp310-manylinux_2_28_x86_64.whl")
        #expect(target.best(of: ["b-1.0-cp311-cp311-win_amd64.whl"]) { $0 } == nil)
    }

    @Test func debian9TakesManylinux224() throws {
        let wheel = "pandas-2.3.3-cp39-cp39-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl"
        #expect(try target("python3.9").best(of: [wheel]) { $0 } == wheel)
        let newer = "a-1-cp39-cp39-manylinux_2_25_x86_64.whl"
        #expect(try target("python3.9").best(of: [newer]) { $0 } == nil)
    }

    @Test func linuxTagIsTakenOnlyFromOwnBuilds() throws {
        let wheel = try #require(WheelName("a-1-cp310-cp310-linux_x86_64.whl"))
        #expect(try target("python3.10").tags.rank(of: wheel) == nil)
        #expect(try target("python3.10").localTags.rank(of: wheel) != nil)
    }

    @Test(arguments: [
        ("a-1-cp310-cp310-manylinux_2_34_x86_64.whl", "needs glibc 2.34, the runtime has 2.28"),
        ("a-1-cp310-cp310-musllinux_1_2_x86_64.whl", "is for musl, the runtime has glibc"),
        ("a-1-cp310-cp310-macosx_11_0_arm64.whl", "is for macOS"), ("a-1-cp310-cp310-win_amd64.whl", "is for Windows"),
        ("a-1-cp310-cp310-manylinux2014_aarch64.whl", "is for aarch64, the runtime is x86-64"),
        ("a-1-cp311-cp311-manylinux2014_x86_64.whl", "is for cp311, the runtime is cp310"),
        ("a-1-cp310-cp310d-manylinux2014_x86_64.whl", "has the ABI cp310d, the runtime has cp310"),
        ("a-1-py2-none-any.whl", "is for py2, the runtime is cp310"),
        ("a-1-cp310-cp310-linux_x86_64.whl", "is tagged linux_x86_64, which says nothing about glibc"),
        ("a-1.tar.gz", "is not named as a wheel"),
        ("a-1-pp310-pypy310_pp73-manylinux2014_x86_64.whl", "is for pp310, the runtime is cp310"),
    ])
    func refusalsSayWhy(wheel: String, reason: String) throws {
        #expect(try target("python3.10").refusal(of: wheel).description == reason)
    }

    @Test(arguments: [
        "a.whl", "a-1.whl", "a-1-py3-none.whl", "a-1-x-py3-none-any.whl", "a--py3-none-any.whl",
        "../a-1-py3-none-any.whl", "a-1-py3-none-any.zip",
    ])
    func refusesNamesThatAreNoWheels(name: String) { #expect(WheelName(name) == nil) }

    @Test func nearestVersionWithWheelIsFound() throws {
        let names = [
            "a-1.0-py3-none-any.whl", "a-1.1-cp310-cp310-win_amd64.whl", "a-1.2.tar.gz", "a-1.3.tar.gz",
            "a-2.0-cp310-cp310-manylinux2014_x86_64.whl",
        ]
        let links = names.map {
            SimpleIndex.Link(name: $0, url: "http://x/\($0)", digest: nil, requiresPython: nil, isYanked: false)
        }
        let found = NearestWheel.nearest(to: "1.2", of: "a", in: links, target: try target("python3.10"))
        #expect(found?.description == "2.0")
        #expect(
            NearestWheel.nearest(to: "1.1", of: "a", in: links, target: try target("python3.10"))?.description == "1.0")
    }
}
