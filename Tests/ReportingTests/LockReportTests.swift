import Testing

@testable import Reporting

@Suite struct LockReportTests {
    private let locks = [
        SampleProject.root + "/layers/deps/pylock.python3-10.toml", SampleProject.root + "/a\u{1B}b/pylock.toml",
    ]

    @Test func namesEachLockFromTheProject() {
        #expect(
            LockReport.text(locks, root: SampleProject.root) == """
                layers/deps/pylock.python3-10.toml
                a\\u{1B}b/pylock.toml

                """)
    }

    @Test func namesNoAbsolutePath() throws {
        let text = try LockReport.json(locks, root: SampleProject.root)
        #expect(text.contains("\"layers/deps/pylock.python3-10.toml\""))
        #expect(!text.contains("/home/"))
    }
}
