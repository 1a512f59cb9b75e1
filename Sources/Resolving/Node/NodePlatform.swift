import FunctionCompute

/// The machine that packages must fit: Linux on x86-64 with glibc, and the runtime's Node.js.
struct NodePlatform: Sendable {
    /// Versions of Node.js that the runtime may have; where only the major one is known, the lowest and the highest of it. Empty
    /// where the runtime brings none of its own.
    let versions: [SemanticVersion]
    /// How messages name it.
    let name: String

    init(_ runtime: Runtime?) {
        let version = runtime?.family == .nodejs ? runtime?.languageVersion?.description : nil
        let parts = (version ?? "").split(separator: ".").compactMap { Int($0) }
        switch parts.count {
        case 1: versions = [SemanticVersion(parts[0], 0, 0), SemanticVersion(parts[0], 99, 0)]
        case 2: versions = [SemanticVersion(parts[0], parts[1], 0), SemanticVersion(parts[0], parts[1], 99)]
        case 3: versions = [SemanticVersion(parts[0], parts[1], parts[2])]
        default: versions = []
        }
        name = runtime?.id ?? ""
    }

    /// What of a package does not fit, in words; `nil` if all does.
    func misfit(of package: NpmPackage) -> String? {
        misfit(os: package.os, cpu: package.cpu, libc: package.libc)
    }

    /// The same for lists that come from elsewhere.
    func misfit(os: [String]?, cpu: [String]?, libc: [String]?) -> String? {
        for (key, list, value) in [("os", os, "linux"), ("cpu", cpu, "x64"), ("libc", libc, "glibc")] {
            guard let list, !Self.fits(value, list) else { continue }
            return "its `\(key)` is " + list.map { "`\($0)`" }.joined(separator: ", ")
        }
        return nil
    }

    /// Whether Node.js is one that the package wants.
    func fitsEngine(of package: NpmPackage) -> Bool {
        guard !versions.isEmpty, let text = package.engines["node"], let range = SemanticRange(text) else {
            return true
        }
        return versions.contains { range.contains($0, includingPrereleases: true) }
    }

    /// npm's own rule (npm-install-checks): nothing that is excluded, and one of those that are named, if any is.
    private static func fits(_ value: String, _ list: [String]) -> Bool {
        if list == ["any"] { return true }
        if list.contains("!" + value) { return false }
        return list.contains(value) || list.allSatisfy { $0.hasPrefix("!") }
    }
}
