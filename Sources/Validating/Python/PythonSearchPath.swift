import FunctionCompute

/// Where a runtime's Python looks for modules.
struct PythonSearchPath: Hashable, Sendable {
    /// Folders of packages, first one first.
    var folders: [String]
    /// A place among them of which nothing is known here, for messages.
    var unknownPlace: String?

    /// Code first, then what a layer holds (validate.md, section 3; fcdocker).
    init(for runtime: Runtime, environment: [String: String]) {
        folders = ["/code"]
        for place in (environment["PYTHONPATH"] ?? "").split(separator: ":").map(String.init) {
            let folder = InstanceView.join("/code", place) ?? place
            if place.contains("$") || !Self.isKnown(folder) {
                unknownPlace = unknownPlace ?? "`PYTHONPATH` has `\(place)`"
            }
            folders.append(folder)
        }
        guard let version = runtime.pythonVersion else { return }
        let packages = "lib/python\(version.major).\(version.minor)/site-packages"
        if let base = environment["PYTHONUSERBASE"], let folder = InstanceView.join("/code", base) {
            if !Self.isKnown(folder) { unknownPlace = unknownPlace ?? "`PYTHONUSERBASE` is `\(base)`" }
            folders.append(folder + "/" + packages)
        }
        if runtime.findsLayersByItself { folders += ["/opt/python/" + packages, "/opt/python"] }
        // Fun and Serverless Devs build there and set `PYTHONUSERBASE` or `PYTHONPATH` when they deploy (D/073, fc-build).
        for base in ["/code/.fun/python", "/code/.s/python"] { folders += [base + "/" + packages, base] }
        var seen: Set<String> = []
        folders = folders.filter { seen.insert($0).inserted }
    }

    /// Whether all that may lie at a path of the instance is in code and layers.
    static func isKnown(_ path: String) -> Bool {
        ["/code", "/opt"].contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
