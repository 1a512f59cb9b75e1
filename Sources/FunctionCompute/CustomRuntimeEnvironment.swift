/// The variables that a custom runtime needs to find what its layers hold. The platform adds nothing by itself (D/062), and
/// a variable that the user sets replaces the image's value, so complete values are given (fc-facts 3.3).
public enum CustomRuntimeEnvironment {
    /// `PATH` of the images. Source: fc3.
    public static let defaultPath =
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/code:/code/bin:/opt:/opt/bin"

    /// What a layer holds, so far as variables depend on it.
    public struct LayerContents: Hashable, Sendable, Codable {
        /// Has a folder `python/`.
        public var python: Bool
        /// Has a folder `nodejs/node_modules/`.
        public var nodejs: Bool
        /// Has a folder `java/lib/`.
        public var java: Bool
        /// Has a folder `lib/`.
        public var libraries: Bool

        /// Takes in the path of an entry.
        public mutating func insert(_ path: some StringProtocol) {
            if path.hasPrefix("python/") {
                python = true
            } else if path.hasPrefix("nodejs/node_modules/") {
                nodejs = true
            } else if path.hasPrefix("java/lib/") {
                java = true
            } else if path.hasPrefix("lib/") {
                libraries = true
            }
        }

        /// Says what is there.
        public init(python: Bool = false, nodejs: Bool = false, java: Bool = false, libraries: Bool = false) {
            self.python = python
            self.nodejs = nodejs
            self.java = java
            self.libraries = libraries
        }
    }

    /// The complete variables for a runtime whose layers together hold `contents`: `PATH` always, so that programs of
    /// layers and the image's own interpreters are found (D/068); the others only where something needs them.
    /// Empty for runtimes that find layers by themselves and for container images.
    public static func variables(for runtime: Runtime, contents: LayerContents) -> [String: String] {
        guard runtime.family == .custom else { return [:] }
        var variables: [String: String] = [:]
        let folders = [runtime.interpreterFolder, defaultPath].compactMap(\.self)
        variables["PATH"] = folders.joined(separator: ":")
        // D/068 writes /opt/python before /code for debian10; the user's own modules should win, as they do in the
        // built-in runtimes, whose search order is /code before /opt/python (validate.md 3).
        if contents.python { variables["PYTHONPATH"] = "/code:/opt/python" }
        if contents.nodejs { variables["NODE_PATH"] = "/opt/nodejs/node_modules" }
        if contents.java { variables["CLASSPATH"] = "/code/:/opt/java/lib/*" }
        if contents.libraries { variables["LD_LIBRARY_PATH"] = "/code:/code/lib:/usr/local/lib:/opt/lib" }
        return variables
    }
}
