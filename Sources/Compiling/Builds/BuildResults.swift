import BuildModel
import FileTrees

/// Takes what a tool left in its folder of results. A tool can leave anything there: what cannot be packed is refused.
struct BuildResults {
    let build: ToolBuild
    let place: BuildPlace
    /// The folder that they lie in (absolute).
    let folder: String

    /// The results as they go into packages. Throws findings of the project where there are none, or some that do not fit.
    func contents(of listing: TreeListing, product: BuildProduct) throws(StageFailure) -> StagedContents {
        var rules = IgnoreRules()
        rules.add(patterns: build.choice.exclude)
        let kept = try BuildFailure.onDisk { () throws(FileTreeError) in
            build.choice.exclude.isEmpty ? listing : try FileTree.walk(folder, ignoring: rules)
        }
        var findings = kept.badNames.prefix(5).map { name in
            unfit("`\(name)` has a name that is not UTF-8", "name it otherwise, or leave it out")
        }
        var files: [StagedContents.PlacedFile] = []
        var links: [PlacedLink] = []
        var folders: [String] = []
        for entry in kept.entries {
            switch entry.kind {
            case .file:
                let source = folder + "/" + entry.path
                files.append(.init(from: source, to: path(entry.path), isExecutable: entry.isExecutable))
            case .symlink:
                let target = entry.linkTarget ?? ""
                if PlacedLink(path: entry.path, target: target).staysInside {
                    links.append(PlacedLink(path: path(entry.path), target: target))
                } else {
                    findings.append(
                        Finding(
                            rule: "symlink-escape", severity: .error,
                            message:
                                "the build made `\(entry.path)`, a link to `\(target)`, which is outside of the results",
                            location: build.choice.location, hint: "let the build copy what the link points to"))
                }
            case .other:
                findings.append(
                    unfit("`\(entry.path)` is a device, pipe or socket", "let the build remove it when it is done"))
            case .emptyFolder: folders.append(path(entry.path))
            }
        }
        guard findings.isEmpty else { throw StageFailure(.project, findings) }
        guard !files.isEmpty || !links.isEmpty else { throw StageFailure(.project, [empty(listing)]) }
        let digest = try BuildFailure.onDisk { () throws(FileTreeError) in
            try Self.digest(of: listing, at: folder)
        }
        return StagedContents(
            component: product.component, files: files, links: links, folders: folders, parts: product.parts,
            digest: digest)
    }

    /// Links that name a place in the results from the root of this machine, as some tools make them, become relative. `name` is
    /// what the tool knew the folder by.
    static func settle(linksIn output: String, knownAs name: String? = nil) throws(FileTreeError) {
        let name = name ?? output
        for entry in try FileTree.walk(output).entries {
            guard entry.kind == .symlink, let target = entry.linkTarget, target.hasPrefix(name + "/") else {
                continue
            }
            let up = String(repeating: "../", count: entry.path.split(separator: "/").count - 1)
            let path = output + "/" + entry.path
            try Files.remove(path)
            try Files.makeLink(at: path, to: up + target.dropFirst(name.count + 1))
        }
    }

    /// The digest of names, modes, links and bytes.
    static func digest(of listing: TreeListing, at folder: String) throws(FileTreeError) -> Digest {
        var hasher = StreamHasher()
        for entry in listing.entries {
            hasher.update(Array("\(entry.path)\0\(entry.kind.rawValue)\0\(entry.isExecutable)\0".utf8))
            switch entry.kind {
            case .file: hasher.update(Array(try FileDigest.sha256(ofFile: folder + "/" + entry.path).hexadecimal.utf8))
            case .symlink: hasher.update(Array((entry.linkTarget ?? "").utf8))
            case .emptyFolder, .other: break
            }
            hasher.update([10])
        }
        return hasher.finalize()
    }

    private func path(_ name: String) -> String {
        build.destination.isEmpty ? name : build.destination + "/" + name
    }

    private func unfit(_ what: String, _ hint: String) -> Finding {
        Finding(
            rule: "build-output-unfit", severity: .error, message: "the build made what cannot be packed: \(what)",
            location: build.choice.location, hint: hint)
    }

    private func empty(_ listing: TreeListing) -> Finding {
        let tool = build.choice.kind.rawValue
        let hint: String =
            if !listing.entries.isEmpty, !build.choice.exclude.isEmpty {
                "`exclude` leaves out all that it made"
            } else if build.choice.kind == .make {
                "recipes copy what belongs into the package to `$(ARTIFACTS_DIR)`"
            } else if build.choice.kind == .command {
                "name the folder that the command fills as `output`, or let it write to the folder in the variable `ARTIFACTS_DIR`"
            } else {
                "all that it said is in `\(place.log.name)`"
            }
        return Finding(
            rule: "build-output-empty", severity: .error,
            message: "`\(tool)` ended well in `\(place.name.isEmpty ? "." : place.name)` and made no file",
            location: build.choice.location, hint: hint)
    }
}
