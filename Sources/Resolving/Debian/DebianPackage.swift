import Archives
import BuildModel

/// A package in one version, as a release's index describes it.
struct DebianPackage: Hashable, Sendable {
    let name: String
    let version: DebianVersion
    let architecture: String
    /// Rank of its priority: the lower, the more a system needs it.
    let rank: Int
    let size: Int64
    let digest: Digest
    let url: String
    /// Alternatives of each thing that it needs.
    let needs: [[DebianRelation]]
    /// Other names that it stands for.
    let provides: [DebianRelation]

    private static let priorities = ["required", "important", "standard", "optional", "extra"]

    /// `nil` for a package that cannot be fetched and verified, or that is for another machine.
    init?(_ fields: ControlParagraph, root: String) {
        guard let name = fields["Package"], let version = fields["Version"], let file = fields["Filename"],
            let architecture = fields["Architecture"], ["amd64", "all"].contains(architecture),
            let digest = fields["SHA256"].flatMap({ Digest($0) }), let size = fields["Size"].flatMap({ Int64($0) }),
            size > 0, !file.hasPrefix("/"), !file.split(separator: "/").contains("..")
        else { return nil }
        self.name = name
        self.version = DebianVersion(version)
        self.architecture = architecture
        self.digest = digest
        self.size = size
        rank = Self.priorities.firstIndex(of: fields["Priority"] ?? "") ?? Self.priorities.count
        url = root + "/" + file
        needs = DebianRelation.field(fields["Pre-Depends"] ?? "") + DebianRelation.field(fields["Depends"] ?? "")
        provides = DebianRelation.field(fields["Provides"] ?? "").flatMap { $0 }
    }

    /// Whether it is what a relation asks for, by its own name or by one that it provides. A name that is provided without a
    /// version fits no relation with one (Debian Policy 7.5).
    func satisfies(_ relation: DebianRelation) -> Bool {
        if name == relation.name, relation.takes(version) { return true }
        return provides.contains { provided in
            guard provided.name == relation.name else { return false }
            guard relation.operation != nil else { return true }
            return provided.operation == "=" && relation.takes(DebianVersion(provided.version))
        }
    }
}
