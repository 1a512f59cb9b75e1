public import BuildModel
public import FunctionCompute

/// A function with its finished packages: what an instance is made of.
public struct InstanceDescription: Sendable {
    /// A zip and what it is known by.
    public struct BuiltPackage: Hashable, Sendable {
        /// `functions/ingest` or `layers/deps`, for messages.
        public var name: String
        /// Absolute path of the zip.
        public var file: String
        /// SHA-256 of the zip.
        public var digest: Digest

        /// Makes a value.
        public init(name: String, file: String, digest: Digest) {
            self.name = name
            self.file = file
            self.digest = digest
        }
    }

    /// As the manifest has it.
    public var function: FunctionDescription
    /// Its runtime.
    public var runtime: Runtime
    /// What becomes `/code`.
    public var code: BuiltPackage
    /// What becomes `/opt`, in the order of configuration: the first one wins (D/021).
    public var layers: [BuiltPackage]
    /// Variables that the deployable manifest adds for the layers.
    public var layerVariables: [String: String]
    /// Region of the upload, if it is known.
    public var region: String?
    /// Megabytes of the temporary disk (D/quota: 512 or 10240).
    public var diskSize: Int

    /// Makes a description.
    public init(
        function: FunctionDescription, runtime: Runtime, code: BuiltPackage, layers: [BuiltPackage] = [],
        layerVariables: [String: String] = [:], region: String? = nil, diskSize: Int = 512
    ) {
        self.function = function
        self.runtime = runtime
        self.code = code
        self.layers = layers
        self.layerVariables = layerVariables
        self.region = region
        self.diskSize = diskSize
    }

    /// The port that the platform calls (D/126).
    var port: Int { function.port ?? 9000 }

    /// The words of the start command (D/126).
    var command: [String] { function.command.isEmpty ? ["/code/bootstrap"] : function.command }

    /// Longest call in seconds; 3 where the manifest names none (D/quota).
    var timeout: Int { function.timeout ?? 3 }

    /// Memory in MB; 512 where the manifest names none (fc3 schema).
    var memory: Int { function.memory ?? 512 }

    func hook(_ kind: HookDescription.Kind) -> HookDescription? {
        function.hooks.first { $0.kind == kind && $0.handler != nil }
    }
}
