import BuildModel
import FileTrees
import Testing

@testable import Resolving

@Suite struct SimpleIndexTests {
    private static let digest = FileDigest.sha256(of: [1])

    @Test func readsPagesInHTML() {
        let html = """
            <!DOCTYPE html><html><body><h1>Links <b>for</b> a</h1>
            <a href="../../files/a-1.0.tar.gz#sha256=\(Self.digest.hexadecimal)" data-requires-python="&gt;=3.8">a</a>
            <A data-requires-python=">=3.9" HREF='/files/a-1.1-py3-none-any.whl' data-yanked="bad">x</A>
            <a href=https://other/a%2B1-2.0.zip>plain</a><abbr href="no">no</abbr>
            """
        let links = SimpleIndex.anchors(in: html, base: "http://h:8/simple/a/")
        #expect(
            links.map(\.url) == [
                "http://h:8/files/a-1.0.tar.gz", "http://h:8/files/a-1.1-py3-none-any.whl",
                "https://other/a%2B1-2.0.zip",
            ])
        #expect(links[0].digest == Self.digest)
        #expect(links.map(\.requiresPython) == [">=3.8", ">=3.9", nil])
        #expect(links.map(\.isYanked) == [false, true, false])
        #expect(links[2].name == "a+1-2.0.zip")
        #expect(links[0].version(of: "A") == PythonVersion("1.0"))
    }

    @Test func brokenHTMLGivesNoLinks() {
        #expect(SimpleIndex.anchors(in: "<a href=\"x", base: "http://h/").isEmpty)
        #expect(SimpleIndex.anchors(in: "<a <a <a", base: "http://h/").isEmpty)
        #expect(SimpleIndex.anchors(in: "\u{0}\u{1}<", base: "http://h/").isEmpty)
    }

    @Test func credentialsGoToTheirOwnHostOnly() {
        var requirements = RequirementsFile()
        requirements.options = [.init(name: "--index-url", value: "https://me:pw@h:8/simple", file: "", line: 1)]
        let indexes = IndexSettings(requirements, environment: ["PIP_EXTRA_INDEX_URL": "https://k/simple"])
        #expect(indexes.indexes == ["https://me:pw@h:8/simple", "https://k/simple"])
        #expect(indexes.authorised("https://h:8/files/a.whl") == "https://me:pw@h:8/files/a.whl")
        #expect(indexes.authorised("https://h/files/a.whl") == "https://h/files/a.whl")
        #expect(indexes.authorised("http://h:8/files/a.whl") == "http://h:8/files/a.whl")
        #expect(indexes.redacted("at https://me:pw@h:8/simple/a/") == "at https://h:8/simple/a/")
    }

    @Test func noIndexMeansNone() {
        var requirements = RequirementsFile()
        requirements.options = [.init(name: "--no-index", value: "", file: "", line: 1)]
        #expect(IndexSettings(requirements, environment: [:]).indexes.isEmpty)
        #expect(
            IndexSettings(RequirementsFile(), environment: [:]).pages(of: "A.b") == ["https://pypi.org/simple/a-b/"])
    }

    @Test(arguments: [
        ("https://me:pw@h:8/x", "https://h:8/x"), ("https://h/x@1", "https://h/x@1"), ("no url", "no url"),
        ("git+ssh://git@h/x.git", "git+ssh://git@h/x.git"), ("ssh://git:pw@h/x.git", "ssh://git@h/x.git"),
        ("https://token@h", "https://h"),
    ])
    func credentialsAreTakenOffURLs(url: String, plain: String) {
        #expect(URLText.withoutCredentials(url) == plain)
    }
}
