import BuildModel

/// Finds the package of Go that is the function's program.
struct GoPackages {
    let call: GoCall
    let choice: BuildChoice

    struct Chosen {
        /// The package as the command line names it.
        var path: String
        /// Folders of packages that it is made of, by the path of their module.
        var dependencies: [String: String]
    }

    /// The package that the manifest names, the one in the folder itself, or the only program below it.
    func choose() async throws(StageFailure) -> Chosen {
        if let target = choice.target {
            let path = target == "." || target.hasPrefix(".") || target.contains(".") ? target : "./" + target
            guard try await programs(path).isEmpty else { return try await chosen(path) }
            throw try await missing("`\(target)` is no package `main`")
        }
        if try await !programs(".").isEmpty { return try await chosen(".") }
        let all = try await programs("./...")
        switch all.count {
        case 1: return try await chosen("./" + all[0])
        case 0: throw try await missing("the folder has no package `main`")
        default:
            throw BuildFailure.failure(
                .project, "go-package-ambiguous",
                "the folder has several programs, and none is named; found: " + Self.list(all),
                location: choice.location, hint: "name one in `fclayer.yaml`: `go: {package: ./\(all[0])}`")
        }
    }

    private func missing(_ words: String) async throws(StageFailure) -> StageFailure {
        let all = try await programs("./...")
        let near = choice.target.flatMap { NearestName.nearest(to: PathText.relative($0), among: all) }
        return BuildFailure.failure(
            .project, "go-package-missing", words + "; found: " + (all.isEmpty ? "none" : Self.list(all)),
            location: choice.location,
            hint: near.map { "did you mean `./\($0)`?" }
                ?? (all.isEmpty ? "a program has `package main` and `func main()`" : nil))
    }

    private static func list(_ packages: [String]) -> String { packages.map { "`./\($0)`" }.joined(separator: ", ") }

    /// Folders of packages `main`, relative to the one that is built. Packages that do not exist are none.
    private func programs(_ pattern: String) async throws(StageFailure) -> [String] {
        // Without `-e` sources that do not compile would hide the others.
        let text = try await call.run(
            ["list", "-e"] + (call.project.mode.map { [$0] } ?? []) + tags
                + ["-f", "{{if eq .Name \"main\"}}{{.Dir}}{{end}}", pattern],
            toolchain: nil)
        let root = choice.folder
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            line == root ? "." : line.hasPrefix(root + "/") ? String(line.dropFirst(root.count + 1)) : String(line)
        }
    }

    private var tags: [String] { choice.arguments.filter { $0.hasPrefix("-tags=") } }

    private func chosen(_ path: String) async throws(StageFailure) -> Chosen {
        let text = try await call.run(
            ["list", "-e", "-deps"] + (call.project.mode.map { [$0] } ?? []) + tags
                + ["-f", "{{if not .Standard}}{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}\t{{.Dir}}{{end}}", path],
            toolchain: nil)
        var dependencies: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, !parts[0].isEmpty else { continue }
            // Of vendored modules only the packages' own folders are known.
            let folder = parts[1].isEmpty ? Self.vendored(parts[2], module: parts[0]) : parts[1]
            if let folder { dependencies[parts[0]] = folder }
        }
        return Chosen(path: path, dependencies: dependencies)
    }

    private static func vendored(_ package: String, module: String) -> String? {
        package.firstRange(of: "/vendor/" + module).map { String(package[..<$0.upperBound]) }
    }
}
