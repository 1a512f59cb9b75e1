import BuildModel
import Foundation
import Testing

@testable import Reporting

@Suite struct SARIFReportTests {
    static let rules = [
        FindingContext.Rule(
            id: "b-rule", severity: .warning, summary: "something is odd", explanation: "Why.\n\nRight: `so`"),
        FindingContext.Rule(
            id: "a-rule", severity: .error, summary: "something is wrong", explanation: "Why not.\n\nRight: `so`"),
    ]

    static let context = FindingContext(
        version: "1.2.3", homepage: "https://example.org/fclayer", rules: rules, subjects: ["functions/ingest"],
        folder: "services/api", manifest: "s.yaml", status: 1)

    private func finding(
        _ message: String = "`x` is wrong in 3 files", _ severity: Finding.Severity = .error,
        _ location: Finding.Location, hint: String? = nil
    ) -> Finding {
        Finding(rule: "a-rule", severity: severity, message: message, location: location, hint: hint)
    }

    private func run(_ review: FindingReview, _ context: FindingContext = context) throws -> [String: Any] {
        let text = try SARIFReport.json(review, context)
        let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        try SARIFJudge.check(value)
        return try #require((value["runs"] as? [[String: Any]])?.first)
    }

    private func result(_ location: Finding.Location) throws -> [String: Any] {
        let run = try run(FindingReview(findings: [finding("m", .error, location)]))
        return try #require((run["results"] as? [[String: Any]])?.first)
    }

    private func physical(_ location: Any?) -> [String: Any]? {
        (location as? [String: Any])?["physicalLocation"] as? [String: Any]
    }

    private func uri(_ location: Any?) -> String? {
        (physical(location)?["artifactLocation"] as? [String: Any])?["uri"] as? String
    }

    private func line(_ location: Any?) -> Int? {
        (physical(location)?["region"] as? [String: Any])?["startLine"] as? Int
    }

    @Test func manifestFindingStandsInItsLineOfTheRepository() throws {
        let result = try result(.init(file: "s.yaml", line: 12, column: 16, keyPath: "resources.ingest.props.handler"))
        let location = try #require((result["locations"] as? [Any])?.first)
        #expect(uri(location) == "services/api/s.yaml")
        #expect(line(location) == 12)
        let logical = (location as? [String: Any])?["logicalLocations"] as? [[String: Any]]
        #expect(logical?.first?["fullyQualifiedName"] as? String == "resources.ingest.props.handler")
    }

    @Test func entryWithLineStandsInTheSourceAndTheManifestIsRelated() throws {
        let result = try result(
            .init(
                file: "s.yaml", line: 12, package: "functions/ingest", entry: "index.py", entryLine: 3,
                source: "ingest/index.py"))
        let location = try #require((result["locations"] as? [Any])?.first)
        #expect(uri(location) == "services/api/ingest/index.py")
        #expect(line(location) == 3)
        let related = try #require((result["relatedLocations"] as? [Any])?.first)
        #expect(uri(related) == "services/api/s.yaml")
        #expect(line(related) == 12)
    }

    @Test func entryWithoutLineStandsInTheManifestAndTheSourceIsRelated() throws {
        let result = try result(
            .init(
                file: "s.yaml", line: 12, package: "functions/ingest", entry: "index.py", source: "ingest/index.py"))
        #expect(uri((result["locations"] as? [Any])?.first) == "services/api/s.yaml")
        #expect(uri((result["relatedLocations"] as? [Any])?.first) == "services/api/ingest/index.py")
    }

    @Test func entryWithoutSourceStandsInTheZip() throws {
        let result = try result(.init(package: "layers/deps", entry: "python/a.so"))
        let location = try #require((result["locations"] as? [Any])?.first)
        #expect(uri(location) == "services/api/layers/deps.zip")
        let logical = (location as? [String: Any])?["logicalLocations"] as? [[String: Any]]
        #expect(logical?.first?["fullyQualifiedName"] as? String == "layers/deps.zip!python/a.so")
        #expect(result["relatedLocations"] == nil)
    }

