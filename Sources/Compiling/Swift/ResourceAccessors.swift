import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// SwiftPM writes a source file `Bundle.module` for each target with resources, which names the folder of this build: the
/// program would tell where it was built, and be another one for each place. The compiler is given a copy that names `/code`
/// instead, where the resources will be, by way of its overlay of the file system. SwiftPM's own file is not touched.
struct ResourceAccessors {
    let job: SwiftJob
    let overlay: String

    static let fileName = "resource_bundle_accessor.swift"
    /// Where the folder of a program and its resources is in an instance.
    static let code = "/code/"

    private struct Overlay: Codable {
        var version = 0
        var useExternalNames = false
        var roots: [Root]

        enum CodingKeys: String, CodingKey {
            case version, roots
            case useExternalNames = "use-external-names"
        }

        struct Root: Codable {
            var type = "directory"
            var name: String
            var contents: [Entry]
        }

        struct Entry: Codable {
            var type = "file"
            var name = ResourceAccessors.fileName
            var external: String

            enum CodingKeys: String, CodingKey {
                case type, name
                case external = "external-contents"
            }
        }
    }

    /// The folder of the build's results, behind SwiftPM's link.
    var results: String? { try? Files.realPath(job.scratch + "/release") }

    /// Writes the overlay for the accessors that SwiftPM has made so far. Gives those whose copies are new: what was compiled
    /// before must be compiled again.
    func write() throws(FileTreeError) -> [String] {
        var roots: [Overlay.Root] = []
        var fresh: [String] = []
        if let results {
            for name in try Files.names(inFolder: results).sorted() where name.hasSuffix(".build") {
                let folder = results + "/" + name + "/DerivedSources"
                let path = folder + "/" + Self.fileName
                guard let bytes = try? Files.read(path) else { continue }
                let text = String(decoding: bytes, as: UTF8.self).replacing(results + "/", with: Self.code)
                let copy = job.folder + "/accessors/" + name + ".swift"
                try Files.makeFolders(job.folder + "/accessors")
                if try AtomicFile.write(Array(text.utf8), to: copy) == .written { fresh.append(path) }
                roots.append(Overlay.Root(name: folder, contents: [Overlay.Entry(external: copy)]))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Plain values can always be encoded.
        let data = (try? encoder.encode(Overlay(roots: roots))) ?? Data()
        try AtomicFile.write(Array(data), to: overlay)
        return fresh
    }

    /// Makes the build look at files again.
    static func touch(_ paths: [String]) throws(FileTreeError) {
        for path in paths {
            let bytes = try Files.read(path)
            try Files.remove(path)
            try AtomicFile.write(bytes, to: path)
        }
    }
}
