public import BuildModel
import FunctionCompute

/// What a build made: a table for people, and `build.json` for programs (schema: `docs/build.schema.json`). No times and no
/// absolute paths, so that the same build gives the same bytes.
public struct BuildReport: Hashable, Sendable {
    /// The format of `build.json`; raised when a reader of the older one would misread it.
    public static let schemaVersion = 1

    let project: Project
    let plan: BuildPlan
    let packages: [SealedPackage]
    let review: FindingReview
    let environment: [String: [String: String]]
    let version: String
    let compressor: String

    /// Takes what is known after a build. `environment` is what `DeploymentManifest` added, by function name; `version`
    /// fclayer's own; `compressor` the name and level that made the zips.
    public init(
        project: Project, plan: BuildPlan, packages: [SealedPackage], findings: [Finding] = [],
        suppressed: [SuppressedFinding] = [], environment: [String: [String: String]] = [:], version: String,
        compressor: String
    ) {
        self.project = project
        self.plan = plan
        self.packages = packages.sorted { $0.package.id < $1.package.id }
        review = FindingReview(findings: findings, suppressed: suppressed)
        self.environment = environment
        self.version = version
        self.compressor = compressor
    }

    /// A table of the packages and a line with the limits; empty without packages.
    public var text: String {
        guard !packages.isEmpty else { return "" }
        var table = TextTable([
            ("package", .left), ("kind", .left), ("files", .right), ("zipped", .right), ("unpacked", .right),
            ("of limit", .right), ("sha256", .left),
        ])
        for sealed in packages {
            let package = sealed.package
            table.add([
                package.id.name, package.id.kind.rawValue, String(package.entryCount),
                ByteCount.text(package.zippedSize), ByteCount.text(package.unpackedSize),
                ByteCount.percent(package.zippedSize, of: limit(of: package.id)),
                String(sealed.sums.sha256.hexadecimal.prefix(12)),
            ])
        }
        var limits: [String] = []
        if packages.contains(where: { $0.package.id.kind == .layer }) {
            limits.append("layer zip \(ByteCount.limit(plan.limits.layer))")
        }
        if packages.contains(where: { $0.package.id.kind == .function }) {
            let target = [project.upload.region, project.upload.route.rawValue].compactMap(\.self)
            limits.append("code zip \(ByteCount.limit(plan.limits.code)) (\(target.joined(separator: ", ")))")
        }
        return table.text + "limits: " + DisplayText.safe(limits.joined(separator: ", ")) + "\n"
    }

    /// The document `build.json`.
    public func json() throws -> String { try JSONDocument.text(BuildDocument(self)) }

    /// The limit that a package's zip has to keep.
    func limit(of id: PackageID) -> Int64 { id.kind == .layer ? plan.limits.layer : plan.limits.code }
}
