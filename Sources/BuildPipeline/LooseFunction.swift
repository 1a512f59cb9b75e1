import Assembling
public import BuildModel
import FileTrees
import FunctionCompute
import Validating

/// A function that no manifest describes: code and layers made by anything, with what the platform would be told of them.
public struct LooseFunction: Sendable {
    /// A zip, a jar or a folder (absolute path).
    public var code: String
    /// Identifier of its runtime.
    public var runtime: String
    /// The handler string; `nil` where none was given.
    public var handler: String?
    /// Hooks that are configured.
    public var hooks: [HookDescription] = []
    /// `command` and `args` of a custom runtime; empty means `/code/bootstrap`.
    public var command: [String] = []
    /// Port of a custom runtime.
    public var port: Int?
    /// How calls reach the handler.
    public var trigger = FunctionDescription.Trigger.event
    /// Zips or folders of its layers in the order of configuration (absolute paths).
    public var layers: [String] = []

    /// Makes a function of nothing but code.
    public init(code: String, runtime: String, handler: String? = nil) {
        self.code = code
        self.runtime = runtime
        self.handler = handler
    }

    /// The function as a manifest would have described it.
    func plan() -> FunctionPlan {
        let description = FunctionDescription(
            name: Self.lastPart(code), key: Self.lastPart(code), runtime: runtime, handler: handler ?? "", hooks: hooks,
            code: (try? Files.status(code))?.kind == .folder ? .folder(code) : .archive(code),
            layers: layers.map { .local(name: $0, arn: nil) }, command: command, port: port, trigger: trigger)
        return FunctionPlan(description: description, code: nil, layers: description.layers)
    }

    static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension Corridor {
    /// Checks code and layers that anybody made. Folders are packed first, as `fclayer build` would pack them, into a folder
    /// that is gone afterwards.
    public func validate(_ function: LooseFunction) async throws(StageFailure) -> FindingReview {
        let sink = FindingSink()
        try useBaseline()
        try refuse(function, into: sink)
        let scratch: ScratchFolder
        do {
            let parent = settings.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
            scratch = try ScratchFolder(in: parent, prefix: "fclayer-")
        } catch {
            throw StageFailure(.environment, [OutputFolder.finding(error)])
        }
        let plan = function.plan()
        let limits = Limits.limits(region: nil, route: .oss)
        ConfigurationCheck().check(
            BuildPlan(packages: [], functions: [plan], limits: limits), today: settings.today, into: sink)
        let nothing = LockedPlan(plan: BuildPlan(packages: [], functions: [plan], limits: limits), python: [])
        var packed: [Package] = []
        func zip(_ path: String, _ kind: PackageID.Kind) async throws(StageFailure) -> String? {
            guard (try? Files.status(path))?.kind == .folder else { return path }
            let package = PackagePlan(
                id: PackageID(kind, LooseFunction.lastPart(path)), runtimes: [function.runtime],
                ingredients: [.folder(SourceFolder(path: path))])
            do {
                let made = try await Assembler().assemble(
                    package, from: StagedPlan(locked: nothing), to: scratch.path + "/\(packed.count).zip")
                packed.append(made)
                return made.file
            } catch {
                guard error.kind == .project, !Task.isCancelled else { throw error }
                sink.emit(error.findings)
                return nil
            }
        }
        let code = try await zip(function.code, .function)
        var layers: [LayerUnderTest] = []
        for path in function.layers {
            layers.append(
                LayerUnderTest(
                    name: path, file: try await zip(path, .layer), packageName: LooseFunction.lastPart(path)))
        }
        // Where the code could not be packed, that was said; there is nothing to look into.
        if let code {
            let subject = FunctionUnderTest(
                plan: plan, code: code, layers: layers, packageName: LooseFunction.lastPart(function.code))
            await check(
                PackageCheck(memory: Store.nativeMemory(root: settings.storeRoot)), [subject], packages: packed,
                limits: limits, into: sink)
        }
        for path in [function.code] + function.layers {
            let isFolder = (try? Files.status(path))?.kind == .folder
            judge.learn(package: LooseFunction.lastPart(path), at: path, isFolder: isFolder)
        }
        withExtendedLifetime(scratch) {}
        return try reviewed(sink, isComplete: true)
    }

    /// Refuses runtimes and files that do not exist.
    private func refuse(_ function: LooseFunction, into sink: FindingSink) throws(StageFailure) {
        let known = RuntimeCatalogue.all.map(\.id)
        if !known.contains(function.runtime) {
            let near = NearestName.nearest(to: function.runtime, among: known).map { "did you mean `\($0)`?" }
            sink.emit(
                Finding(
                    rule: "unknown-runtime", severity: .error,
                    message: "`\(function.runtime)` is no runtime of Function Compute",
                    hint: near ?? "`fclayer runtimes` lists them"))
        }
        for file in [function.code] + function.layers where !Files.exists(file) {
            sink.emit(
                Finding(rule: "file-missing", severity: .error, message: "there is no file or folder `\(file)`"))
        }
        guard !sink.hasErrors else { throw StageFailure(.usage, sink.findings) }
    }
}
