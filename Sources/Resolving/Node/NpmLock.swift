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
    static func name(_ location: String) -> String? { split(location)?.name }

    /// The location whose `node_modules` holds this one; `nil` for folders outside of `node_modules`.
    static func owner(_ location: String) -> String? { split(location)?.owner }

    private static func split(_ location: String) -> (owner: String, name: String)? {
        let marker = "node_modules/"
        var bytes = location.utf8[...]
        while let slash = bytes.lastIndex(of: UInt8(ascii: "/")) {
            let end = location.utf8.index(after: slash)
            let head = location.utf8[..<end]
            if head.count == marker.utf8.count ? head.elementsEqual(marker.utf8) : ends(head, marker) {
                guard end != location.endIndex else { return nil }
                return (String(location[..<end].dropLast(marker.count).dropLast()), String(location[end...]))
            }
            bytes = bytes[..<slash]
        }
        return nil
    }

    private static func ends(_ head: Substring.UTF8View, _ marker: String) -> Bool {
        head.count > marker.utf8.count && head.suffix(marker.utf8.count + 1).elementsEqual(("/" + marker).utf8)
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
    static func sorted(_ locations: some Sequence<String>) -> [String] {
        let keyed = locations.map { location in
            (location, location.split(separator: "/").count { $0 == "node_modules" }, location.lowercased())
        }
        return keyed.sorted { ($0.1, $0.2, $0.0) < ($1.1, $1.2, $1.0) }.map(\.0)
    }
}
