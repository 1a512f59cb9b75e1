import BuildModel
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `swift package describe` tells of a package, as far as it matters here.
struct PackageDescription: Hashable, Sendable, Codable {
    struct Product: Hashable, Sendable, Codable {
        var name: String
        var targets: [String]
        var type: [String: [String]?]

        var isExecutable: Bool { type.keys.contains("executable") }
    }

    struct Target: Hashable, Sendable, Codable {
        var name: String
        var path: String
        var sources: [String]?
        var target_dependencies: [String]?
        var resources: [Resource]?

        struct Resource: Hashable, Sendable, Codable { var path: String }
    }

    struct Dependency: Hashable, Sendable, Codable {
        var identity: String?
        var type: String?
        var path: String?
    }

    var name: String
    var products: [Product]
    var targets: [Target]
    var dependencies: [Dependency]?

    /// Names of executable products, sorted.
    var executables: [String] { products.filter(\.isExecutable).map(\.name).sorted() }

    /// Folders of packages that are named by path.
    var localFolders: [String] { (dependencies ?? []).compactMap { $0.type == "fileSystem" ? $0.path : nil } }

    /// Names of the resource bundles of all targets that a product is made of.
    func bundles(of product: String) -> [String] {
        var open = products.first { $0.name == product }?.targets ?? []
        var seen: Set<String> = []
        while let name = open.popLast() {
            guard seen.insert(name).inserted else { continue }
            open += targets.first { $0.name == name }?.target_dependencies ?? []
        }
        return targets.filter { seen.contains($0.name) && $0.resources?.isEmpty == false }.map {
            "\(name)_\($0.name).resources"
        }
    }

    /// Reads what the tool printed; `nil` if it is something else.
    init?(json: [UInt8]) {
        // Warnings about the manifest may stand before it.
        guard let start = json.firstIndex(of: UInt8(ascii: "{")),
            let value = try? JSONDecoder().decode(PackageDescription.self, from: Data(Array(json[start...])))
        else { return nil }
        self = value
    }

    /// The executable product of a choice: the one of that name, or the only one.
    func product(for choice: SwiftProduct) throws(StageFailure) -> String {
        let known = executables
        func stop(_ rule: String, _ message: String, _ hint: String?) -> StageFailure {
            StageFailure(
                .project,
                [Finding(rule: rule, severity: .error, message: message, location: choice.location, hint: hint)])
        }
        let list = known.map { "`\($0)`" }.joined(separator: ", ")
        guard !known.isEmpty else {
            throw stop(
                "swift-product-unknown", "the package `\(name)` has no executable product",
                "make one: `.executableTarget(name: \"\(name)\")` with an `@main` type")
        }
        if let wanted = choice.name {
            guard known.contains(wanted) else {
                let near = NearestName.nearest(to: wanted, among: known).map { "did you mean `\($0)`?" }
                throw stop(
                    "swift-product-unknown",
                    "the package `\(name)` has no executable product `\(wanted)`; found: \(list)", near)
            }
            return wanted
        }
        guard known.count == 1 else {
            throw stop(
                "swift-product-ambiguous",
                "the package `\(name)` has several executable products, and none is named; found: \(list)",
                "name one in `fclayer.yaml`: `swift: {product: \(known[0])}`")
        }
        return known[0]
    }
}

/// The version in a manifest's first line.
enum ToolsVersion {
    /// The version that a manifest asks for: `// swift-tools-version: 6.2`; `nil` where it names none.
    static func read(_ manifest: [UInt8]) -> DottedVersion? {
        let text = String(decoding: manifest.prefix(4096), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline).prefix(20) {
            let lower = line.lowercased()
            guard lower.hasPrefix("//"), let range = lower.firstRange(of: "swift-tools-version") else { continue }
            let rest = lower[range.upperBound...].drop { $0 == ":" || $0 == " " || $0 == "\t" }
            let numbers = rest.prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap { Int($0) }
            return numbers.isEmpty ? nil : DottedVersion(numbers)
        }
        return nil
    }
}
