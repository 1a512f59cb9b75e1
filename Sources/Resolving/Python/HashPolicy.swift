import BuildModel

/// Holds a lock to the hashes that the requirements file lists, and to hashes at all.
struct HashPolicy {
    let requirements: RequirementsFile
    let location: Finding.Location

    /// The lock with only the files that are allowed. Throws where nothing is left of a distribution.
    func applied(to lock: PyLock) throws(StageFailure) -> PyLock {
        var lock = lock
        for index in lock.packages.indices {
            guard let allowed = requirements.allowedHashes(of: lock.packages[index].name) else { continue }
            try keep(allowed, in: &lock.packages[index])
        }
        return lock
    }

    private func keep(_ allowed: Set<String>, in package: inout PyLockPackage) throws(StageFailure) {
        func isAllowed(_ file: PyLockFile) -> Bool { file.digest.map { allowed.contains($0.description) } ?? false }
        guard allowed.contains(where: { $0.hasPrefix("sha256:") }) else {
            throw failure(package, "has no SHA-256 among its hashes, and fclayer trusts no other kind")
        }
        package.wheels = package.wheels.filter(isAllowed)
        package.sdist = package.sdist.flatMap { isAllowed($0) ? $0 : nil }
        package.archive = package.archive.flatMap { isAllowed($0) ? $0 : nil }
        let isEmpty = package.wheels.isEmpty && package.sdist == nil && package.archive == nil
        if isEmpty, package.directory == nil, package.repository == nil {
            throw failure(package, "has no file that fits and is among the hashes of the requirement")
        }
    }

    private func failure(_ package: PyLockPackage, _ words: String) -> StageFailure {
        var place = location
        if let line = requirements.line(of: package.name) {
            place.file = line.file
            place.line = line.line
        }
        return StageFailure(
            .project, "hash-mismatch", "`\(package.name)` \(package.version ?? "") \(words)", at: place)
    }
}
