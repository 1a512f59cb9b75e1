public import BuildModel
public import FileTrees

/// A file or folder that a build by a tool reads.
public struct BuildSource: Hashable, Sendable {
    /// Absolute path. It may not be there.
    public var path: String
    /// Patterns of what in it does not count.
    var ignored: [String]

    /// The digest of names, modes, links and bytes.
    public func digest() throws(FileTreeError) -> Digest { try BuildInput.now(path, ignoring: ignored).content }
}

extension Compiler {
    /// What making an ingredient reads, so far as it can be told before a tool runs; `nil` where only a tool that is not here
    /// could tell.
    public func sources(of ingredient: Ingredient) async -> [BuildSource]? {
        switch ingredient {
        case .swift(let product):
            return Self.packages(from: product.package).map {
                BuildSource(path: $0, ignored: SourceState.ignoredBySwift.filter { $0 != "Package.resolved" })
            }
        case .build(let build):
            guard let recipe = try? BuildRecipes.recipe(for: build, settings: settings, parts: []),
                let preparation = try? await recipe.prepare()
            else { return nil }
            let ignored = SourceCopy.neverNeeded + preparation.ignored
            let outside = Set(build.choice.inputs + preparation.inputs).sorted()
            return [BuildSource(path: build.choice.folder, ignored: ignored)]
                + outside.map { BuildSource(path: $0, ignored: SourceCopy.anywhere(ignored)) }
        default: return []
        }
    }

    /// A Swift package and those on disk that its manifest may name: every text in `Package.swift` that leads to another one.
    private static func packages(from folder: String) -> [String] {
        var found = [folder]
        var next = 0
        while next < found.count {
            defer { next += 1 }
            let manifest = (try? Files.read(found[next] + "/Package.swift", limit: 1 << 20)) ?? []
            let texts = String(decoding: manifest, as: UTF8.self).split(
                separator: "\"", omittingEmptySubsequences: false)
            for text in texts where text.contains(".") && !text.contains("\n") && !text.contains("://") {
                let path = PathText.normal(text.hasPrefix("/") ? String(text) : found[next] + "/" + text)
                if !found.contains(path), Files.exists(path + "/Package.swift") { found.append(path) }
            }
        }
        return found
    }
}
