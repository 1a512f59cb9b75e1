import BuildModel
import FileTrees

/// A folder with `composer.json` and `composer.lock`.
struct ComposerProject {
    let folder: String
    let manifest: ComposerManifest
    let lock: ComposerLock
    /// The folder of packages, relative to the folder.
    var vendor: String { manifest.vendorFolder ?? "vendor" }

    /// Reads both files. Resolving has said before what is wrong with them.
    init(folder: String, shown: (String) -> String) throws(StageFailure) {
        self.folder = folder
        func failure(_ rule: String, _ name: String, _ problem: OrderedJSON.Problem) -> StageFailure {
            let file = shown(folder + "/" + name)
            return StageFailure(
                .project,
                [
                    Finding(
                        rule: rule, severity: .error, message: "`\(file)` cannot be read: \(problem.message)",
                        location: Finding.Location(file: file, line: problem.line))
                ])
        }
        let texts = try BuildFailure.onSources { () throws(FileTreeError) in
            [try Files.read(folder + "/composer.json"), try Files.read(folder + "/composer.lock")]
        }
        do { manifest = try ComposerManifest(texts[0]) } catch {
            throw failure("composer-manifest", "composer.json", error)
        }
        do { lock = try ComposerLock(texts[1]) } catch { throw failure("lock-unreadable", "composer.lock", error) }
    }

    /// Files and folders outside of the folder that packages are installed from (absolute), sorted.
    var outsidePaths: [String] {
        let paths = lock.packages.compactMap(\.localPath).map { Self.join(folder, $0) }
        return Set(paths.filter { !$0.hasPrefix(folder + "/") }).sorted()
    }

    /// What composer does not look at, in `.fcignore` grammar: an edited handler is no reason to install packages anew.
    var ignored: [String] {
        let used =
            manifest.ownPaths + lock.packages.compactMap(\.localPath).filter { !$0.hasPrefix("/") }
            + manifest.localRepositories.filter { !$0.hasPrefix("/") }
        let names = used.map { path in
            let inside = Self.join(folder, path).dropFirst(folder.count + 1)
            return Self.join(folder, path).hasPrefix(folder + "/") ? inside.prefix { $0 != "/" } : Substring(path)
        }
        guard !manifest.ownPaths.contains(""), !names.contains(where: { $0.contains(where: "*?[{".contains) }) else {
            return ["/\(vendor)/"]
        }
        let needed = Set(names.filter { !$0.isEmpty && !$0.hasPrefix("..") }).sorted()
        return ["/*", "!/composer.json", "!/composer.lock", "!/auth.json"] + needed.map { "!/\($0)" } + ["/\(vendor)/"]
    }

    /// A path as seen from a folder, with `.` and `..` worked out.
    static func join(_ folder: String, _ path: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
