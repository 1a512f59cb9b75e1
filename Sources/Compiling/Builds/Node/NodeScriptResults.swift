import BuildModel
import FileTrees

/// The files that packages have after their install scripts, without what node-gyp needs for itself alone.
struct NodeScriptResults {
    let parts: LockedParts
    /// The folder of packages.
    let tree: String
    /// The folder in there that the results are relative to.
    let root: String

    /// Makefiles, object files and notes of the machine that compiled: they differ from machine to machine, and nothing reads
    /// them again.
    private static let leftovers = [
        "build/Makefile", "build/config.gypi", "build/**/*.mk", "build/*.Makefile", "build/gyp-mac-tool",
        "build/node_gyp_bins/", "build/Release/.deps/", "build/Release/obj/", "build/Release/obj.target/",
        "build/Release/obj.host/",
    ]

    /// Copies them.
    func take(into output: String) throws(FileTreeError) {
        for archive in parts.archives where parts.isRebuilt(archive) {
            let place = archive.destination
            var patterns: [String] = []
            // What another archive brings, another one packs.
            for other in parts.archives.map(\.destination) where other.hasPrefix(place + "/") {
                patterns.append(other.dropFirst(place.count) + "/")
            }
            for package in parts.scripts where package.archive == place && package.isCompiled {
                let folder = package.place.dropFirst(place.count)
                patterns += Self.leftovers.map { folder + "/" + $0 }
            }
            var rules = IgnoreRules()
            rules.add(patterns: patterns)
            let inside = root.isEmpty ? place : String(place.dropFirst(root.count + 1))
            let folder = tree + "/" + place
            try SourceCopy.copy(
                FileTree.walk(folder, ignoring: rules), of: folder, to: output + "/" + inside)
        }
        let known = root.isEmpty ? ScriptSandbox.root : ScriptSandbox.root + "/" + root
        try BuildResults.settle(linksIn: output, knownAs: known)
    }
}
