import BuildModel
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What fclayer writes into an SDK about it: `fclayer.json`. It is written last, so that an SDK with it was whole once.
struct SDKRecord: Hashable, Codable {
    /// Changes whenever SDKs are made in another way; those of another number are made anew.
    static let currentRecipe = 1
    static let fileName = "fclayer.json"

    /// A Debian package that the sysroot was made of.
    struct Package: Hashable, Codable {
        var name: String
        var version: String
        var architecture: String
        var digest: Digest
        var origin: String
    }

    var recipe: Int
    var fclayer: String
    var target: SDKTarget
    /// The newest version of glibc that what is linked with it can need.
    var glibc: DottedVersion
    var toolchain: SwiftToolchain
    var packages: [Package]
    var contents: SDKContents

    /// Reads the record of a bundle; `nil` if there is none that this fclayer understands.
    init?(bundle: String) {
        guard let bytes = try? Files.read(bundle + "/" + Self.fileName, limit: 1 << 20),
            let record = try? JSONDecoder().decode(SDKRecord.self, from: Data(bytes))
        else { return nil }
        self = record
    }

    init(
        target: SDKTarget, toolchain: SwiftToolchain, archives: [DebianArchive], version: String, contents: SDKContents
    ) {
        recipe = Self.currentRecipe
        fclayer = version
        self.target = target
        glibc = target.release.glibc
        self.toolchain = toolchain
        packages = archives.sorted { $0.name < $1.name }.map {
            Package(
                name: $0.name, version: $0.version, architecture: $0.architecture, digest: $0.digest, origin: $0.origin)
        }
        self.contents = contents
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

/// What lies in a bundle, in a form that is quickly made and compared: names, kinds, sizes and links, no bytes.
struct SDKContents: Hashable, Codable {
    var entries: Int
    var size: Int64
    var digest: Digest

    /// Looks through a bundle; the record itself does not count.
    init(bundle: String) throws(FileTreeError) {
        var text = ""
        var entries = 0
        var size: Int64 = 0
        for entry in try FileTree.walk(bundle).entries where entry.path != SDKRecord.fileName {
            entries += 1
            size += entry.kind == .file ? entry.size : 0
            text += "\(entry.path)\0\(entry.kind.rawValue)\0\(entry.kind == .file ? entry.size : 0)"
            text += "\0\(entry.isExecutable)\0\(entry.linkTarget ?? "")\n"
        }
        self.entries = entries
        self.size = size
        digest = FileDigest.sha256(of: Array(text.utf8))
    }
}
