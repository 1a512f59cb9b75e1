import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A `package-lock.json` or `npm-shrinkwrap.json` of version 2 or 3.
struct NpmLock: Sendable {
    /// Packages by their locations: folders relative to the lock's, the root is empty.
    var packages: [String: NpmPackage]

    private struct Document: Decodable {
        var lockfileVersion: Int?
        var packages: [String: NpmPackage]?
    }

    /// Why a file is no lock that can be used.
    struct Trouble: Error {
        var message: String
        var hint: String?
    }

    /// Reads a lock.
    init(_ bytes: [UInt8]) throws(Trouble) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw Trouble(
                message: "it is not the JSON that npm writes",
                hint: "if a merge left marks of a conflict, `npm install --package-lock-only` settles them")
        }
        guard let packages = document.packages, (document.lockfileVersion ?? 0) >= 2 else {
            throw Trouble(
                message: "its `lockfileVersion` is \(document.lockfileVersion ?? 1), and versions 2 and 3 can be read",
                hint: "`npm install --package-lock-only` with npm 7 or newer writes it anew with the same versions")
        }
        for location in packages.keys.sorted() where !location.isEmpty {
            if let reason = Self.refusal(of: location) {
                throw Trouble(message: "it has a package at `\(location)`, \(reason)", hint: nil)
            }
        }
        self.packages = packages
    }

    /// What is wrong with a location, as the end of a sentence.
    private static func refusal(of location: String) -> String? {
        var inside = location[...]
        while inside.hasPrefix("../") { inside = inside.dropFirst(3) }
        if inside == ".." { return nil }
        do throws(PackagePath.Refusal) {
            _ = try PackagePath(String(inside))
        } catch {
            return "whose name \(error)"
        }
        guard let name = NpmLocation.name(location) else { return nil }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isScoped = name.hasPrefix("@")
        let isRight =
            parts.count == (isScoped ? 2 : 1)
            && parts.enumerated().allSatisfy { index, part in
                let part = isScoped && index == 0 ? part.dropFirst() : part
                return !part.isEmpty && part.first != "."
            }
        return isRight ? nil : "and `\(name)` is no name of a package"
    }
}

/// Places of packages in a tree of npm.
enum NpmLocation {
    /// The name that a location ends with; `nil` for folders outside of `node_modules`.
    static func name(_ location: String) -> String? {
        if location.hasPrefix("node_modules/"), location.ranges(of: "node_modules/").count == 1 {
            return String(location.dropFirst("node_modules/".count))
        }
        guard let range = location.ranges(of: "/node_modules/").last else { return nil }
        return String(location[range.upperBound...])
    }

    /// The location whose `node_modules` holds this one; `nil` for folders outside of `node_modules`.
    static func owner(_ location: String) -> String? {
        guard name(location) != nil else { return nil }
        guard let range = location.ranges(of: "/node_modules/").last else { return "" }
        return String(location[..<range.lowerBound])
    }

    /// Where a name may be found from a location, nearest first.
    static func candidates(_ name: String, from location: String) -> [String] {
        var result: [String] = []
        var folder = location
        while true {
            result.append(folder.isEmpty ? "node_modules/\(name)" : "\(folder)/node_modules/\(name)")
            if folder.isEmpty || folder == ".." || folder.hasSuffix("/..") { return result }
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
        }
    }

    /// npm's own order of packages: shallow ones first, then by path.
    static func order(_ left: String, _ right: String) -> Bool {
        let (first, second) = (depth(left), depth(right))
        if first != second { return first < second }
        let (one, two) = (left.lowercased(), right.lowercased())
        return one == two ? left < right : one < two
    }

    private static func depth(_ location: String) -> Int { location.ranges(of: "node_modules/").count }
}
