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

    /// The path of the lock of Debian packages: `debian.<runtime>.lock.json` in their folder, with the label of the list where
    /// the folder has several.
    public static func path(of source: DebianSource, runtime: String) -> String {
        let label = source.label.map { "." + plain($0) } ?? ""
        return source.folder + "/debian." + plain(runtime) + label + ".lock.json"
    }

    private static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
    }

    /// The functions with labels for lists of Debian packages that would share a lock and differ: the name of the first function
    /// with that list. All functions of a project are looked at, so that a build of some finds the same locks.
    static func labelled(_ functions: [FunctionDescription]) -> [FunctionDescription] {
        struct Place: Hashable { var folder, runtime: String }
        var lists: [Place: [[String]: String]] = [:]
        func place(_ source: DebianSource, _ function: FunctionDescription) -> (Place, [String]) {
            (Place(folder: source.folder, runtime: function.runtime), Set(source.packages.map(\.name)).sorted())
        }
        for function in functions {
            guard let source = function.debian else { continue }
            let (place, list) = place(source, function)
            lists[place, default: [:]][list] = min(lists[place]?[list] ?? function.name, function.name)
        }
        return functions.map { function in
            guard let source = function.debian else { return function }
            let (place, list) = place(source, function)
            guard let labels = lists[place], labels.count > 1 else { return function }
            var function = function
            function.debian?.label = labels[list]
            return function
        }
    }
}
