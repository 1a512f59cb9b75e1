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
        /// Variables that programs in it need to find their files, because they were built to stand elsewhere.
        public var programs: [String: String]

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
        public init(
            python: Bool = false, nodejs: Bool = false, java: Bool = false, libraries: Bool = false,
            programs: [String: String] = [:]
        ) {
            self.python = python
            self.nodejs = nodejs
            self.java = java
            self.libraries = libraries
            self.programs = programs
        }
    }

    /// The complete variables for a function with these layers and this code. Custom runtimes need `PATH` wherever there is a
    /// layer, so that its programs and the image's own interpreters are found (D/068), and the others only where something
    /// needs them; other runtimes find layers by themselves. What programs need they need on every runtime: the code's
    /// come first, then those of the layers in their order. Empty for container images.
    public static func variables(
        for runtime: Runtime, layers: [LayerContents], code: LayerContents? = nil
    ) -> [String: String] {
        guard runtime.family != .container else { return [:] }
        var variables = runtime.family == .custom && !layers.isEmpty ? folders(for: runtime, layers) : [:]
        for contents in [code].compactMap(\.self) + layers {
            variables.merge(contents.programs) { first, _ in first }
        }
        return variables
    }

    /// The variables that name folders of layers.
    private static func folders(for runtime: Runtime, _ layers: [LayerContents]) -> [String: String] {
        var variables: [String: String] = [:]
        let folders = [runtime.interpreterFolder, defaultPath].compactMap(\.self)
        variables["PATH"] = folders.joined(separator: ":")
        // D/068 writes /opt/python before /code for debian10; the user's own modules should win, as they do in the
        // built-in runtimes, whose search order is /code before /opt/python (validate.md 3).
        if layers.contains(where: \.python) { variables["PYTHONPATH"] = "/code:/opt/python" }
        if layers.contains(where: \.nodejs) { variables["NODE_PATH"] = "/opt/nodejs/node_modules" }
        if layers.contains(where: \.java) { variables["CLASSPATH"] = "/code/:/opt/java/lib/*" }
        if layers.contains(where: \.libraries) {
            variables["LD_LIBRARY_PATH"] = "/code:/code/lib:/usr/local/lib:/opt/lib"
        }
        return variables
    }
}
