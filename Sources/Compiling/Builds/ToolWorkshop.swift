import BuildModel
import FileTrees
import Processes

/// Builds by tools: each in a copy of its sources, each result kept until something that decides it changes.
struct ToolWorkshop: Sendable {
    let settings: CompilerSettings
    /// The packages that the plan's Node.js builds see.
    let parts: [LockedParts]

    /// Most tools use more than one core by themselves, and some take a lot of memory.
    private static let atOnce = 2

    /// A build that is done or was done before.
    struct Made: Sendable {
        var staged: StagedBuild
        var sources: [SourceState]
        var tools: [String]
        /// Names of variables that decide the result.
        var variables: [String]
        var findings: [Finding]
    }

    /// Makes what the builds of a plan ask for, some at once; answers in their order.
    func make(_ builds: [ToolBuild]) async -> [Result<Made, StageFailure>] {
        // Builds that share a place differ in nothing that matters: one after the other, the second finds its work done.
        var groups: [[Int]] = []
        var known: [BuildPlace: Int] = [:]
        for (index, build) in builds.enumerated() {
            let place = BuildPlace(build, settings: settings)
            if let group = known[place] {
                groups[group].append(index)
            } else {
                known[place] = groups.count
                groups.append([index])
            }
        }
        var results = [Result<Made, StageFailure>](repeating: .failure(StageFailure(.environment)), count: builds.count)
        await withTaskGroup(of: [(Int, Result<Made, StageFailure>)].self) { tasks in
            var waiting = groups.makeIterator()
            func start() {
                guard let group = waiting.next() else { return }
                tasks.addTask {
                    var made: [(Int, Result<Made, StageFailure>)] = []
                    for index in group { made.append((index, await result(of: builds[index]))) }
                    return made
                }
            }
            for _ in 0..<Self.atOnce { start() }
            for await made in tasks {
                for (index, result) in made { results[index] = result }
                // Without a tool or a disk there is no point in going on.
                let isHopeless = made.contains {
                    if case .failure(let failure) = $0.1 { failure.kind != .project } else { false }
                }
                if !isHopeless { start() }
            }
        }
        return results
    }

    private func result(of build: ToolBuild) async -> Result<Made, StageFailure> {
        do throws(StageFailure) { return .success(try await make(build)) } catch { return .failure(error) }
    }

    /// Makes what a build asks for.
    func make(_ build: ToolBuild) async throws(StageFailure) -> Made {
        guard !Task.isCancelled else { throw StageFailure(.environment) }
        let recipe = try BuildRecipes.recipe(for: build, settings: settings, parts: parts)
        let preparation = try await recipe.prepare()
        let place = BuildPlace(build, settings: settings)
        let key = key(of: recipe, build, preparation)
        if let old = BuildRecord.load(place.record),
            let record = try? old.renewed(key: key, output: place.output)
        {
            if record.standing != old.standing || record.sources.map(\.state) != old.sources.map(\.state) {
                try? record.save(place.record)
            }
            return made(build, record, preparation)
        }
        settings.progress(
            "building \(place.name.isEmpty ? "the project" : place.name) with \(build.choice.kind.rawValue)")
        let record = try await run(recipe, build, preparation, place, key: key)
        return made(build, record, preparation)
    }

    private func made(_ build: ToolBuild, _ record: BuildRecord, _ preparation: BuildPreparation) -> Made {
        // The manifest may have moved since.
        let findings = record.findings.map { finding in
            guard finding.location == record.location else { return finding }
            return Finding(
                rule: finding.rule, severity: finding.severity, message: finding.message,
                location: build.choice.location,
                hint: finding.hint)
        }
        return Made(
            staged: StagedBuild(build: build, contents: record.contents), sources: record.sources.map(\.state),
            tools: preparation.tools, variables: preparation.variables, findings: findings)
    }

