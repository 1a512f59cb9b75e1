import BuildModel

/// A requirements file with all that it includes, read far enough to know what shapes its result. Not a resolver.
struct RequirementsFile: Hashable, Sendable {
    /// An option that stands on a line of its own.
    struct Option: Hashable, Sendable {
        /// The long name with its dashes, for example `--index-url`.
        var name: String
        var value: String
        var file: String
        var line: Int
    }

    /// Every file that was read, the first one first; absolute.
    var files: [String] = []
    /// What must be there, in order.
    var requirements: [RequirementLine] = []
    /// What `-c` files say about versions.
    var constraints: [RequirementLine] = []
    /// Options in order.
    var options: [Option] = []
    /// What is wrong with the files themselves.
    var problems: [Finding] = []

    /// Values of an option in order.
    func values(of name: String) -> [String] { options.filter { $0.name == name }.map(\.value) }

    /// Whether any requirement has hashes: pip then wants them for all.
    var hasHashes: Bool { requirements.contains { !$0.hashes.isEmpty } }

    /// Digests that requirements and constraints allow for a distribution; `nil` where they do not say.
    func allowedHashes(of name: String) -> Set<String>? {
        let hashes = (requirements + constraints).filter { $0.name == name }.flatMap(\.hashes)
        return hashes.isEmpty ? nil : Set(hashes)
    }

    /// Whether `--no-binary` or `--only-binary` names a distribution: the last option wins, as in pip.
    func selects(_ option: String, _ name: String) -> Bool {
        var all = false
        var names: Set<String> = []
        for value in values(of: option) {
            for item in value.split(separator: ",") {
                switch item {
                case ":all:": all = true
                case ":none:":
                    all = false
                    names.removeAll()
                default: names.insert(PythonName.normalised(item))
                }
            }
        }
        return all || names.contains(name)
    }

    /// The first line that names a distribution.
    func line(of name: String) -> RequirementLine? {
        (requirements + constraints).first { $0.name == PythonName.normalised(name) }
    }
}
