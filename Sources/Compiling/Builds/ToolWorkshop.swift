import BuildModel

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
        let key = BuildKey(settings: settings, parts: parts).key(of: recipe, build, preparation)
        if let old = BuildRecord.load(place.record),
            var record = try? old.renewed(key: key, output: place.output)
        {
            record.add(manifest: settings.manifest)
            if record.standing != old.standing || record.manifests != old.manifests
                || record.sources.map(\.state) != old.sources.map(\.state)
            {
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
}