    private func run(
        _ recipe: some BuildRecipe, _ build: ToolBuild, _ preparation: BuildPreparation, _ place: BuildPlace,
        key: Digest
    ) async throws(StageFailure) -> BuildRecord {
        let choice = build.choice
        let ignored = SourceCopy.neverNeeded + preparation.ignored
        let inputs = Set(choice.inputs + preparation.inputs).sorted()
        // As they stand before they are copied: what changes from now on is seen as a change by the next run.
        let sources = try BuildFailure.onSources { () throws(FileTreeError) in
            let folder = try BuildInput.now(choice.folder, ignoring: ignored)
            return try [folder]
                + inputs.map { path throws(FileTreeError) in
                    try BuildInput.now(path, ignoring: SourceCopy.anywhere(ignored))
                }
        }
        let work = try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.makeFolders(place.cache)
            // A run that was killed may have left its work behind.
            try Files.remove(place.log.path)
            return try WorkFolder(place.work)
        }
        let copy = SourceCopy(
            folder: choice.folder, inputs: inputs.filter(Files.exists), ignored: preparation.ignored)
        let bench = BuildBench(
            sources: preparation.needsCopy ? copy.sources(in: work.path + "/tree") : choice.folder,
            output: work.path + "/output", cache: place.cache, scratch: work.path + "/scratch",
            environment: BuildEnvironment.variables(of: settings.environment), runner: ToolRunner(),
            folder: choice.folder, displayName: place.name, log: place.log, choice: choice)
        try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.makeFolders(bench.output)
            try Files.makeFolders(bench.scratch)
        }
        if preparation.needsCopy {
            try BuildFailure.onSources { () throws(FileTreeError) in try copy.copy(to: work.path + "/tree") }
        }
        let product = try await recipe.run(on: bench)
        guard !Task.isCancelled else { throw StageFailure(.environment) }
        let more = try BuildFailure.onSources { () throws(FileTreeError) in
            try product.inputs.map { path throws(FileTreeError) in
                try BuildInput.now(path, ignoring: SourceCopy.anywhere(ignored))
            }
        }
        let record = try keep(product, of: build, from: bench, at: place, key: key, sources: sources + more)
        withExtendedLifetime(work) {}
        return record
    }

    /// Puts results where they stay. Those of the last build go when the new ones are known to be good.
    private func keep(
        _ product: BuildProduct, of build: ToolBuild, from bench: BuildBench, at place: BuildPlace, key: Digest,
        sources: [BuildInput]
    ) throws(StageFailure) -> BuildRecord {
        let listing = try BuildFailure.onDisk { () throws(FileTreeError) in
            try BuildResults.settle(linksIn: bench.output)
            return try FileTree.walk(bench.output)
        }
        // Checked before they replace what was there.
        var contents = try BuildResults(build: build, place: place, folder: bench.output)
            .contents(of: listing, product: product)
        return try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.remove(place.output)
            try Files.move(bench.output, to: place.output)
            for index in contents.files.indices {
                contents.files[index].from = place.output + contents.files[index].from.dropFirst(bench.output.count)
            }
            let record = BuildRecord(
                key: key, sources: sources, standing: try FileTree.walk(place.output).standing, contents: contents,
                findings: product.findings, location: build.choice.location)
            try record.save(place.record)
            return record
        }
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
            var variables: [String: String]
            var tools: [Tool]
            var parts: LockedParts?
        }
        let tools = preparation.tools.map { path in
            let status = try? Files.status(path)
            return Tool(path: path, size: status?.size ?? -1, modified: status?.modified ?? -1)
        }
        let node = build.node.flatMap { node in parts.first { $0.ingredient == .node(node) } }
        var build = build
        // The line in which a build is described decides nothing.
        build.choice.location = .none
        build.node?.source.location = .none
        let variables = preparation.variables.map { ($0, settings.environment[$0] ?? "") }
        return BuildRecord.digest(
            Key(
                format: [Self.format, type(of: recipe).format], build: build, preparation: preparation,
                variables: Dictionary(variables) { $1 }, tools: tools, parts: node))
    }

    /// The form of what is kept; counts up when results are taken in otherwise.
    private static let format = 2
}

/// A folder at a known path for work in progress; it goes with its owner.
private struct WorkFolder: ~Copyable, Sendable {
    let path: String

    init(_ path: String) throws(FileTreeError) {
        try Files.remove(path)
        try Files.makeFolders(path)
        self.path = path
    }

    deinit { try? Files.remove(path) }
}

/// The variables that tools see.
enum BuildEnvironment {
    /// By these one `make` talks to another: fclayer may itself be called by one, whose job server and options are not meant for
    /// the builds here.
    private static let ofMake = ["MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MAKE_TERMERR", "MAKE_TERMOUT"]

    /// The process's own, without fclayer's and without those of an outer `make`.
    static func variables(of environment: [String: String]) -> [String: String] {
        var variables = environment.filter { !$0.key.hasPrefix("FCLAYER_") && !ofMake.contains($0.key) }
        // Compilers and packers that write a time take this one (reproducible-builds.org): 1980-01-01, as in our zips.
        if variables["SOURCE_DATE_EPOCH"] == nil { variables["SOURCE_DATE_EPOCH"] = "315532800" }
        return variables
    }
}
