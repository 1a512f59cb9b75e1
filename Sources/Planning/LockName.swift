public import BuildModel

/// Where the lock of a dependency file is kept.
public enum LockName {
    /// The path of the lock for a runtime: `pylock.<runtime>.toml` beside the source, with the runtime's dots as dashes,
    /// because PEP 751 allows no dot in that name and other tools refuse one. A PEP 751 file is its own lock.
    public static func path(beside source: DependencyFile, runtime: String) -> String {
        guard source.kind != .pylock else { return source.path }
        let folder = source.path.lastIndex(of: "/").map { source.path[...$0] } ?? ""
        let name = String(runtime.map { $0 == "." ? "-" : $0 })
        // Two requirement files in one folder must not share a lock.
        let stem = source.path.split(separator: "/").last.map(Self.stem) ?? ""
        return folder + "pylock." + (stem.isEmpty ? name : stem + "-" + name) + ".toml"
    }

    private static func stem(ofFileNamed file: Substring) -> String {
        switch file {
        case "requirements.txt", "uv.lock", "pyproject.toml": ""
        default: String((file.lastIndex(of: ".").map { file[..<$0] } ?? file).map { $0 == "." ? "-" : $0 })
        }
    }
}
