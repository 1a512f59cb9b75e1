import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The exact packages of a set: `debian.<runtime>.lock.json`, `debian.<runtime>.<function>.lock.json`. docs/ecosystems/debian.md describes the form.
struct DebianLock: Codable, Hashable, Sendable {
    /// A package in one version.
    struct Package: Codable, Hashable, Sendable {
        var name: String
        var version: String
        /// `amd64` or `all`.
        var architecture: String
        /// Of the `.deb`.
        var sha256: Digest
        /// Bytes of the `.deb`.
        var size: Int64
        /// Where Debian has it; another mirror of the environment's is asked for the same path.
        var url: String
    }

    /// Changes with the form.
    static let form = 1

    /// The form of the file.
    var lockVersion = form
    /// The release, by its code name.
    var release: String
    /// The runtime that decided it.
    var runtime: String
    /// The names that were asked for, sorted.
    var requested: [String]
    /// Packages by name.
    var packages: [Package]

    /// Whether it was made for a set.
    func fits(_ names: [String], release: String) -> Bool {
        self.release == release && requested == Self.sorted(names)
    }

    /// Names each once, in the order of their bytes.
    static func sorted(_ names: [String]) -> [String] {
        Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The bytes of the file: sorted keys, a line end at the end.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0A]
    }

    /// Why a lock cannot be read.
    struct Trouble: Error { var words: String }

    /// Reads a lock.
    static func read(_ path: String) throws(Trouble) -> DebianLock {
        let bytes: [UInt8]
        do { bytes = try Files.read(path, limit: 16 << 20) } catch { throw Trouble(words: "\(error)") }
        if let kind = try? JSONDecoder().decode(Form.self, from: Data(bytes)), kind.lockVersion != form {
            throw Trouble(words: "its `lockVersion` is \(kind.lockVersion), and this fclayer knows \(form)")
        }
        do {
            let lock = try JSONDecoder().decode(DebianLock.self, from: Data(bytes))
            for package in lock.packages {
                guard package.size > 0, package.url.hasPrefix("https://") || package.url.hasPrefix("http://") else {
                    throw Trouble(words: "`\(package.name)` has no size or no URL")
                }
            }
            return lock
        } catch let trouble as Trouble {
            throw trouble
        } catch let error as DecodingError {
            throw Trouble(words: Self.words(error))
        } catch {
            throw Trouble(words: "it is no JSON")
        }
    }

    private struct Form: Decodable { var lockVersion: Int }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            return "`\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` has a value of another kind"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is damaged"
        default: return "it is no JSON"
        }
    }
}
