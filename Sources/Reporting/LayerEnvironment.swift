import BuildModel
import FunctionCompute

/// The variables that a function needs for its layers and for programs in its code, beside those that its manifest sets.
struct LayerEnvironment {
    /// Variables to add, because the manifest does not set them.
    var added: [String: String] = [:]
    /// Variables that the manifest sets to a value without the folder of a layer.
    var lacking: [(name: String, folder: String)] = []

    /// Compares what the layers and the code of a function hold with its own variables. Contents of external layers are
    /// unknown, so they ask for nothing.
    init(function: FunctionPlan, contents: [PackageID: CustomRuntimeEnvironment.LayerContents]) {
        guard let runtime = RuntimeCatalogue.runtime(function.description.runtime) else { return }
        let needed = CustomRuntimeEnvironment.variables(
            for: runtime, layers: function.localLayers.compactMap { contents[$0] },
            code: function.code.flatMap { contents[$0] })
        let folders = [
            "PYTHONPATH": "/opt/python", "NODE_PATH": "/opt/nodejs/node_modules", "CLASSPATH": "/opt/java/lib/*",
            "LD_LIBRARY_PATH": "/opt/lib",
        ]
        for (name, value) in needed.sorted(by: { $0.key < $1.key }) {
            guard let own = function.description.environment[name] else {
                added[name] = value
                continue
            }
            // A value with unresolved variables may hold anything.
            guard let folder = folders[name], !own.contains("${") else { continue }
            if !own.split(separator: ":").contains(where: { Self.names($0, folder) }) {
                lacking.append((name, folder))
            }
        }
    }

    /// Bytes of a function's variables with those that were added, where these are what takes them over the limit (D/047);
    /// values behind unresolved variables are not counted.
    func sizeOverLimit(of function: FunctionDescription, limit: Int) -> Int? {
        func size(_ variables: [String: String]) -> Int {
            variables.reduce(0) { $0 + $1.key.utf8.count + ($1.value.contains("${") ? 0 : $1.value.utf8.count) }
        }
        let own = size(function.environment)
        let total = own + size(added)
        return own <= limit && total > limit ? total : nil
    }

    private static func names(_ entry: Substring, _ folder: String) -> Bool {
        var entry = entry
        while entry.count > 1, entry.hasSuffix("/") { entry = entry.dropLast() }
        return entry == folder
    }
}
