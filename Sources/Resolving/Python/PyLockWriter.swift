import BuildModel

/// Writes PEP 751 locks: the same lock always gives the same bytes, and a change of one package changes its lines only.
struct PyLockWriter {
    /// Folder of the lock; paths are written relative to it.
    let folder: String
    private var text = ""

    init(folder: String) { self.folder = folder }

    /// The text of the file.
    static func text(_ lock: PyLock, folder: String) -> String {
        var writer = PyLockWriter(folder: folder)
        writer.write(lock)
        return writer.text
    }

    private mutating func write(_ lock: PyLock) {
        text += "# Written by fclayer. Renew it with `fclayer lock --upgrade`.\n"
        pair("lock-version", "1.0")
        pair("created-by", "fclayer")
        if let requires = lock.requiresPython { pair("requires-python", requires) }
        if !lock.defaultGroups.isEmpty {
            text += "default-groups = [" + lock.defaultGroups.map(Self.quoted).joined(separator: ", ") + "]\n"
        }
        for package in lock.packages.sorted(by: { ($0.name, $0.version ?? "") < ($1.name, $1.version ?? "") }) {
            write(package)
        }
        guard let stamp = lock.stamp else { return }
        text += "\n[tool.fclayer]\n"
        pair("inputs", stamp.inputs.description)
        pair("runtime", stamp.runtime)
        pair("resolver", stamp.resolver)
    }

    private mutating func write(_ package: PyLockPackage) {
        text += "\n[[packages]]\n"
        pair("name", package.name)
        if let version = package.version { pair("version", version) }
        if let marker = package.marker { pair("marker", marker) }
        if let requires = package.requiresPython { pair("requires-python", requires) }
        if let index = package.index { pair("index", index) }
        if let directory = package.directory {
            var fields = [("path", AbsolutePath.relative(directory.path, to: folder))]
            if let subfolder = directory.subfolder { fields.append(("subdirectory", subfolder)) }
            text += "directory = { \(Self.fields(fields))\(directory.isEditable ? ", editable = true" : "") }\n"
        }
        if let repository = package.repository {
            var fields = [("type", repository.kind), ("url", repository.url), ("commit-id", repository.commit)]
            if let subfolder = repository.subfolder { fields.append(("subdirectory", subfolder)) }
            text += "vcs = { \(Self.fields(fields)) }\n"
        }
        if let archive = package.archive { text += "archive = \(table(archive, named: false))\n" }
        if let sdist = package.sdist { text += "sdist = \(table(sdist, named: true))\n" }
        guard !package.wheels.isEmpty else { return }
        text += "wheels = [\n"
        for wheel in package.wheels.sorted(by: { $0.name < $1.name }) { text += "    \(table(wheel, named: true)),\n" }
        text += "]\n"
    }

    private func table(_ file: PyLockFile, named: Bool) -> String {
        var parts: [String] = []
        if named { parts.append("name = \(Self.quoted(file.name))") }
        if let url = file.url { parts.append("url = \(Self.quoted(url))") }
        if let path = file.path { parts.append("path = \(Self.quoted(AbsolutePath.relative(path, to: folder)))") }
        if let size = file.size { parts.append("size = \(size)") }
        if let subfolder = file.subfolder { parts.append("subdirectory = \(Self.quoted(subfolder))") }
        parts.append("hashes = { " + (file.digest.map { "sha256 = \(Self.quoted($0.hexadecimal)) " } ?? "") + "}")
        return "{ " + parts.joined(separator: ", ") + " }"
    }

    private mutating func pair(_ key: String, _ value: String) { text += "\(key) = \(Self.quoted(value))\n" }

    private static func fields(_ fields: [(String, String)]) -> String {
        fields.map { "\($0) = \(quoted($1))" }.joined(separator: ", ")
    }

    /// A basic string of TOML.
    private static func quoted(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
