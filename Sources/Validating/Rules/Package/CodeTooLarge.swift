import BuildModel
import FunctionCompute

/// A code package that the platform does not take.
struct CodeTooLarge: PackageRule {
    static let description = RuleDescription(
        "code-too-large", .error, "the code package is larger than the platform takes",
        """
        A code zip may have 500 MB in large regions and 100 MB in all others when it goes through OSS (as Serverless Devs
        sends it), and about 75 MB in the body of an API call, because base64 makes four characters of three bytes. What is
        measured is the zip, not what it unpacks to.

        Wrong: a virtual environment, test data and `.git` in the code folder

        Right: `.fcignore` for what is not needed, dependencies in a layer

        Source: D/quota
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.kind == .function, subject.contents.size > subject.limits.code else { return [] }
        return [
            Self.description.finding(
                "code is \(megabytes(subject.contents.size)), the limit is \(megabytes(subject.limits.code)); largest: "
                    + PackageParts(subject).words, at: subject.contents.location(),
                hint: "leave out what is not needed (`.fcignore`, `exclude:`), move dependencies into a layer "
                    + "(`dependencies: layer`), or upload through OSS (`route: oss`) in a region that takes 500 MB")
        ]
    }
}
