public import FunctionCompute

/// What the user described: the wall behind `Manifests`. Paths are absolute and normal, variables are resolved so far as they
/// can be without the cloud.
public struct Project: Hashable, Sendable, Codable {
    /// The folder of the manifest; results go to `.fclayer` in it.
    public var root: String
    /// The manifest that describes the functions; `nil` where a folder `layers/` is all there is.
    public var document: ManifestDocument?
    /// Functions in the order of the manifest.
    public var functions: [FunctionDescription]
    /// Local layers, by name.
    public var layers: [LayerDescription]
    /// Where packages are going.
    public var upload: UploadTarget
    /// Limits that the user states otherwise, by the names of `docs/limits.md`, in bytes or counts.
    public var limits: [String: Int64]
    /// What the user says about findings of rules.
    public var choices: FindingChoices
    /// The cache that the project shares with other machines.
    public var cache: SharedCacheChoice?

    /// Makes a project.
    public init(
        root: String, document: ManifestDocument?, functions: [FunctionDescription], layers: [LayerDescription],
        upload: UploadTarget, limits: [String: Int64] = [:], choices: FindingChoices = FindingChoices(),
        cache: SharedCacheChoice? = nil
    ) {
        self.root = root
        self.document = document
        self.functions = functions
        self.layers = layers
        self.upload = upload
        self.limits = limits
        self.choices = choices
        self.cache = cache
    }
}

/// A cache on another machine, as a manifest has it.
public struct SharedCacheChoice: Hashable, Sendable, Codable {
    /// What a run does with it.
    public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// Takes packages from it.
        case read
        /// Gives it packages as well.
        case readWrite = "read-write"
    }

    /// Its address, without user and password.
    public var url: String
    /// What a run does with it.
    public var mode: Mode

    /// Makes a choice.
    public init(url: String, mode: Mode = .read) {
        self.url = url
        self.mode = mode
    }
}

/// The manifest itself, kept to be written again as the deployable `s.yaml`.
public struct ManifestDocument: Hashable, Sendable, Codable {
    /// Whose language the manifest speaks.
    public enum Dialect: String, Hashable, Sendable, Codable {
        /// Serverless Devs, `edition: 3.0.0`, component fc3.
        case fc3
        /// Serverless Devs, `edition: 1.0.0`, component fc.
        case fc
        /// Funcraft's `template.yml`.
        case funcraft
        /// `fclayer.yaml` alone.
        case fclayer
    }

    /// Absolute path of the file.
    public var file: String
    /// Whose language it speaks.
    public var dialect: Dialect
    /// Everything in it, variables as they were written.
    public var value: ManifestValue

    /// Makes a document.
    public init(file: String, dialect: Dialect, value: ManifestValue) {
        self.file = file
        self.dialect = dialect
        self.value = value
    }
}

/// Region and route of the upload, which decide the limits.
public struct UploadTarget: Hashable, Sendable, Codable {
    /// Region, for example `cn-hangzhou`; `nil` where no manifest says it or a variable hides it.
    public var region: String?
    /// Through an OSS object (the default, as Serverless Devs does) or in the body of an API call.
    public var route: UploadRoute

    /// Makes a target.
    public init(region: String? = nil, route: UploadRoute = .oss) {
        self.region = region
        self.route = route
    }
}
