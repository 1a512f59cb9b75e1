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
    public func check(
        functions: [FunctionUnderTest], packages: [Package] = [], limits: Limits, into sink: FindingSink
    ) async {
        let opened = await open(functions, packages)
        for file in opened.order {
            if let failure = opened.failures[file] { sink.emit(failure) }
        }
        let shared = SharedReadings()
        let facts = await inParallel(functions, limit: 16) { function in FunctionFacts(function, opened, shared) }
        var subjects = await packageSubjects(functions, opened, facts, packages, limits)
        let missing = await LibraryCheck.missing(functions, facts, opened, subjects, packages)
        for index in subjects.indices {
            subjects[index].missing = missing[ObjectIdentifier(subjects[index].contents)] ?? []
        }
        for subject in subjects {
            for rule in RuleList.packageRules { sink.emit(rule.check(subject)) }
        }
        let natives = Dictionary(
            subjects.map { (ObjectIdentifier($0.contents), $0.natives) }, uniquingKeysWith: { first, _ in first })
        let values = Dictionary(packages.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let comparisons = PackageComparisons()
        let found = await inParallel(Array(zip(functions, facts)), limit: 16) { function, facts in
            check(function, facts, opened, natives, values, limits, comparisons)
        }
        for findings in found { sink.emit(findings) }
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

    // MARK: Opening

    private func open(_ functions: [FunctionUnderTest], _ packages: [Package]) async -> OpenedPackages {
        var opened = OpenedPackages()
        var names: [String: String] = [:]
        func want(_ file: String, _ kind: PackageID.Kind, _ name: String) {
            guard names[file] == nil else { return }
            names[file] = name
            opened.kinds[file] = kind
            opened.order.append(file)
        }
        for function in functions {
            for layer in function.layers {
                if let file = layer.file { want(file, .layer, layer.packageName) }
            }
            if let file = function.code { want(file, .function, function.packageName) }
        }
        for package in packages { want(package.file, package.id.kind, package.id.description) }
        let jobs = opened.order.map { ($0, names[$0] ?? $0) }
        let results = await inParallel(jobs, limit: 16) { file, name in
            Result { () throws(ArchiveError) in try PackageContents(name: name, file: file) }
        }
        for ((file, name), result) in zip(jobs, results) {
            switch result {
            case .success(let contents): opened.contents[file] = contents
            case .failure(let error): opened.failures[file] = ZipUnreadable.finding(error, package: name)
            }
        }
        return opened
    }

    // MARK: Packages

    private func packageSubjects(
        _ functions: [FunctionUnderTest], _ opened: OpenedPackages, _ facts: [FunctionFacts], _ packages: [Package],
        _ limits: Limits
    ) async -> [PackageSubject] {
        var uses: [String: PackageUse] = [:]
        for (function, facts) in zip(functions, facts) {
            let description = function.plan.description
            for file in function.layers.compactMap(\.file) + [function.code].compactMap(\.self) {
                uses[file, default: PackageUse()].runtimes.append(description.runtime)
                uses[file, default: PackageUse()].environments.append(description.environment)
                for started in facts.start?.executed ?? [] where started.package === opened.contents[file] {
                    uses[file, default: PackageUse()].started.insert(started.path)
                }
            }
            for layer in function.layers {
                guard let file = layer.file else { continue }
                uses[file, default: PackageUse()].runtimes += layer.runtimes ?? []
                uses[file, default: PackageUse()].wanted.formUnion(facts.wantedModules)
            }
        }
        let values = Dictionary(packages.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        for package in packages { uses[package.file, default: PackageUse()].runtimes += package.runtimes }
        let jobs = opened.order.compactMap { file in opened.contents[file].map { (file, $0) } }
        return await inParallel(jobs, limit: 16) { [uses, memory] file, contents in
            let use = uses[file] ?? PackageUse()
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
                kind: opened.kinds[file] ?? .function, contents: contents, folders: folders, natives: natives,
                runtimes: use.catalogueRuntimes, package: values[file], limits: limits,
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

/// How functions use a package.
private struct PackageUse: Sendable {
    var runtimes: [String] = []
    var environments: [[String: String]] = []
    var started: Set<String> = []
    var wanted: Set<String> = []

    var catalogueRuntimes: [Runtime] {
        var seen: Set<String> = []
        return runtimes.filter { seen.insert($0).inserted }.compactMap { RuntimeCatalogue.runtime($0) }
    }
}

private func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
