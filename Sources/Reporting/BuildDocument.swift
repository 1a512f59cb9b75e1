import BuildModel
import FunctionCompute

/// `build.json`, field by field.
struct BuildDocument: Encodable {
    var schemaVersion = BuildReport.schemaVersion
    var fclayerVersion: String
    var catalogueVersion = RuntimeCatalogue.version
    var compressor: String
    var target: Target
    var packages: [PackageDocument]
    var functions: [FunctionDocument]
    var findings: [Finding]
    var suppressed: [SuppressedFinding]
    var summary: FindingReport.Counts

    struct Target: Encodable {
        var region: String?
        var route: String
    }

    struct PackageDocument: Encodable {
        var id: String
        var kind: String
        var name: String
        var file: String
        var sha256: String
        var crc64: String
        var zippedSize: Int64
        var unpackedSize: Int64
        var entryCount: Int
        var limit: Int64
        var share: Double
        var runtimes: [String]
        var components: [ComponentDocument]
    }

    struct ComponentDocument: Encodable {
        var name: String
        var version: String?
        var origin: String
        var licence: String?
        var sha256: String?
        var entryCount: Int
        var zippedSize: Int64
        var unpackedSize: Int64
    }

    struct FunctionDocument: Encodable {
        var name: String
        var key: String
        var runtime: String
        var handler: String
        var hooks: [HookDescription]
        var package: String?
        var layers: [LayerDocument]
        var environmentAdded: [String: String]
        var layersZippedSize: Int64
    }

    struct LayerDocument: Encodable {
        var name: String?
        var arn: String?
        var package: String?
    }

    init(_ report: BuildReport) {
        let paths = ProjectPaths(root: report.project.root)
        fclayerVersion = report.version
        compressor = report.compressor
        target = Target(region: report.project.upload.region, route: report.project.upload.route.rawValue)
        packages = report.packages.map { sealed in
            let package = sealed.package
            let limit = report.limit(of: package.id)
            return PackageDocument(
                id: package.id.description, kind: package.id.kind.rawValue, name: package.id.name,
                file: "\(package.id).zip", sha256: sealed.sums.sha256.hexadecimal, crc64: String(sealed.sums.crc64),
                zippedSize: package.zippedSize, unpackedSize: package.unpackedSize, entryCount: package.entryCount,
                limit: limit, share: ByteCount.share(package.zippedSize, of: limit), runtimes: package.runtimes,
                components: package.components.map { Self.component($0, paths) })
        }
        let sizes = Dictionary(
            report.packages.map { ($0.package.id, $0.package.zippedSize) }, uniquingKeysWith: { first, _ in first })
        functions = report.plan.functions.map { function in
            let description = function.description
            return FunctionDocument(
                name: description.name, key: description.key, runtime: description.runtime,
                handler: description.handler, hooks: description.hooks, package: function.code?.description,
                layers: function.layers.map(Self.layer), environmentAdded: report.environment[description.name] ?? [:],
                layersZippedSize: function.layers.reduce(0) { sum, layer in
                    guard case .local(let name, _) = layer else { return sum }
                    return sum + (sizes[PackageID(.layer, name)] ?? 0)
                })
        }
        findings = FindingReport.sorted(report.review.findings).map { Self.finding($0, paths) }
        suppressed = FindingReport.sorted(report.review.suppressed).map { item in
            SuppressedFinding(Self.finding(item.finding, paths), kind: item.kind, reason: item.reason)
        }
        summary = FindingReport.Counts(report.review)
    }

    private static func finding(_ finding: Finding, _ paths: ProjectPaths) -> Finding {
        Finding(
            rule: finding.rule, severity: finding.severity, message: finding.message,
            location: paths.relative(finding.location), hint: finding.hint)
    }

    private static func component(_ component: PackageComponent, _ paths: ProjectPaths) -> ComponentDocument {
        ComponentDocument(
            name: paths.relative(component.name), version: component.version, origin: paths.relative(component.origin),
            licence: component.licence, sha256: component.digest?.hexadecimal, entryCount: component.entryCount,
            zippedSize: component.zippedSize, unpackedSize: component.unpackedSize)
    }

    private static func layer(_ layer: LayerReference) -> LayerDocument {
        switch layer {
        case .local(let name, let arn):
            LayerDocument(name: name, arn: arn, package: PackageID(.layer, name).description)
        case .external(let arn): LayerDocument(name: LayerARN(arn)?.name, arn: arn, package: nil)
        }
    }
}
