import Archives
import BuildModel
import FileTrees

/// What failures below mean for the user.
enum AssemblyFindings {
    /// A failure of the zip writer or of a wheel's zip.
    static func failure(_ error: ArchiveError, package: PackagePlan) -> StageFailure {
        let location = Finding.Location(file: error.path, package: package.id.description, entry: error.entry)
        func stop(_ kind: StageFailure.Kind, _ rule: String, _ message: String, _ hint: String? = nil) -> StageFailure {
            StageFailure(
                kind, [Finding(rule: rule, severity: .error, message: message, location: location, hint: hint)])
        }
        switch (error.code, error.operation) {
        case (.cancelled, _): return StageFailure(.environment)
        case (.diskFull, _):
            return stop(
                .environment, "disk-full", "free some space: the disk is full (\(error.detail))",
                "results of earlier builds are untouched")
        case (.noMembers, _):
            return stop(
                .project, "package-empty", "put something into `\(package.id)`: it would have no file",
                "is everything left out by `.fcignore`? `fclayer plan --left-out` lists it")
        case (.fileChanged, _):
            return stop(.project, "file-changed", "build again: `\(error.path)` changed while it was read")
        case (_, .create), (_, .write), (_, .commit):
            return stop(.environment, "output-unwritable", "make the project's folder `.fclayer` writable: \(error)")
        case (.notFound, .read), (.notPermitted, .read):
            return stop(.project, "file-unreadable", "make `\(error.path)` readable: \(error.detail)")
        default: return stop(.project, "file-unreadable", "cannot pack: \(error)")
        }
    }

    /// A failure to read the user's files.
    static func failure(_ error: FileTreeError, package: PackagePlan) -> StageFailure {
        let location = Finding.Location(file: error.path, package: package.id.description)
        let isFull = error.code == .diskFull
        return StageFailure(
            isFull ? .environment : .project,
            [
                Finding(
                    rule: isFull ? "disk-full" : "file-unreadable", severity: .error,
                    message: isFull ? "free some space: the disk is full (\(error))" : "\(error)", location: location,
                    hint: isFull ? "results of earlier builds are untouched" : nil)
            ])
    }

    /// A wheel that was verified and yet cannot be placed.
    static func unplaceable(
        _ distribution: LockedDistribution, _ failure: WheelPlacement.Failure, package: PackagePlan
    ) -> Finding {
        Finding(
            rule: "wheel-damaged", severity: .error,
            message: "`\(distribution.name)` \(distribution.version): "
                + (failure.entry.map { "`\($0)` \(failure.reason)" } ?? "the wheel \(failure.reason)"),
            location: .init(file: distribution.wheelName, package: package.id.description, entry: failure.entry))
    }
}
