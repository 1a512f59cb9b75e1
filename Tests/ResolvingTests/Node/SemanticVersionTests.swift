import Foundation
import Testing

@testable import Resolving

@Suite(.timeLimit(.minutes(30))) struct SemanticVersionTests {
    @Test(arguments: [
        ("^1.2.3", "1.2.3", true), ("^1.2.3", "1.9.0", true), ("^1.2.3", "2.0.0", false), ("^1.2.3", "1.2.2", false),
        ("^0.2.3", "0.2.9", true), ("^0.2.3", "0.3.0", false), ("^0.0.3", "0.0.4", false), ("^0", "0.9.0", true),
        ("~1.2.3", "1.2.9", true), ("~1.2.3", "1.3.0", false), ("~1", "1.9.9", true), ("1.x", "1.5.0", true),
        ("1.2.*", "1.3.0", false), ("*", "7.0.0", true), ("", "7.0.0", true), (">=1 <3 || 5.x", "5.4.3", true),
        (">=1 <3 || 5.x", "4.0.0", false), ("1.0 - 2.1", "2.1.9", true), ("1.0 - 2.1", "2.2.0", false),
        (">1.2", "1.2.9", false), (">1.2", "1.3.0", true), ("<=1.2", "1.2.9", true), ("<1", "0.9.9", true),
        (">= 1.2.3", "1.2.3", true), ("v1.2.3", "1.2.3", true), ("=1.2.3", "1.2.4", false),
        ("^1.2.3-beta.2", "1.2.3-beta.4", true), ("^1.2.3-beta.2", "1.2.4-beta.4", false), ("*", "1.0.0-rc.1", false),
        ("1.2.3+build", "1.2.3+other", true),
    ])
    func tellsWhatLiesInRange(range: String, version: String, expected: Bool) throws {
        let range = try #require(SemanticRange(range))
        let version = try #require(SemanticVersion(version))
        #expect(range.contains(version) == expected)
    }

    @Test func takesPrereleasesForEngines() throws {
        let range = try #require(SemanticRange(">=18"))
        let version = try #require(SemanticVersion("20.0.0-nightly.1"))
        #expect(!range.contains(version))
        #expect(range.contains(version, includingPrereleases: true))
    }

    @Test(arguments: ["latest", "user/repo", "file:../x", "npm:a@1", "1.2.3.4", "^x.y.z.q"])
    func refusesWhatIsNoRange(text: String) {
        #expect(SemanticRange(text) == nil)
    }

    @Test func ordersPrereleases() throws {
        let texts = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0"]
        let versions = texts.compactMap { SemanticVersion($0) }
        #expect(versions.count == texts.count)
        #expect(versions.shuffled().sorted() == versions)
    }
}
