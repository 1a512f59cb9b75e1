import BuildModel
import FunctionCompute

/// The variables that a function on a custom runtime needs for its layers, beside those that its manifest sets.
struct LayerEnvironment {
    /// Variables to add, because the manifest does not set them.
    var added: [String: String] = [:]
    /// Variables that the manifest sets to a value without the folder of a layer.
    var lacking: [(name: String, folder: String)] = []

    /// Compares what the layers of a function hold with its own variables. Contents of external layers are unknown, so they
    /// ask for nothing.
    init(function: FunctionPlan, contents: [String: CustomRuntimeEnvironment.LayerContents]) {
        guard let runtime = RuntimeCatalogue.runtime(function.description.runtime) else { return }
        var all = CustomRuntimeEnvironment.LayerContents()
        var isKnown = false
        for case .local(let name, _) in function.layers {
            guard let contents = contents[name] else { continue }
            isKnown = true
            all.python = all.python || contents.python
            all.nodejs = all.nodejs || contents.nodejs
            all.java = all.java || contents.java
            all.libraries = all.libraries || contents.libraries
        }
        guard isKnown else { return }
        let folders = [
            "PYTHONPATH": "/opt/python", "NODE_PATH": "/opt/nodejs/node_modules", "CLASSPATH": "/opt/java/lib/*",
            "LD_LIBRARY_PATH": "/opt/lib",
        ]
        let needed = CustomRuntimeEnvironment.variables(for: runtime, contents: all)
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
