import Archives
import Assembling
import BuildModel
import FunctionCompute
import Testing

/// A package that a test puts together.
struct Assembly {
    let folder: TemporaryFolder
    var id = PackageID(.layer, "sample")
    var ingredients: [Ingredient] = []
    var locked: [LockedPython] = []
    var products: [CompiledProduct] = []

    init(_ folder: TemporaryFolder) { self.folder = folder }

    /// Where the zip goes.
    var output: String { folder.file("out.zip") }

    /// Adds distributions, by default as a layer has them.
    mutating func add(_ wheels: SampleWheel..., at destination: String = "python") throws {
        let file = DependencyFile(kind: .requirements, path: folder.file("requirements.txt"))
        let dependencies = PythonDependencies(
            source: file, lock: folder.file("pylock.toml"), runtime: "python3.10", destination: destination)
        ingredients.append(.python(dependencies))
        locked.append(
            LockedPython(dependencies: dependencies, distributions: try wheels.map { try $0.locked(in: folder) }))
    }

    /// Adds a folder of sources.
    mutating func add(source: String, at destination: String = "", exclude: [String] = []) {
        ingredients.append(
            .folder(SourceFolder(path: folder.file(source), destination: destination, exclude: exclude)))
    }

    /// What the rooms before hand over.
    var staged: StagedPlan {
        let plan = BuildPlan(packages: [], functions: [], limits: .limits(region: nil, route: .oss))
        return StagedPlan(locked: LockedPlan(plan: plan, python: locked), products: products)
    }

    /// The zip.
    @discardableResult
    func build(to file: String? = nil) async throws -> Package {
        try await Assembler().assemble(
            PackagePlan(id: id, runtimes: ["python3.10"], ingredients: ingredients),
            from: staged,
            to: file ?? output)
    }

    /// The failure that the build must end with.
    func failure() async throws -> StageFailure {
        try #require(await #expect(throws: StageFailure.self) { try await build() })
    }

    /// Names in the zip, as our own reader sees them.
    func names() throws -> [String] { try ZipDirectory(path: output).entries.map(\.name) }

    /// The text of an entry.
    func text(of name: String) throws -> String {
        let directory = try ZipDirectory(path: output)
        let entry = try #require(directory.entry(named: name))
        return String(decoding: try directory.bytes(of: entry), as: UTF8.self)
    }

    /// Unpacks the zip with the system's own tool into a folder and answers its path.
    func unpacked() throws -> String {
        let target = try folder.makeFolder("unpacked")
        let result = try OutsideTool.run("unzip", ["-q", "-o", output, "-d", target])
        try #require(result.status == 0, "\(result.text)")
        return target
    }
}