    @Test func findingFromNowhereStandsInTheManifest() throws {
        #expect(uri((try result(.none)["locations"] as? [Any])?.first) == "services/api/s.yaml")
        var context = Self.context
        context.manifest = nil
        let run = try run(FindingReview(findings: [finding("m", .error, .none)]), context)
        #expect(((run["results"] as? [[String: Any]])?.first?["locations"] as? [Any])?.isEmpty == true)
    }

    @Test func fingerprintsSurviveMovedLinesAndChangedSizes() throws {
        func prints(_ findings: [Finding]) throws -> [String] {
            let results = try run(FindingReview(findings: findings))["results"] as? [[String: Any]] ?? []
            return results.compactMap { ($0["partialFingerprints"] as? [String: String])?["fclayer/v1"] }
        }
        let before = try prints([finding("`x` has 12 MB", .error, .init(file: "s.yaml", line: 1))])
        let after = try prints([finding("`x` has 13 MB", .warning, .init(file: "s.yaml", line: 9), hint: "h")])
        #expect(before == after && before.count == 1)
        let other = try prints([finding("`y` has 12 MB", .error, .init(file: "s.yaml", line: 1))])
        #expect(other != before)
        let twice = try prints([
            finding("`x` has 12 MB", .error, .init(file: "s.yaml", line: 1)),
            finding("`x` has 12 MB", .error, .init(file: "s.yaml", line: 2)),
        ])
        #expect(Set(twice).count == 2 && twice.contains(before[0]))
    }

    @Test func acceptedFindingsAreSuppressedWithTheirReason() throws {
        let run = try run(
            FindingReview(
                findings: [finding("a", .error, .none)],
                suppressed: [
                    .init(finding("b", .error, .none), kind: .inline, reason: "works"),
                    .init(finding("c", .error, .none), kind: .baseline),
                ]))
        let results = try #require(run["results"] as? [[String: Any]])
        let suppressions = results.map { $0["suppressions"] as? [[String: Any]] ?? [] }
        #expect(suppressions.map(\.count) == [0, 1, 1])
        #expect(suppressions[1][0]["kind"] as? String == "inSource")
        #expect(suppressions[1][0]["justification"] as? String == "works")
        #expect(suppressions[2][0]["kind"] as? String == "external")
    }

    @Test func rulesCarryHelpAndLinks() throws {
        let run = try run(FindingReview(findings: [finding("a", .note, .none)]))
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["version"] as? String == "1.2.3")
        #expect(driver["informationUri"] as? String == "https://example.org/fclayer")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["a-rule", "b-rule"])
        #expect(rules[0]["helpUri"] as? String == "https://example.org/fclayer/docs/rules/a-rule.md")
        #expect((rules[0]["help"] as? [String: String])?["markdown"]?.contains("Right: `so`") == true)
        var context = Self.context
        context.homepage = nil
        let plain = try self.run(FindingReview(), context)
        #expect(((plain["tool"] as? [String: Any])?["driver"] as? [String: Any])?["informationUri"] == nil)
    }

    @Test(arguments: [(0, true), (1, true), (2, false), (3, false)])
    func saysWhetherTheRunCameToItsEnd(status: Int, isSuccess: Bool) throws {
        var context = Self.context
        context.status = status
        let invocation = try #require((try run(FindingReview(), context)["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == isSuccess)
        #expect(invocation["exitCode"] as? Int == status)
    }

    @Test func pathsBecomeURIReferences() {
        #expect(SARIFPlaces.uri("a b/ü#?%:.py") == "a%20b/%C3%BC%23%3F%25%3A.py")
        #expect(SARIFPlaces.uri("/abs/x") == "file:///abs/x")
        #expect(Self.context.pathInRepository("../shared/x.py") == "services/shared/x.py")
        #expect(Self.context.pathInRepository("../../../x.py") == nil)
        #expect(Self.context.pathInRepository("./x//y") == "services/api/x/y")
    }

    @Test func namesWithControlCharactersStayJSON() throws {
        let evil = "evil\u{1B}]0;\u{7}\n\u{0}\u{202E}]]>\".py"
        let run = try run(
            FindingReview(findings: [finding(evil, .error, .init(package: "functions/a", entry: evil))]))
        let message = (run["results"] as? [[String: Any]])?.first?["message"] as? [String: Any]
        #expect(message?["text"] as? String == evil)
    }
}

