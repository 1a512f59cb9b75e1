import BuildModel
import FunctionCompute

/// Distributions that others require and that are nowhere.
enum PythonRequirements {
    /// What the distributions in code and layers require and the instance does not have.
    static func problems(
        in view: InstanceView, folders: [String], runtime: Runtime, version: DottedVersion
    ) -> [EntryProblem] {
        let packages = (view.code.map { [$0] } ?? []) + view.layers
        var present: Set<String> = []
        for package in packages {
            for folder in package.folders.keys {
                for ending in [".dist-info", ".egg-info"] where folder.hasSuffix(ending) {
                    let name = SourceSitePath.name(of: folder).dropLast(ending.count).prefix { $0 != "-" }
                    present.insert(PythonDistributionNames.normal(name))
                }
            }
        }
        var problems: [EntryProblem] = []
        for folder in folders {
            for name in view.names(in: folder).sorted() where name.hasSuffix(".dist-info") {
                let path = "\(folder)/\(name)"
                guard let bytes = view.bytes(at: path + "/METADATA", limit: 4 << 20) else { continue }
                let missing = requirements(in: bytes, version: version).filter { requirement in
                    !present.contains(PythonDistributionNames.normal(requirement))
                        && !PythonPreinstalled.mayHave(distribution: requirement, in: runtime.id)
                        && !hasModule(of: requirement, view, folders)
                }
                guard !missing.isEmpty else { continue }
                let fields = name.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
                let words = missing.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
                let more = missing.count > 6 ? " and \(missing.count - 6) more" : ""
                problems.append(
                    EntryProblem(
                        rule: RequirementNotPacked.description.id,
                        message:
                            "\(fields.joined(separator: " ")) requires \(words)\(more), which neither the code nor a "
                            + "layer nor `\(runtime.id)` has", property: "handler",
                        entry: path.hasPrefix("/code/") ? String(path.dropFirst(6)) : path,
                        hint:
                            "install with dependencies (without `--no-deps`), or add \(missing.count == 1 ? "it" : "them") to "
                            + "`requirements.txt`"))
            }
        }
        return problems
    }

    /// The distributions that lines of a requirements file name, as indexes compare them.
    static func names(in bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let name = name(in: line)
            if !name.isEmpty { names.insert(PythonDistributionNames.normal(name)) }
        }
        return names
    }

    /// `Requires-Dist` of a `METADATA` file so far as it holds for the runtime. What only an extra asks for, and what depends
    /// on something that is not known here, is left out.
    static func requirements(in metadata: [UInt8], version: DottedVersion) -> [String] {
        let key = Array("requires-dist:".utf8)
        var found: [String] = []
        for line in metadata.split(separator: 0x0A, omittingEmptySubsequences: false) {
            // The description follows after an empty line.
            if line.isEmpty || line.elementsEqual([0x0D]) { break }
            guard line.count > key.count, zip(line, key).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }) else { continue }
            let value = line.dropFirst(key.count).drop { $0 == 0x20 }
            let name = name(in: value)
            let marker = value.firstIndex(of: UInt8(ascii: ";")).map { value[($0 + 1)...] }
            let holds = marker.map {
                PythonMarker(String(decoding: $0, as: UTF8.self)).holds(version: version) ?? false
            }
            if !name.isEmpty, holds ?? true, !found.contains(name) { found.append(name) }
        }
        return found
    }

    /// The name at the start of a requirement.
    private static func name(in line: ArraySlice<UInt8>) -> String {
        let name = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { byte in
            (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || (byte >= 0x30 && byte <= 0x39)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard let first = name.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return "" }
        return String(decoding: name, as: UTF8.self)
    }

    /// A module of the distribution that was put there without its `dist-info`.
    private static func hasModule(of distribution: String, _ view: InstanceView, _ folders: [String]) -> Bool {
        let wanted = PythonDistributionNames.normal(distribution)
        return folders.contains { folder in
            view.names(in: folder).contains { name in
                let module = String(name.prefix { $0 != "." })
                return PythonDistributionNames.normal(module) == wanted
                    || PythonDistributionNames.distribution(of: module).map(PythonDistributionNames.normal) == wanted
            }
        }
    }
}
