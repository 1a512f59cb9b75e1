import BuildModel
import FileTrees
import Processes

extension ToolWorkshop {
    /// Runs a recipe and keeps what it made.
    func run(
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
            var record = BuildRecord(
                key: key, sources: sources, standing: try FileTree.walk(place.output).standing, contents: contents,
                findings: product.findings, location: build.choice.location,
                manifests: BuildRecord.load(place.record)?.manifests ?? [])
            record.add(manifest: settings.manifest)
            try record.save(place.record)
            return record
        }
    }
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