/// What the schema of SARIF 2.1.0 asks for, in the parts that fclayer writes: required properties, closed sets of words,
/// numbers from 1, and no empty or unknown properties.
enum SARIFJudge {
    static func check(_ document: [String: Any]) throws {
        #expect(document["version"] as? String == "2.1.0")
        only(document, ["$schema", "version", "runs"])
        for run in try #require(document["runs"] as? [[String: Any]]) { try check(run: run) }
    }

    private static func check(run: [String: Any]) throws {
        only(run, ["tool", "invocations", "originalUriBaseIds", "columnKind", "results"])
        #expect(["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"] as? String))
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        only(driver, ["name", "version", "semanticVersion", "informationUri", "rules"])
        #expect((driver["name"] as? String)?.isEmpty == false)
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(Set(rules.compactMap { $0["id"] as? String }).count == rules.count)
        for rule in rules {
            only(rule, ["id", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"])
            for key in ["shortDescription", "fullDescription", "help"] { text(rule[key]) }
            level((rule["defaultConfiguration"] as? [String: Any])?["level"])
        }
        for invocation in try #require(run["invocations"] as? [[String: Any]]) {
            #expect(invocation["executionSuccessful"] is Bool)
        }
        for result in try #require(run["results"] as? [[String: Any]]) { try check(result: result, rules) }
    }

    private static func check(result: [String: Any], _ rules: [[String: Any]]) throws {
        only(
            result,
            [
                "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "partialFingerprints",
                "suppressions",
            ])
        if let index = result["ruleIndex"] as? Int {
            try #require(rules.indices.contains(index))
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        level(result["level"])
        text(result["message"])
        #expect(result["partialFingerprints"] is [String: String])
        let locations =
            (result["locations"] as? [[String: Any]] ?? []) + (result["relatedLocations"] as? [[String: Any]] ?? [])
        for location in locations {
            only(location, ["id", "physicalLocation", "logicalLocations", "message"])
            if let place = location["physicalLocation"] as? [String: Any] {
                let artifact = try #require(place["artifactLocation"] as? [String: Any])
                let uri = try #require(artifact["uri"] as? String)
                #expect(URL(string: uri) != nil, "\(uri)")
                if let region = place["region"] as? [String: Any] {
                    #expect((region["startLine"] as? Int ?? 0) >= 1)
                    #expect((region["startColumn"] as? Int ?? 1) >= 1)
                }
            }
            for logical in location["logicalLocations"] as? [[String: Any]] ?? [] {
                #expect((logical["fullyQualifiedName"] as? String)?.isEmpty == false)
            }
        }
        for suppression in result["suppressions"] as? [[String: Any]] ?? [] {
            only(suppression, ["kind", "status", "justification"])
            #expect(["inSource", "external"].contains(suppression["kind"] as? String))
            #expect(["accepted", "underReview", "rejected"].contains(suppression["status"] as? String))
        }
    }

    private static func only(_ object: [String: Any], _ keys: Set<String>) {
        #expect(Set(object.keys).subtracting(keys) == [])
    }

    private static func text(_ value: Any?) {
        #expect(((value as? [String: Any])?["text"] as? String)?.isEmpty == false)
    }

    private static func level(_ value: Any?) {
        #expect(["none", "note", "warning", "error"].contains(value as? String))
    }
}
