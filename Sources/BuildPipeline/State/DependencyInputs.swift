import BuildModel
import FileTrees
import Resolving

extension InputLog {
    /// Records the local files that dependencies come from, as they stand before they are read.
    func recordDependencies(of plan: BuildPlan, _ resolver: Resolver) {
        for dependencies in plan.pythonDependencies {
            let own = [dependencies.source.path, dependencies.lock].map(Files.parentFolder)
            for path in resolver.inputs(of: dependencies) {
                recordText(path)
                // A file more in a folder of wheels or sources matters as well.
                if let folder = Files.parentFolder(of: path), !own.contains(folder) { recordNames(in: folder) }
            }
        }
        for ingredient in plan.packages.flatMap(\.ingredients) {
            for path in resolver.inputs(of: ingredient) { recordText(path) }
        }
        // What compiles the extensions of source distributions.
        if !plan.pythonDependencies.isEmpty { ["CC", "CXX"].forEach(recordVariable) }
    }

    /// Records a file with the variables that it names; archives are no text.
    private func recordText(_ path: String) {
        guard let status = record(path), status.kind == .file, status.size < 1 << 20,
            ![".whl", ".gz", ".zip", ".tgz"].contains(where: path.hasSuffix), let bytes = try? Files.read(path)
        else { return }
        recordVariables(in: bytes)
    }

    /// Records the locks as resolving left them, and the local files that they name.
    func recordLocks(of plan: BuildPlan, _ resolver: Resolver) {
        recordDependencies(of: plan, resolver)
        renew(plan.locks)
    }
}

extension BuildPlan {
    /// Files that resolving may write.
    fileprivate var locks: [String] {
        packages.flatMap(\.ingredients).compactMap { ingredient in
            switch ingredient {
            case .python(let dependencies): dependencies.lock
            case .node(let node): node.source.lock
            case .debian(let debian): debian.lock
            case .build(let build) where build.choice.kind == .composer: build.choice.folder + "/composer.lock"
            case .build(let build): build.node?.source.lock
            default: nil
            }
        }
    }

    fileprivate var pythonDependencies: [PythonDependencies] {
        packages.flatMap(\.ingredients).compactMap {
            if case .python(let dependencies) = $0 { dependencies } else { nil }
        }
    }
}
