import Archives
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

/// A layer that the platform does not take.
struct LayerTooLarge: PackageRule {
    static let description = RuleDescription(
        "layer-too-large", .error, "a layer is larger than the platform takes",
        """
        The zip of a layer may have 500 MB.

        Wrong: every library that any function needs in one layer

        Right: two layers, each with what belongs together; a function may have five

        Source: D/quota, D/021
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard subject.kind == .layer, subject.contents.size > subject.limits.layer else { return [] }
        return [
            Self.description.finding(
                "layer is \(megabytes(subject.contents.size)), the limit is \(megabytes(subject.limits.layer)); largest: "
                    + PackageParts(subject).words, at: subject.contents.location(),
                hint: "split it into two layers, or leave out what is not needed")
        ]
    }
}

/// A package that will soon be too large, or may be by another reading of the limit.
struct NearLimit: PackageRule {
    static let description = RuleDescription(
        "near-limit", .warning, "a package is close to a limit",
        """
        From 90 % of a limit on fclayer names the largest parts, before the next dependency makes the upload fail. A layer
        that unpacks to more than 500 MB is named too: one page of the vendor's counts the limit before compression.

        Source: D/quota, fc-faq
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let limit = subject.kind == .layer ? subject.limits.layer : subject.limits.code
        let size = subject.contents.size
        let unpacked = subject.contents.unpackedSize
        let what = subject.kind == .layer ? "layer" : "code"
        if size <= limit, size > limit / 10 * 9 {
            return [
                Self.description.finding(
                    "\(what) is \(megabytes(size)) of \(megabytes(limit)); largest: " + PackageParts(subject).words,
                    at: subject.contents.location())
            ]
        }
        guard subject.kind == .layer, size <= limit, unpacked > limit else { return [] }
        return [
            Self.description.finding(
                "layer unpacks to \(megabytes(unpacked)): by one page of the vendor's the limit of \(megabytes(limit)) "
                    + "counts before compression; largest: " + PackageParts(subject).words,
                at: subject.contents.location())
        ]
    }
}

/// Layers of one function that the platform does not take together.
struct LayersTooLarge: FunctionRule {
    static let description = RuleDescription(
        "layers-too-large", .error, "the layers of a function are too large together",
        """
        All layers of a function together may have 2 GB. Layers whose contents are not known here are not counted.

        Wrong: five layers of 450 MB

        Right: only the layers that the function imports from

        Source: D/quota
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        let sizes = subject.layers.compactMap { layer in layer.contents.map { (layer.name, $0.size) } }
        let total = sizes.reduce(0) { $0 + $1.1 }
        guard total > subject.limits.layersTotal else { return [] }
        let list = sizes.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { "`\($0.0)` (\(megabytes($0.1)))" }
        return [
            Self.description.finding(
                "layers of function `\(subject.description.name)` are \(megabytes(total)) together, the limit is "
                    + "\(megabytes(subject.limits.layersTotal)): " + list.joined(separator: ", "),
                at: subject.plan.location(of: "layers"), hint: "remove or shrink the largest")
        ]
    }
}

/// The parts of a package with their share of the zip.
struct PackageParts {
    private let parts: [(name: String, size: Int64)]

    init(_ subject: PackageSubject) {
        var sizes: [String: Int64] = [:]
        if let components = subject.package?.components, !components.isEmpty {
            for component in components {
                sizes[component.name + (component.version.map { " " + $0 } ?? ""), default: 0] += component.zippedSize
            }
        } else {
            // A zip from elsewhere: folders below the one that everything lies in.
            let prefix = ["python", "nodejs/node_modules", "java/lib"].first { subject.contents.folders[$0] != nil }
            for (path, entry) in subject.contents.files {
                var inside = path[...]
                if subject.kind == .layer, let prefix, path.hasPrefix(prefix + "/") {
                    inside = path.dropFirst(prefix.count + 1)
                }
                sizes[String(inside.prefix { $0 != "/" }), default: 0] += Int64(clamping: entry.compressedSize)
            }
        }
        parts = sizes.map { ($0.key, $0.value) }.sorted { ($1.size, $0.name) < ($0.size, $1.name) }
    }

    /// The five largest.
    var words: String {
        parts.prefix(5).map { "`\($0.name)` (\(megabytes($0.size)))" }.joined(separator: ", ")
    }
}

/// Bytes as the platform's limits count them: 1 MB is 1 048 576 bytes.
func megabytes(_ bytes: Int64) -> String {
    let tenths = (bytes * 10 + (1 << 19)) / (1 << 20)
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
}
