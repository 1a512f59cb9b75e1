import Archives
import BuildModel
import FunctionCompute

/// What a finished layer holds, so far as environment variables depend on it.
enum LayerLook {
    /// Looks at the names in the layer's zip; an unreadable one counts as empty, the rules report it.
    static func contents(of package: Package) -> CustomRuntimeEnvironment.LayerContents {
        var contents = CustomRuntimeEnvironment.LayerContents()
        guard let directory = try? ZipDirectory(path: package.file, policy: .inspect) else { return contents }
        for entry in directory.entries {
            if entry.name.hasPrefix("python/") {
                contents.python = true
            } else if entry.name.hasPrefix("nodejs/node_modules/") {
                contents.nodejs = true
            } else if entry.name.hasPrefix("java/lib/") {
                contents.java = true
            } else if entry.name.hasPrefix("lib/") {
                contents.libraries = true
            }
        }
        return contents
    }
}
