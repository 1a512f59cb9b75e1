import BuildModel
import FileTrees

/// Reads requirements files with their `-r` and `-c` includes.
struct RequirementsScanner {
    private static let longOptions = [
        "-r": "--requirement", "-c": "--constraint", "-i": "--index-url", "-f": "--find-links", "-e": "--editable",
        "--pypi-url": "--index-url",
    ]
    private static let flags: Set<String> = ["--no-index", "--pre", "--prefer-binary", "--require-hashes"]
    private static let withValue: Set<String> = [
        "--requirement", "--constraint", "--index-url", "--extra-index-url", "--find-links", "--editable",
        "--no-binary", "--only-binary", "--trusted-host", "--use-feature",
    ]

    /// Values of `${NAME}`.
    let environment: [String: String]
    /// Files in findings are named relative to this folder.
    let projectRoot: String
    private var result = RequirementsFile()
    private var open: [String] = []
    private var baseFolder = "/"

    /// Reads a file and all that it includes.
    static func scan(_ path: String, environment: [String: String], projectRoot: String) -> RequirementsFile {
        var scanner = RequirementsScanner(environment: environment, projectRoot: projectRoot)
        scanner.baseFolder = AbsolutePath.folder(of: path)
        scanner.read(path, isConstraint: false, from: nil)
        return scanner.result
    }

    private init(environment: [String: String], projectRoot: String) {
        self.environment = environment
        self.projectRoot = projectRoot
    }

    private mutating func read(_ path: String, isConstraint: Bool, from origin: (file: String, line: Int)?) {
        if open.contains(path) {
            problem("requirements-cycle", "`\(shown(path))` includes itself", origin)
            return
        }
        let isKnown = result.files.contains(path)
        if !isKnown { result.files.append(path) }
        let bytes: [UInt8]
        do { bytes = try Files.read(path, limit: 16 << 20) } catch {
            let what = error.code == .missing ? "does not exist" : "cannot be read: \(error)"
            problem("requirements-unreadable", "the requirements file `\(shown(path))` \(what)", origin)
            return
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problem("requirements-unreadable", "`\(shown(path))` is not UTF-8 text", (path, 1))
            return
        }
        open.append(path)
        for (text, line) in LogicalLines(text) {
            take(expanded(text), line: line, file: path, isConstraint: isConstraint)
        }
        open.removeLast()
    }

    private mutating func take(_ text: String, line: Int, file: String, isConstraint: Bool) {
        guard text.hasPrefix("-") else {
            keep(text, line: line, file: file, isEditable: false, isConstraint: isConstraint)
            return
        }
        let cut = text.firstIndex { $0 == "=" || $0.isWhitespace } ?? text.endIndex
        var name = String(text[..<cut])
        var value = cut == text.endIndex ? "" : LogicalLines.trimmed(text[text.index(after: cut)...])
        if value.hasPrefix("="), cut != text.endIndex { value = LogicalLines.trimmed(value.dropFirst()) }
        // `-rother.txt`, as getopt allows.
        if !name.hasPrefix("--"), name.count > 2 {
            value = LogicalLines.trimmed(text.dropFirst(2))
            name = String(name.prefix(2))
        }
        name = Self.longOptions[name] ?? name
        guard Self.flags.contains(name) || Self.withValue.contains(name) else {
            problem("requirements-option-unknown", "pip's requirements files have no option `\(name)`", (file, line))
            return
        }
        guard Self.flags.contains(name) || !value.isEmpty else {
            problem("requirements-option-unknown", "the option `\(name)` needs a value", (file, line))
            return
        }
        switch name {
        case "--requirement", "--constraint":
            let path = FileURL.path(value) ?? AbsolutePath.join(AbsolutePath.folder(of: file), value)
            if value.hasPrefix("http://") || value.hasPrefix("https://") {
                result.options.append(.init(name: name, value: value, file: file, line: line))
            } else {
                read(path, isConstraint: isConstraint || name == "--constraint", from: (file, line))
            }
        case "--editable": keep(value, line: line, file: file, isEditable: true, isConstraint: isConstraint)
        default: result.options.append(.init(name: name, value: value, file: file, line: line))
        }
    }

    private mutating func keep(_ text: String, line: Int, file: String, isEditable: Bool, isConstraint: Bool) {
        var words: [Substring] = []
        var hashes: [String] = []
        var isOption = false
        var expectsHash = false
        for word in text.split(whereSeparator: \.isWhitespace) {
            if expectsHash || word.hasPrefix("--hash=") {
                hashes.append(String(expectsHash ? word : word.dropFirst("--hash=".count)).lowercased())
                expectsHash = false
                isOption = true
            } else if word == "--hash" {
                expectsHash = true
            } else if word.hasPrefix("--") {
                isOption = true
            } else if !isOption {
                words.append(word)
            }
        }
        guard !words.isEmpty else { return }
        let requirement = RequirementLine(
            words.joined(separator: " "), hashes: hashes, isEditable: isEditable, folder: baseFolder, file: file,
            line: line)
        if isConstraint { result.constraints.append(requirement) } else { result.requirements.append(requirement) }
        guard case .file(let path) = requirement.target, !Files.exists(path) else {
            if case .folder(let path) = requirement.target, !Files.exists(path) {
                problem("requirement-missing", "the folder `\(shown(path))` does not exist", (file, line))
            }
            return
        }
        problem("requirement-missing", "the file `\(shown(path))` does not exist", (file, line))
    }

    /// `${NAME}` in capitals, as pip has it; unknown names stay.
    private func expanded(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            let body = rest[start.upperBound...]
            guard let end = body.firstIndex(of: "}"), let value = environment[String(body[..<end])],
                body[..<end].utf8.allSatisfy({ ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || $0 == 95 })
            else {
                result += "${"
                rest = body
                continue
            }
            result += value
            rest = body[body.index(after: end)...]
        }
        return result + rest
    }

    private func shown(_ path: String) -> String { AbsolutePath.shown(path, in: projectRoot) }

    private mutating func problem(_ rule: String, _ message: String, _ place: (file: String, line: Int)?) {
        let location = Finding.Location(file: place.map { shown($0.file) }, line: place?.line)
        result.problems.append(Finding(rule: rule, severity: .error, message: message, location: location))
    }
}
