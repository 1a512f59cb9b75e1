public import BuildModel

/// Findings as SARIF 2.1.0 (OASIS standard), the form that code scanning services read.
public enum SARIFReport {
    /// The document. No times and no absolute paths.
    public static func json(_ review: FindingReview, _ context: FindingContext) throws -> String {
        try JSONDocument.text(SARIFDocument(review, context))
    }
}

/// The parts of the standard that are used, named as it names them (sections 3.13 to 3.52).
struct SARIFDocument: Encodable {
    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        var tool: Tool
        var invocations: [Invocation]
        var originalUriBaseIds: [String: Base]
        /// Columns count characters, which comes nearest to code points.
        var columnKind = "unicodeCodePoints"
        var results: [Result]
    }

    struct Tool: Encodable { var driver: Driver }

    struct Driver: Encodable {
        var name = "fclayer"
        var version: String
        var semanticVersion: String
        var informationUri: String?
        var rules: [Rule]
    }

    struct Rule: Encodable {
        var id: String
        var shortDescription: Text
        var fullDescription: Text
        var help: Text
        var helpUri: String?
        var defaultConfiguration: Configuration
    }

    struct Configuration: Encodable { var level: String }

    struct Text: Encodable {
        var text: String
        var markdown: String?
    }

    struct Invocation: Encodable {
        var executionSuccessful: Bool
        var exitCode: Int
    }

    struct Base: Encodable { var description: Text }

    struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int?
        var level: String
        var message: Text
        var locations: [Location]
        var relatedLocations: [Location]?
        var partialFingerprints: [String: String]
        var suppressions: [Suppression]
    }

    struct Location: Encodable {
        var id: Int?
        var physicalLocation: Physical?
        var logicalLocations: [Logical]?
        var message: Text?
    }

    struct Physical: Encodable {
        var artifactLocation: Artifact
        var region: Region?
    }

    struct Artifact: Encodable {
        var uri: String
        var uriBaseId: String?
    }

    struct Region: Encodable {
        var startLine: Int
        var startColumn: Int?
    }

    struct Logical: Encodable {
        var fullyQualifiedName: String
        var kind: String
    }

    struct Suppression: Encodable {
        var kind: String
        var status = "accepted"
        var justification: String?
    }

    init(_ review: FindingReview, _ context: FindingContext) {
        let rules = context.rules.sorted { $0.id < $1.id }
        let indices = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: [FindingIdentity: Int] = [:]
        let places = SARIFPlaces(context)
        func result(_ finding: Finding, _ suppression: Suppression?) -> Result {
            let identity = FindingIdentity(finding)
            seen[identity, default: 0] += 1
            // Two of a kind are told apart by their order.
            let number = seen[identity] ?? 1
            var message = finding.message
            if let hint = finding.hint { message += "\n" + hint }
            let (locations, related) = places.locations(of: finding.location)
            return Result(
                ruleId: finding.rule, ruleIndex: indices[finding.rule], level: finding.severity.rawValue,
                message: Text(text: message), locations: locations, relatedLocations: related.isEmpty ? nil : related,
                partialFingerprints: ["fclayer/v1": identity.fingerprint + ":\(number)"],
                suppressions: suppression.map { [$0] } ?? [])
        }
        // Accepted ones count first: what is new beside them is the last of its kind.
        let suppressed = FindingReport.sorted(review.suppressed).map { item in
            let kind = item.kind == .inline ? "inSource" : "external"
            let reason = item.reason ?? (item.kind == .baseline ? "in the baseline" : nil)
            return result(item.finding, Suppression(kind: kind, justification: reason))
        }
        let results = FindingReport.sorted(review.findings).map { result($0, nil) } + suppressed
        runs = [
            Run(
                tool: Tool(
                    driver: Driver(
                        version: context.version, semanticVersion: context.version, informationUri: context.homepage,
                        rules: rules.map { Self.rule($0, context) })),
                invocations: [Invocation(executionSuccessful: context.status < 2, exitCode: context.status)],
                originalUriBaseIds: [SARIFPlaces.base: Base(description: Text(text: "the root of the repository"))],
                results: results)
        ]
    }

    private static func rule(_ rule: FindingContext.Rule, _ context: FindingContext) -> Rule {
        let full = rule.summary + "\n\n" + rule.explanation
        // GitHub shows 1024 characters of it; the help has all.
        let first = rule.explanation.firstRange(of: "\n\n").map { rule.explanation[..<$0.lowerBound] }
        let description = String((first ?? rule.explanation[...]).prefix(1000))
        return Rule(
            id: rule.id, shortDescription: Text(text: rule.summary),
            fullDescription: Text(text: description.isEmpty ? rule.summary : description),
            help: Text(text: full, markdown: RuleReport.markdown(rule)),
            helpUri: context.homepage.map { "\($0)/docs/rules/\(rule.id).md" },
            defaultConfiguration: Configuration(level: rule.severity.rawValue))
    }
}

/// Where findings are, in the words of the standard.
struct SARIFPlaces {
    /// The base that services replace by where they have the sources.
    static let base = "%SRCROOT%"

    private let context: FindingContext

    init(_ context: FindingContext) { self.context = context }

    /// The place of a finding, and others that belong to it.
    func locations(of location: Finding.Location) -> ([SARIFDocument.Location], [SARIFDocument.Location]) {
        let inside = FindingReport.inside(location, hasLine: false)
        let logical =
            [
                inside.map { SARIFDocument.Logical(fullyQualifiedName: $0, kind: "module") },
                location.keyPath.map { SARIFDocument.Logical(fullyQualifiedName: $0, kind: "property") },
            ]
            .compactMap(\.self)
        var place = SARIFDocument.Location()
        if let best = location.best {
            place.physicalLocation = physical(best.file, best.line, best.column)
        } else if let file = inside.map({ String($0.prefix { $0 != "!" }) }) ?? context.manifest {
            // Services want a file for every result: the zip itself, or the manifest.
            place.physicalLocation = physical(file, nil, nil)
        }
        if !logical.isEmpty { place.logicalLocations = logical }
        var related: [SARIFDocument.Location] = []
        if let source = location.source, let file = location.file {
            let other = location.entryLine == nil ? (source, nil, nil) : (file, location.line, location.column)
            related = [
                SARIFDocument.Location(
                    id: 1, physicalLocation: physical(other.0, other.1, other.2),
                    message: .init(text: location.entryLine == nil ? "the source" : "the manifest"))
            ]
        }
        let isNowhere = place.physicalLocation == nil && place.logicalLocations == nil
        return (isNowhere ? [] : [place], related)
    }

    private func physical(_ file: String, _ line: Int?, _ column: Int?) -> SARIFDocument.Physical {
        let path = context.pathInRepository(file)
        return SARIFDocument.Physical(
            artifactLocation: .init(uri: Self.uri(path ?? file), uriBaseId: path == nil ? nil : Self.base),
            region: line.flatMap { line in
                line < 1 ? nil : .init(startLine: line, startColumn: column.flatMap { $0 < 1 ? nil : $0 })
            })
    }

    /// A path as a URI reference (RFC 3986): all but unreserved characters and `/` as `%XX`.
    static func uri(_ path: String) -> String {
        var result: [UInt8] = Array((path.hasPrefix("/") ? "file://" : "").utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
