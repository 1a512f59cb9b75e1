import BuildModel
import FileTrees

/// Removes what builds left that no manifest of the project has any more. Only the run that holds the project's lock may do so.
struct BuildSweep {
    let settings: CompilerSettings

    /// Keeps the results of these builds, which are all that the run's manifest has, and those that other manifests have. What
    /// cannot be removed is not in the way.
    func sweep(keeping builds: [ToolBuild]) {
        let kept = Set(builds.map { BuildPlace($0, settings: settings).folder })
        let root = settings.workFolder + "/builds"
        for kind in names(in: root) {
            for folder in names(in: kind) where !kept.contains(folder) && !isOfAnother(folder) {
                try? Files.remove(folder)
            }
        }
    }

    private func names(in folder: String) -> [String] {
        ((try? Files.names(inFolder: folder)) ?? []).map { folder + "/" + $0 }
    }

    /// Whether another manifest, which is still there, has the build; this one has it no longer.
    private func isOfAnother(_ folder: String) -> Bool {
        let file = folder + "/record.json"
        guard var record = BuildRecord.load(file) else { return false }
        let others = record.manifests.filter {
            $0 != settings.manifest && Files.exists(settings.projectRoot + "/" + $0)
        }
        if others.count < record.manifests.count {
            record.manifests = others
            if !others.isEmpty { try? record.save(file) }
        }
        return !others.isEmpty
    }
}
