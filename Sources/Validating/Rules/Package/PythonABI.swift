import BuildModel
import FunctionCompute

/// Extension modules for another version of Python.
struct PythonABI: PackageRule {
    static let description = RuleDescription(
        "python-abi", .error, "an extension module is for another version of Python",
        """
        The tag in the name of an extension module says which Python loads it: `cpython-39` only 3.9. Any other Python does
        not see the file: `No module named`. `abi3` fits every later version. On custom runtimes, which may bring a Python of
        their own, this is a warning.

        Wrong: `_rust.cpython-39-x86_64-linux-gnu.so` in a layer for `python3.10`

        Right: the package installed for the target's version (`pip install --python-version 3.10`, or `fclayer build`)

        Source: PEP 3149; D/021 (version must be the runtime's)
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        let modules = subject.natives.files.compactMap { file in ExtensionModule(file.path).map { (file.path, $0) } }
        let stems = Dictionary(grouping: modules, by: \.1.stem)
        var items: [FileGroups.Item] = []
        for runtime in subject.runtimes {
            guard let version = runtime.pythonVersion else { continue }
            let wanted = "cpython-\(version.major)\(version.minor)"
            for (path, module) in modules {
                guard let tag = module.pythonTag, tag != wanted, !isInOtherSitePackages(path, version) else {
                    continue
                }
                let twins = stems[module.stem] ?? []
                if twins.contains(where: { $0.1.isLoaded(by: version) }) { continue }
                let isSure = runtime.family == .python && !module.hasSourceTwin(in: subject.contents)
                items.append(
                    FileGroups.Item(
                        path: path, owner: nil, severity: isSure ? .error : .warning,
                        words: "is for \(name(tag)), `\(runtime.id)` has Python \(version.major).\(version.minor)"))
            }
        }
        let owners = subject.contents.owners(of: Set(items.map(\.path)))
        let owned = items.map {
            FileGroups.Item(path: $0.path, owner: owners[$0.path], severity: $0.severity, words: $0.words)
        }
        return wheelFindings(subject, stems)
            + FileGroups.findings(owned) { item, more in
                Self.description.finding(
                    "`\(item.path)`\(FileGroups.brought(by: item.owner)) \(item.words)" + more, severity: item.severity,
                    at: subject.contents.location(item.path),
                    hint: "install \(item.owner?.name ?? "it") for the runtime's Python")
            }
    }

    /// A layer may hold `python/lib/pythonX.Y/site-packages` for several versions; only one is searched.
    private func isInOtherSitePackages(_ path: String, _ version: DottedVersion) -> Bool {
        guard let range = path.firstRange(of: "/lib/python") else { return false }
        return !path[range.upperBound...].hasPrefix("\(version.major).\(version.minor)/")
    }

    private func name(_ tag: String) -> String {
        let digits = tag.dropFirst("cpython-".count)
        return "CPython \(digits.prefix(1)).\(digits.dropFirst())"
    }

    /// Modules whose names do not say the version are judged by the tags of their wheel.
    private func wheelFindings(_ subject: PackageSubject, _ stems: [String: [(String, ExtensionModule)]]) -> [Finding] {
        let open = stems.values.joined().filter { $0.1.pythonTag == nil }.map(\.0)
        let runtimes = subject.runtimes.filter { $0.family == .python && $0.pythonVersion != nil }
        guard !open.isEmpty, !runtimes.isEmpty else { return [] }
        let owners = subject.contents.owners(of: Set(open))
        var findings: [Finding] = []
        for (folder, distribution) in subject.contents.distributions {
            guard let first = open.filter({ owners[$0] == distribution }).min(),
                let bytes = subject.contents.bytes(at: folder + "/WHEEL", limit: 1 << 16)
            else { continue }
            let tags = WheelTag.all(in: String(decoding: bytes, as: UTF8.self))
            guard !tags.isEmpty, tags.contains(where: \.isCPython) else { continue }
            for runtime in runtimes {
                guard let version = runtime.pythonVersion, !tags.contains(where: { $0.fits(version) }) else { continue }
                let names = tags.prefix(3).map { "`\($0.python)-\($0.abi)`" }.joined(separator: ", ")
                findings.append(
                    Self.description.finding(
                        "`\(first)`, brought by \(distribution), comes from a wheel for \(names); `\(runtime.id)` has "
                            + "Python \(version.major).\(version.minor)", severity: .warning,
                        at: subject.contents.location(first),
                        hint: "install \(distribution.name) for the runtime's Python"))
            }
        }
        return findings
    }
}

/// A line `Tag:` of a wheel: the Python and the interface that it is for (PEP 425).
struct WheelTag {
    let python: String
    let abi: String

    var isCPython: Bool { python.hasPrefix("cp") }

    static func all(in wheel: String) -> [WheelTag] {
        wheel.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("Tag:") }.flatMap { line -> [WheelTag] in
            let fields = line.dropFirst("Tag:".count).split(separator: "-").map { $0.filter { $0 != " " } }
            guard fields.count == 3 else { return [] }
            return fields[0].split(separator: ".").flatMap { python in
                fields[1].split(separator: ".").map { WheelTag(python: String(python), abi: String($0)) }
            }
        }
    }

    /// Whether a version of CPython takes the wheel.
    func fits(_ version: DottedVersion) -> Bool {
        if python.hasPrefix("py") {
            return python == "py\(version.major)" || python == "py\(version.major)\(version.minor)"
        }
        guard python.hasPrefix("cp\(version.major)"), let minor = Int(python.dropFirst(3)) else { return false }
        return abi == "abi3" || abi == "none" ? minor <= version.minor : minor == version.minor
    }
}
