import Processes
import Testing

@testable import Resolving

struct DebianVersionTests {
    /// Each is older than the one behind it.
    private static let ascending = [
        "0~~", "0~~a", "0~", "0", "0a", "0+", "0.", "1.0~beta1~svn1245", "1.0~beta1", "1.0", "1.0-1", "1.0-1+b1",
        "1.0-1+deb11u1", "1.0-1.1", "1.0a", "1.0.1-1", "1.2.3", "1.10", "1.10+dfsg-2", "2.31-13+deb11u5",
        "2.31-13+deb11u13", "2.36-9", "20230311", "1:0.1", "1:1.2.13.dfsg-1", "2:0",
    ]

    @Test func ordersVersions() {
        for (index, left) in Self.ascending.enumerated() {
            for (other, right) in Self.ascending.enumerated() {
                #expect((DebianVersion(left) < DebianVersion(right)) == (index < other), "\(left) \(right)")
            }
        }
    }

    @Test func knowsVersionsOfEqualRank() {
        #expect(DebianVersion("1.0") == DebianVersion("1.0-0"))
        #expect(DebianVersion("0:1.00") == DebianVersion("1.0"))
        #expect(DebianVersion("1.0") != DebianVersion("1.0-1"))
    }

    @Test(.enabled(if: Tools.finder.find("dpkg") != nil), .timeLimit(.minutes(30)))
    func agreesWithDpkg() async throws {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("0019aZ.+~-")
        var pairs: [(String, String)] = []
        for _ in 0..<300 {
            func version() -> String {
                "0"
                    + String(
                        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                            letters.randomElement(using: &generator) ?? "0"
                        })
            }
            pairs.append((version(), version()))
        }
        // A revision must not be empty.
        pairs = pairs.filter { !$0.0.hasSuffix("-") && !$0.1.hasSuffix("-") }
        let script = pairs.map { left, right in
            "if dpkg --compare-versions '\(left)' lt '\(right)'; then echo lt; "
                + "elif dpkg --compare-versions '\(left)' eq '\(right)'; then echo eq; else echo gt; fi"
        }.joined(separator: "\n")
        let result = try await ToolRunner().run(ToolInvocation("sh", ["-c", script]))
        let answers = result.outputText.split(separator: "\n")
        #expect(answers.count == pairs.count)
        for ((left, right), answer) in zip(pairs, answers) {
            let (one, other) = (DebianVersion(left), DebianVersion(right))
            #expect(answer == (one < other ? "lt" : one == other ? "eq" : "gt"), "\(left) \(right)")
        }
    }

    @Test func readsRelations() {
        let field = DebianRelation.field(
            "libc6 (>= 2.28), a:any | b [amd64 i386], c [armhf], d [!amd64], e [!i386] <!nocheck>")
        #expect(field.map { $0.map(\.description) } == [["libc6 (>= 2.28)"], ["a", "b"], ["e"]])
        let relation = DebianRelation("x (<< 2.0~)")
        #expect(relation?.takes(DebianVersion("1.9")) == true && relation?.takes(DebianVersion("2.0")) == false)
    }

    @Test func readsDates() {
        #expect(ReleaseDate.seconds("Fri, 20 Nov 2026 00:00:00 UTC") == DebianMirrorCase.now)
        #expect(ReleaseDate.seconds("Thu, 01 Jan 1970 00:00:00 UTC") == 0)
        #expect(ReleaseDate.seconds("Tue, 29 Feb 2000 12:00:01 UTC") == 951_825_601)
        #expect(ReleaseDate.text(951_825_601) == "2000-02-29")
        for text in ["", "tomorrow", "Fri, 99 Nov 2026 00:12:41 UTC", "Fri, 27 Nov 2026 00:12:41 CET"] {
            #expect(ReleaseDate.seconds(text) == nil)
        }
    }
}
