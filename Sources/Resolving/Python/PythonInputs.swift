import BuildModel
import FileTrees

/// Lists the local files that shape the result for a set of Python dependencies.
struct PythonInputs {
    let settings: ResolverSettings

    func files(of dependencies: PythonDependencies) -> [String] {
        let requirements = PythonSources(settings).requirements(of: dependencies.source)
        var files = requirements.files
        if !files.contains(dependencies.lock) { files.append(dependencies.lock) }
        for requirement in requirements.requirements {
            switch requirement.target {
            case .file(let path): files.append(path)
            case .folder(let path): files += tree(path)
            case .index, .url, .repository: break
            }
        }
        for value in requirements.values(of: "--find-links") {
            guard let folder = folder(of: value, dependencies) else { continue }
            files += ((try? Files.names(inFolder: folder)) ?? []).filter(RequirementLine.isArchive).map {
                folder + "/" + $0
            }
        }
        if let lock = try? PyLockReader.read(dependencies.lock) {
            for package in lock.packages {
                let local = package.wheels + [package.sdist, package.archive].compactMap(\.self)
                files += local.compactMap(\.path)
                if let directory = package.directory { files += tree(directory.path) }
            }
        }
        if dependencies.source.kind == .uvLock {
            files.append(AbsolutePath.folder(of: dependencies.source.path) + "/pyproject.toml")
        }
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }

    private func folder(of findLinks: String, _ dependencies: PythonDependencies) -> String? {
        if findLinks.hasPrefix("http://") || findLinks.hasPrefix("https://") { return nil }
        let base = AbsolutePath.folder(of: dependencies.source.path)
        return FileURL.path(findLinks) ?? AbsolutePath.join(base, findLinks)
    }

    private func tree(_ root: String) -> [String] {
        let entries = (try? SourceMaterial.entries(of: root)) ?? []
        return entries.isEmpty ? [root] : entries.map { root + "/" + $0.path }
    }
}
