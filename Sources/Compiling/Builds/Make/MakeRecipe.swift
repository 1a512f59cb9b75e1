import BuildModel
import FileTrees
import Processes

/// `make build-NAME ARTIFACTS_DIR=…`, as users of AWS SAM know it: the recipe of the target copies into the folder of that name
/// what belongs into the package.
struct MakeRecipe: BuildRecipe {
    static let format = 1
    let choice: BuildChoice
    let settings: CompilerSettings

    /// The names that `make` looks for, in its order.
    private static let names = ["GNUmakefile", "makefile", "Makefile"]
    /// Variables that the rules built into `make` use.
    private static let known = ["CC", "CXX", "AR", "CFLAGS", "CPPFLAGS", "CXXFLAGS", "LDFLAGS", "LDLIBS"]

    func prepare() async throws(StageFailure) -> BuildPreparation {
        let makefile = try makefile()
        let make = try BuildTools.find(
            "make", "gmake", in: settings.environment, for: choice,
            hint: "Debian and Ubuntu have it as `make`; on macOS `xcode-select --install` brings it")
        return BuildPreparation(tools: [make], variables: Set(Self.known + makefile.variables).sorted())
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let makefile = try makefile()
        let wanted = [choice.target ?? "all"] + choice.arguments
        let target = wanted.first { makefile.targets.contains($0) } ?? wanted[0]
        let make = try BuildTools.find("make", "gmake", in: settings.environment, for: choice)
        let invocation = bench.invocation(make, [target, "ARTIFACTS_DIR=" + bench.output])
        let result = try await bench.run(invocation)
        guard result.succeeded else {
            guard !makefile.targets.contains(target), Self.isUnknown(target, in: result.errorText) else {
                throw bench.failure(of: invocation, result)
            }
            throw missing(target, in: makefile)
        }
        return BuildProduct(
            component: PackageComponent(name: target, origin: choice.folder))
    }

    /// `make` speaks the user's language, but always names the target behind three stars, and no recipe's status.
    private static func isUnknown(_ target: String, in words: String) -> Bool {
        words.split(whereSeparator: \.isNewline).contains {
            $0.contains("***") && $0.contains(target) && !$0.contains("] ") && !$0.contains("Error ")
        }
    }

    private func makefile() throws(StageFailure) -> Makefile {
        for name in Self.names {
            let path = choice.folder + "/" + name
            guard let status = try? Files.status(path), status.kind == .file else { continue }
            return try BuildFailure.onSources { () throws(FileTreeError) in try Makefile(path: path) }
        }
        let folder = BuildPlace.name(of: choice.folder, in: settings.projectRoot)
        throw BuildFailure.failure(
            .project, "makefile-missing", "`build: make` needs a `Makefile` in `\(folder.isEmpty ? "." : folder)`",
            location: choice.location,
            hint:
                "with a target `\(choice.target ?? "")` that copies what belongs into the package to `$(ARTIFACTS_DIR)`"
        )
    }

    private func missing(_ target: String, in makefile: Makefile) -> StageFailure {
        let targets = makefile.targets.sorted()
        let near = NearestName.nearest(to: target, among: targets).map { "did you mean `\($0)`? " } ?? ""
        return BuildFailure.failure(
            .project, "make-target-missing",
            "the `\(makefile.name)` has no target `\(target)`; found: "
                + (targets.isEmpty ? "none" : targets.prefix(20).map { "`\($0)`" }.joined(separator: ", ")),
            location: .init(file: BuildPlace.name(of: makefile.path, in: settings.projectRoot)),
            hint: near + "write one that copies what belongs into the package to `$(ARTIFACTS_DIR)`, or name another: "
                + "`build: {make: TARGET}`")
    }
}
