import BuildModel

/// Files of a package that are not looked into.
struct UnverifiedFiles: PackageRule {
    static let description = Unverified.description

    func check(_ subject: PackageSubject) -> [Finding] {
        subject.natives.tooLarge.prefix(5).map { path in
            Self.description.finding(
                "`\(path)` is larger than \(megabytes(Int64(NativeFiles.largest))) and is not looked into",
                at: subject.contents.location(path))
        }
    }
}
