import BuildModel
import FileTrees
import FunctionCompute
import Testing

@testable import Resolving

/// A project with a requirements file, a store of its own and one resolver on PATH.
struct ResolverCase {
    let folder: TestFolder
    let tool: ResolverTool?
    var policy = ResolverSettings.LockPolicy.useOrCreate
    var offline = false
    var runtime = "python3.10"
    var variables: [String: String] = [:]
    var source = "requirements.txt"
    var compilers: TargetCompilers?

    init(_ tool: ResolverTool?) throws {
        folder = try TestFolder()
        self.tool = tool
        try Files.makeFolders(folder.path + "/files")
    }

    /// Where indexes serve from.
    var files: String { folder.path + "/files" }
    var lock: String { "pylock.\(runtime == "python3.10" ? "python3-10" : "other").toml" }
    /// What was told that is no error.
    let notes = FindingSink()

    func index(_ manner: LoopbackIndex.Manner = .sound) async throws -> LoopbackIndex {
        try await LoopbackIndex(manner, files: files, scratch: try TestFolder())
    }

    var dependencies: PythonDependencies {
        let kind = DependencyFile.kind(ofFileNamed: source) ?? .requirements
        let path = folder.path + "/" + source
        return PythonDependencies(
            source: .init(kind: kind, path: path), lock: kind == .pylock ? path : folder.path + "/" + lock,
            runtime: runtime, destination: "python", location: .init(file: "s.yaml", line: 7, package: "layers/deps"))
    }

    func resolver() throws -> Resolver {
        let empty = folder.path + "/no-tools"
        try Files.makeFolders(empty)
        var environment = [
            "HOME": Tools.environment["HOME"] ?? "/", "PATH": try tool?.path(in: folder) ?? empty,
            "PIP_CONFIG_FILE": "/dev/null", "UV_NO_CONFIG": "1", "UV_CACHE_DIR": folder.path + "/uv-cache",
            "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "0", "PIP_TIMEOUT": "3", "UV_HTTP_TIMEOUT": "3",
            "UV_HTTP_RETRIES": "0",
        ]
        environment.merge(variables) { $1 }
        return Resolver(
            settings: ResolverSettings(
                lockPolicy: policy, offline: offline, environment: environment, storeRoot: folder.path + "/store",
                projectRoot: folder.path, compilers: { [compilers] _ in compilers }))
    }

    /// The distributions.
    func resolve() async throws -> [LockedDistribution] {
        let sink = FindingSink()
        do {
            let locked = try await resolver().resolve(plan, into: sink)
            notes.emit(sink.findings)
            return locked.python.flatMap(\.distributions)
        } catch {
            for finding in sink.findings { Issue.record("\(finding)") }
            throw error
        }
    }

    /// The failure: its kind and its findings.
    func failure() async throws -> (kind: StageFailure.Kind, findings: [Finding]) {
        let sink = FindingSink()
        do throws(StageFailure) {
            let resolver: Resolver
            do { resolver = try self.resolver() } catch { throw StageFailure(.usage) }
            _ = try await resolver.resolve(plan, into: sink)
        } catch {
            return (error.kind, sink.findings)
        }
        Issue.record("it did not fail")
        return (.usage, [])
    }

    var plan: BuildPlan {
        let package = PackagePlan(
            id: PackageID(.layer, "deps"), runtimes: [runtime], ingredients: [.python(dependencies)])
        return BuildPlan(packages: [package], functions: [], limits: Limits.limits(region: nil, route: .oss))
    }
}
