import Testing

@testable import Reporting

@Suite struct DisplayTextTests {
    @Test(arguments: [
        ("abc", 3), ("数据", 4), ("e\u{301}", 1), ("🚀", 2), ("ﾊﾝ", 2), ("", 0), ("—", 1), ("한글", 4), ("❤\u{FE0F}", 2),
    ])
    func countsColumns(_ text: String, _ width: Int) {
        #expect(DisplayText.width(text) == width)
    }

    @Test func alignsColumnsWhateverTheScript() {
        var table = TextTable([("name", .left), ("size", .right), ("digest", .left)])
        table.add(["数据", "1 B", "abc"])
        table.add(["ingest", "12.0 MB"])
        #expect(
            table.text == """
                name       size  digest
                数据        1 B  abc
                ingest  12.0 MB

                """)
    }

    @Test(
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KB"), (1_048_575, "1.0 MB"), (1_048_576, "1.0 MB"),
            (52_428_800, "50.0 MB"),
            (3_221_225_472, "3.0 GB"), (5_497_558_138_880, "5.0 TB"),
        ] as [(Int64, String)])
    func tellsSizesInPowersOf1024(_ bytes: Int64, _ text: String) {
        #expect(ByteCount.text(bytes) == text)
    }

    @Test func neverRoundsAnOverfullPackageDownToItsLimit() {
        #expect(ByteCount.percent(1_000_001, of: 1_000_000) == ">100 %")
        #expect(ByteCount.percent(1_000_000, of: 1_000_000) == "100.0 %")
        #expect(ByteCount.percent(1, of: 1_000_000) == "<0.1 %")
        #expect(ByteCount.percent(0, of: 1_000_000) == "0.0 %")
        #expect(ByteCount.percent(5, of: 0) == "-")
        #expect(ByteCount.limit(500 << 20) == "500 MB")
        #expect(ByteCount.limit(2048 << 20) == "2 GB")
    }

    @Test(arguments: [
        ("/p/app/ingest/index.py", "ingest/index.py"), ("/p/app", "."), ("/p/shared/x.whl", "../shared/x.whl"),
        ("/store/x.whl", "x.whl"), ("https://pypi.org/a.whl", "https://pypi.org/a.whl"), ("numpy", "numpy"),
        ("/p/app2/x", "../app2/x"),
    ])
    func tellsPathsFromTheProject(_ path: String, _ told: String) {
        #expect(ProjectPaths(root: "/p/app").relative(path) == told)
    }
}
