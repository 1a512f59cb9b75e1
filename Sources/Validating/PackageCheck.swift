import Archives
public import BuildModel
import FileTrees
public import FunctionCompute

/// Opens finished zips the way an instance would see them, and applies the rules. Each zip is opened once, however many
/// functions share it.
public struct PackageCheck: Sendable {
    private let memory: NativeMemory

    /// Makes a check that may remember the facts of libraries from one run to the next.
    public init(memory: NativeMemory = .none) { self.memory = memory }

    /// Emits what is wrong with packages and functions: findings of packages first, in the order in which the functions name
    /// them, then those of functions.
    ///
    /// - Parameters:
    ///   - functions: The functions, with the paths of their zips.
    ///   - packages: The project's own packages, which name their parts; layers that no function uses are checked too.
    ///   - limits: What the platform takes.
    ///   - known: What earlier checks found; zips of which all is known are not opened.
    /// - Returns: What the next check may know.
    @discardableResult
    public func check(
        functions: [FunctionUnderTest], packages: [Package] = [], limits: Limits, knowing known: CheckMemory = .none,
        into sink: FindingSink
    ) async -> CheckedParts {
        var recalled = await RecalledCheck(functions, limits, known)
        let fresh = recalled.fresh.map { functions[$0] }
        var opened = OpenedPackages(functions, packages)
        await opened.open(fresh.flatMap(\.files))
        let shared = SharedReadings()
        let facts = await inParallel(fresh, limit: 16) { [opened] in FunctionFacts($0, opened, shared) }
        for (index, facts) in zip(recalled.fresh, facts) {
            recalled.demands[index] = LayerDemand(facts, of: functions[index], opened)
        }
        var uses = PackageUses(functions, recalled.demands, packages)
        let codes = Set(fresh.compactMap(\.code))
        var subjects = await subjects(opened.order.filter(codes.contains), opened, uses, packages, limits)
        // Functions whose libraries must be looked up in their layers.
        var stacks = LayerStacks(functions, known)
        let withLibraries = Set(subjects.filter { $0.hasLibraries }.map(\.file))
        let arePlain = zip(fresh, facts).map { function, facts in
            facts.start == nil && function.code.map { !withLibraries.contains($0) } ?? true
        }
        var open: [Int] = []
        for (place, index) in recalled.fresh.enumerated() {
            if arePlain[place], let missing = stacks.missing(of: functions[index]) {
                recalled.demands[index].add(missing)
            } else {
                open.append(place)
            }
        }
        uses = PackageUses(functions, recalled.demands, packages)
        // Layers that only other functions have, or none.
        let looked = Set(open.flatMap { fresh[$0].files })
        let others = opened.order.filter {
            recalled.findings[$0] == nil && !codes.contains($0) && !looked.contains($0) && opened.failures[$0] == nil
        }
        recalled.recall(others.map { ($0, uses[$0].question($0, opened, limits)) }, known)
        await opened.open(others.filter { recalled.findings[$0] == nil })
        let rest = opened.order.filter { !codes.contains($0) && recalled.findings[$0] == nil }
        subjects += await self.subjects(rest, opened, uses, packages, limits)

        let used = Set(functions.flatMap(\.files))
        let unused = packages.filter { $0.id.kind == .layer && !used.contains($0.file) }
        let missing = await LibraryCheck.missing(
            open.map { (fresh[$0], facts[$0]) }, opened, subjects, unused: unused)
        for (place, items) in zip(open, missing.functions) {
            let function = fresh[place]
            recalled.demands[recalled.fresh[place]].add(items, of: function)
            if arePlain[place], function.files.allSatisfy({ opened.failures[$0] == nil }) {
                stacks.learn(recalled.demands[recalled.fresh[place]], of: function)
            }
        }
        uses = PackageUses(functions, recalled.demands, packages)
        let layers = subjects.map(\.file).filter { opened.kinds[$0] == .layer || !used.contains($0) }
        let questions = layers.map { (file: $0, question: uses[$0].question($0, opened, limits)) }
        for (file, library) in missing.unused { uses[file].add(library, in: "") }
        for (index, subject) in subjects.enumerated() {
            subjects[index].missing = uses[subject.file].missingLibraries
            recalled.findings[subject.file] = RuleList.packageRules.flatMap { $0.check(subjects[index]) }
        }
        let natives = Dictionary(
            subjects.map { (ObjectIdentifier($0.contents), $0.natives) }, uniquingKeysWith: { first, _ in first })
        let values = Dictionary(packages.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let comparisons = PackageComparisons()
        let found = await inParallel(Array(zip(fresh, facts)), limit: 16) { [opened] function, facts in
            check(function, facts, opened, natives, values, limits, comparisons)
        }
        for (index, findings) in zip(recalled.fresh, found) { recalled.functions[index] = findings }

        for file in opened.order { sink.emit([opened.failures[file]].compactMap(\.self)) }
        for file in opened.order { sink.emit(recalled.findings[file] ?? []) }
        for findings in recalled.functions { sink.emit(findings) }
        return recalled.parts(opened, questions, functions).joined(with: stacks.parts)
    }

    /// Checks one zip with its layers, made by anything: the entry for `fclayer validate X.zip`.
    public func check(
        zip: String, function: FunctionPlan, layers: [String] = [], limits: Limits, into sink: FindingSink
    ) async {
        let layers = layers.map { LayerUnderTest(name: lastPart($0), file: $0, packageName: lastPart($0)) }
        await check(
            functions: [FunctionUnderTest(plan: function, code: zip, layers: layers, packageName: lastPart(zip))],
            limits: limits, into: sink)
    }

    // MARK: Packages

    /// What the rules ask of packages that are open.
    private func subjects(
        _ files: [String], _ opened: OpenedPackages, _ uses: PackageUses, _ packages: [Package], _ limits: Limits
    ) async -> [PackageSubject] {
        let values = Dictionary(packages.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let jobs = files.compactMap { file in opened.contents[file].map { (file, $0) } }
        return await inParallel(jobs, limit: 16) { [memory] file, contents in
            let use = uses[file]
            let folders = PackageFolders(contents)
            var natives = NativeFiles()
            do throws(ArchiveError) {
                natives = try NativeFiles.read(
                    from: contents, started: use.started, isOurs: values[file] != nil, memory: memory,
                    scan: SecretScan(folders, isOurs: values[file] != nil))
            } catch {
                natives.damaged.append((contents.name, error.detail))
            }
            return PackageSubject(
                kind: opened.kinds[file] ?? .function, file: file, contents: contents, folders: folders,
                natives: natives, runtimes: use.catalogueRuntimes, package: values[file], limits: limits,
                environments: use.environments, startFiles: use.started, wantedModules: use.wanted)
        }
    }

    // MARK: Functions

    private func check(
        _ function: FunctionUnderTest, _ facts: FunctionFacts, _ opened: OpenedPackages,
        _ natives: [ObjectIdentifier: NativeFiles], _ packages: [String: Package], _ limits: Limits,
        _ comparisons: PackageComparisons
    ) -> [Finding] {
        guard let runtime = facts.runtime else { return [] }
        let subject = FunctionSubject(
            plan: function.plan, runtime: runtime, view: facts.view,
            layers: function.layers.map { layer in
                (layer.name, layer.file.flatMap { opened.contents[$0] }, layer.file.flatMap { packages[$0] })
            }, limits: limits, comparisons: comparisons, problems: facts.problems,
            isCodeUnreadable: function.code.map { opened.failures[$0] != nil } ?? false, start: facts.start,
            startFiles: (facts.start?.executed ?? []).map { file in
                (file, natives[ObjectIdentifier(file.package)]?.files.first { $0.path == file.path })
            })
        return RuleList.functionRules.flatMap { $0.check(subject) + subject.findings(type(of: $0).description) }
    }
}

private func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
