public import BuildModel

/// The functions and layers of a project, or some of them, as `fclayer list` prints them.
public struct PackageList: Hashable, Sendable {
    /// Why a function or layer is not what it was at a revision; the first reason of several.
    public enum Change: String, Hashable, Sendable, Codable {
        /// It was not there.
        case new
        /// Something that goes into its zip.
        case contents
        /// What the manifest says of the function; its zip is the same.
        case configuration
        /// A layer of it; its own zip is the same, but what it imports may not be.
        case layers
    }

    /// A function or a layer.
    public struct Item: Hashable, Sendable, Codable {
        /// `functions/<name>` or `layers/<name>`.
        public var id: String
        /// `function` or `layer`.
        public var kind: PackageID.Kind
        /// What `fclayer build` takes.
        public var name: String
        /// Identifiers of the catalogue.
        public var runtimes: [String]
        /// Names of the layers of a function that are built here, and ARNs of others.
        public var layers: [String]?
        /// A digest of all that its zip is made of; none for code that is elsewhere.
        public var key: String?
        /// Why it is listed, where a revision was asked for.
        public var changed: Change?

        /// Makes an item.
        public init(
            _ id: PackageID, runtimes: [String], layers: [String]? = nil, key: Digest? = nil, changed: Change? = nil
        ) {
            self.id = id.description
            kind = id.kind
            name = id.name
            self.runtimes = runtimes
            self.layers = layers
            self.key = key?.hexadecimal
            self.changed = changed
        }
    }

    var packages: [Item]
    /// Names of those that a revision had and that are gone; `nil` where none was asked for.
    var removed: [String]?

    /// Makes a list.
    public init(packages: [Item], removed: [PackageID]? = nil) {
        self.packages = packages
        self.removed = removed?.map(\.description)
    }

    /// A table for people.
    public var text: String {
        var table = TextTable(
            [("PACKAGE", .left), ("LAYERS", .left), ("KEY", .left)] + (removed == nil ? [] : [("CHANGED", .left)]))
        for item in packages {
            let layers = item.layers ?? []
            table.add(
                [
                    item.id, layers.isEmpty ? "-" : layers.joined(separator: ", "),
                    item.key.map { String($0.prefix(12)) } ?? "-", item.changed?.rawValue ?? "",
                ])
        }
        for id in removed ?? [] { table.add([id, "-", "-", "removed"]) }
        return table.text
    }

    /// The same as a document.
    public func json() throws -> String {
        try JSONDocument.text(Document(packages: packages, removed: removed))
    }

    /// What `fromJSON` of GitHub Actions takes for a matrix, in one line: for each job a name that `fclayer build` takes. Layers
    /// are built with the functions that use them, and have a job of their own where none does.
    public func matrix() throws -> String {
        let used = Set(packages.flatMap { $0.layers ?? [] })
        let jobs = packages.filter { $0.kind == .function || !used.contains($0.name) }
        return try JSONDocument.line(
            Matrix(include: jobs.map { .init(id: $0.id, key: $0.key, kind: $0.kind, name: $0.name) }))
    }

    private struct Document: Encodable {
        var schemaVersion = 1
        var packages: [Item]
        var removed: [String]?
    }

    private struct Matrix: Encodable {
        struct Job: Encodable {
            var id: String
            var key: String?
            var kind: PackageID.Kind
            var name: String
        }

        var include: [Job]
    }
}
