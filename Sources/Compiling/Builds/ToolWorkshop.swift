import BuildModel
import FileTrees
import Processes

/// Builds by tools: each in a copy of its sources, each result kept until something that decides it changes.
struct ToolWorkshop: Sendable {
    let settings: CompilerSettings
    /// The packages that the plan's Node.js builds see.
    let parts: [LockedParts]

    /// A build that is done or was done before.
    struct Made: Sendable {
        var staged: StagedBuild
        var sources: [SourceState]
        var tools: [String]
        var findings: [Finding]
    }

    /// Makes what a build of the plan asks for.
    func make(_ build: ToolBuild) async throws(StageFailure) -> Made {
        let recipe = try BuildRecipes.recipe(for: build, settings: settings, parts: parts)
        let preparation = try await recipe.prepare()
        let place = BuildPlace(build, settings: settings)
        let key = key(of: recipe, build, preparation)
        let old = BuildRecord.load(place.record)
        if let old, old.isCurrent(key: key, output: place.output) {
            return made(build, old, preparation)
        }
        let record = try await run(recipe, build, preparation, place, key: key)
        return made(build, record, preparation)
    }

    private func made(_ build: ToolBuild, _ record: BuildRecord, _ preparation: BuildPreparation) -> Made {
        Made(
            staged: StagedBuild(build: build, contents: record.contents), sources: record.sources,
            tools: preparation.tools, findings: record.findings)
    }

    private func run(
        _ recipe: some BuildRecipe, _ build: ToolBuild, _ preparation: BuildPreparation, _ place: BuildPlace,
        key: Digest
    ) async throws(StageFailure) -> BuildRecord {
        let folder = build.choice.folder
        settings.progress("building \(place.name) with \(build.choice.kind.rawValue)")
        let ignored = SourceCopy.neverNeeded + preparation.ignored
        let sources = ([folder] + preparation.inputs).compactMap { SourceState.now($0, ignoring: ignored) }
        let scratch = try onDisk { () throws(FileTreeError) in
            try Files.makeFolders(place.cache)
            return try ScratchFolder(in: place.folder, prefix: "work-")
        }
        let bench = BuildBench(
            sources: preparation.needsCopy ? scratch.path + "/sources" : folder, output: scratch.path + "/output",
            cache: place.cache, scratch: scratch.path + "/scratch", environment: settings.environment,
            runner: ToolRunner())
        try onDisk { () throws(FileTreeError) in
            try Files.makeFolders(bench.output)
            try Files.makeFolders(bench.scratch)
            guard preparation.needsCopy else { return }
            let listing = try SourceCopy.listing(of: folder, ignoring: preparation.ignored)
            try SourceCopy.copy(listing, of: folder, to: bench.sources)
        }
        let product = try await recipe.run(on: bench)
        let record = try onDisk { () throws(FileTreeError) in
            // The last results go when the new ones are there.
            try Files.remove(place.output)
            try Files.move(bench.output, to: place.output)
            let listing = try FileTree.walk(place.output)
            let record = BuildRecord(
                key: key, sources: sources, standing: listing.standing,
                contents: try contents(of: listing, product, build, at: place.output), findings: product.findings)
            try record.save(place.record)
            return record
        }
        _ = consume scratch
        return record
    }

    private func contents(
        of listing: TreeListing, _ product: BuildProduct, _ build: ToolBuild, at output: String
    ) throws(FileTreeError) -> StagedContents {
        func place(_ path: String) -> String { build.destination.isEmpty ? path : build.destination + "/" + path }
        var rules = IgnoreRules()
        rules.add(patterns: build.choice.exclude)
        let kept = build.choice.exclude.isEmpty ? listing : try FileTree.walk(output, ignoring: rules)
        var files: [StagedContents.PlacedFile] = []
        var links: [PlacedLink] = []
        var hasher = StreamHasher()
        func mix(_ text: String) { Array((text + "\0").utf8).withUnsafeBytes { hasher.update($0) } }
        for entry in kept.entries {
            mix(entry.path)
            switch entry.kind {
            case .file:
                let source = output + "/" + entry.path
                files.append(.init(from: source, to: place(entry.path), isExecutable: entry.isExecutable))
                mix((entry.isExecutable ? "x" : "-") + (try FileDigest.sha256(ofFile: source)).hexadecimal)
            case .symlink:
                links.append(PlacedLink(path: place(entry.path), target: entry.linkTarget ?? ""))
                mix(entry.linkTarget ?? "")
            case .emptyFolder, .other: break
            }
        }
        return StagedContents(
            component: product.component, files: files, links: links, parts: product.parts, digest: hasher.finalize())
    }

    private func key(of recipe: any BuildRecipe, _ build: ToolBuild, _ preparation: BuildPreparation) -> Digest {
        struct Tool: Codable {
            var path: String
            var size: Int64
            var modified: Int64
        }
        struct Key: Codable {
            var format: [Int]
            var build: ToolBuild
            var preparation: BuildPreparation
            var tools: [Tool]
            var parts: LockedParts?
        }
        let tools = preparation.tools.map { path in
            let status = try? Files.status(path)
            return Tool(path: path, size: status?.size ?? -1, modified: status?.modified ?? -1)
        }
        let node = build.node.flatMap { node in parts.first { $0.ingredient == .node(node) } }
        return BuildRecord.digest(
            Key(
                format: [Self.format, type(of: recipe).format], build: build, preparation: preparation, tools: tools,
                parts: node))
    }

    /// The form of what is kept; counts up when results are taken in otherwise.
    private static let format = 1
}

/// Where a build by a tool keeps what it makes.
struct BuildPlace {
    /// For messages: the folder as the user knows it.
    let name: String
    /// The folder of everything (absolute).
    let folder: String

    var record: String { folder + "/record.json" }
    var output: String { folder + "/output" }
    var cache: String { folder + "/cache" }

    init(_ build: ToolBuild, settings: CompilerSettings) {
        let root = settings.projectRoot + "/"
        let path = build.choice.folder
        name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
        // Two builds of one folder differ by target, runtime or destination.
        let identity = BuildRecord.digest(build).hexadecimal.prefix(12)
        folder = "\(settings.workFolder)/builds/\(build.choice.kind.rawValue)/\(identity)"
    }
}
