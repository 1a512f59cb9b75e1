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

    /// Makes a project.
    public init(
        root: String, document: ManifestDocument?, functions: [FunctionDescription], layers: [LayerDescription],
        upload: UploadTarget, limits: [String: Int64] = [:]
    ) {
        self.root = root
        self.document = document
        self.functions = functions
        self.layers = layers
        self.upload = upload
        self.limits = limits
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

/// A function as its manifest describes it.
public struct FunctionDescription: Hashable, Sendable, Codable {
    /// The function's name in the cloud (`functionName`), which names its zip too.
    public var name: String
    /// The key of its resource or service in the manifest; `fclayer build KEY` works as well.
    public var key: String
    /// The identifier of its runtime, known to the catalogue.
    public var runtime: String
    /// The handler string; empty where the manifest has none.
    public var handler: String
    /// Hooks that are configured.
    public var hooks: [HookDescription]
    /// Where its code is.
    public var code: CodeLocation
    /// Layers in the order of configuration: on the same path the first one wins (D/021).
    public var layers: [LayerReference]
    /// The user's environment variables that are known; values behind `${…}` that cannot be resolved stay as they are.
    public var environment: [String: String]
    /// What becomes of the code's dependencies.
    public var dependencies: DependencyPlacement
    /// The file in the code folder that names the dependencies, if there is one (absolute path).
    public var dependencyFile: DependencyFile?
    /// Patterns of `.fcignore` grammar from `fclayer.yaml`, in addition to the code folder's own `.fcignore`.
    public var exclude: [String]
    /// For custom runtimes `customRuntimeConfig.command` and `.args` together; empty means `/code/bootstrap`.
    public var command: [String]
    /// Port of a custom runtime, if the manifest names one.
    public var port: Int?
    /// Memory in MB, if the manifest names it.
    public var memory: Int?
    /// Longest call in seconds, if the manifest names it.
    public var timeout: Int?
    /// How calls reach the handler.
    public var trigger: Trigger
    /// `actions` run something before deployment, so that code may be made there.
    public var hasPreDeployActions: Bool
    /// Where in the manifest each property stands, by its key in FC 3 (`handler`, `code`, `runtime`, `layers`, …) or, for
    /// hooks, `initializer`, `preStop`, `preFreeze`; the key "" is the function itself.
    public var locations: [String: Finding.Location]
    /// Path of keys down to the mapping of its properties in the document, for example `resources`, `ingest`, `props`.
    public var propertiesPath: [String]

    /// How calls reach the handler, so far as it changes the handler's parameters.
    public enum Trigger: String, Hashable, Sendable, Codable {
        /// `(event, context)`: every function of FC 3, and event functions of FC 2.
        case event
        /// FC 2 HTTP function: WSGI in Python, `(req, resp, context)` in Node.js.
        case http
    }

    /// Makes a description; the lists and maps default to empty.
    public init(
        name: String, key: String, runtime: String, handler: String, hooks: [HookDescription] = [],
        code: CodeLocation, layers: [LayerReference] = [], environment: [String: String] = [:],
        dependencies: DependencyPlacement = .bundle, dependencyFile: DependencyFile? = nil, exclude: [String] = [],
        command: [String] = [], port: Int? = nil, memory: Int? = nil, timeout: Int? = nil,
        trigger: Trigger = .event, hasPreDeployActions: Bool = false, locations: [String: Finding.Location] = [:],
        propertiesPath: [String] = []
    ) {
        self.name = name
        self.key = key
        self.runtime = runtime
        self.handler = handler
        self.hooks = hooks
        self.code = code
        self.layers = layers
        self.environment = environment
        self.dependencies = dependencies
        self.dependencyFile = dependencyFile
        self.exclude = exclude
        self.command = command
        self.port = port
        self.memory = memory
        self.timeout = timeout
        self.trigger = trigger
        self.hasPreDeployActions = hasPreDeployActions
        self.locations = locations
        self.propertiesPath = propertiesPath
    }

    /// Where a property stands in the manifest; the function itself if the property is not written.
    public func location(of property: String) -> Finding.Location {
        locations[property] ?? locations[""] ?? .none
    }
}

/// A lifecycle hook.
public struct HookDescription: Hashable, Sendable, Codable {
    /// When the platform calls it.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Once, before the first call.
        case initializer
        /// Before the instance ends.
        case preStop
        /// Before the instance is frozen; FC 2 only.
        case preFreeze
    }

    /// When the platform calls it.
    public var kind: Kind
    /// The hook's handler string; `nil` where `command` is used.
    public var handler: String?
    /// Whether `command` is set as well or instead.
    public var hasCommand: Bool
    /// Longest run in seconds, if the manifest names it.
    public var timeout: Int?

    /// Makes a hook.
    public init(kind: Kind, handler: String?, hasCommand: Bool = false, timeout: Int? = nil) {
        self.kind = kind
        self.handler = handler
        self.hasCommand = hasCommand
        self.timeout = timeout
    }
}

/// Where a function's code is.
public enum CodeLocation: Hashable, Sendable, Codable {
    /// A folder whose contents become `/code` (absolute path).
    case folder(String)
    /// A single source file, which becomes the one entry of the zip (absolute path).
    case file(String)
    /// A zip or jar that is taken as it is (absolute path).
    case archive(String)
    /// An object in OSS; nothing is built or checked (text for messages, `oss://bucket/key`).
    case remote(String)
    /// No code: a container image.
    case none
}

/// What becomes of the dependencies that stand in a function's code folder.
public enum DependencyPlacement: String, Hashable, Sendable, Codable, CaseIterable {
    /// Into the code zip (the default).
    case bundle
    /// Into a layer of its own, `<function>-deps`.
    case layer
    /// Not looked at.
    case none
}

/// A layer of a function.
public enum LayerReference: Hashable, Sendable, Codable {
    /// A local layer by name; `arn` is what the manifest says, if it names a published version.
    case local(name: String, arn: String?)
    /// A layer whose contents are not known here: an ARN without a local folder, or one of Alibaba Cloud's own.
    case external(arn: String)

    /// The name or ARN for messages.
    public var text: String {
        switch self {
        case .local(let name, _): name
        case .external(let arn): arn
        }
    }
}

/// A file that names dependencies.
public struct DependencyFile: Hashable, Sendable, Codable {
    /// What kind of file it is.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// pip's `requirements.txt` format.
        case requirements
        /// uv's lock.
        case uvLock
        /// PEP 751.
        case pylock
        /// `[project] dependencies` of a `pyproject.toml`.
        case pyproject
    }

    /// What kind of file it is.
    public var kind: Kind
    /// Absolute path.
    public var path: String

    /// Makes a value.
    public init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// The kind by the file's name: `uv.lock`, `pylock.toml`, `pylock.*.toml`, `pyproject.toml`, else requirements when the
    /// name ends in `.txt` or `.in`; `nil` for other names.
    public static func kind(ofFileNamed name: String) -> Kind? {
        switch name {
        case "uv.lock": .uvLock
        case "pylock.toml": .pylock
        case "pyproject.toml": .pyproject
        case _ where name.hasPrefix("pylock.") && name.hasSuffix(".toml"): .pylock
        case _ where name.hasSuffix(".txt") || name.hasSuffix(".in"): .requirements
        default: nil
        }
    }
}

/// A local layer: a folder with `layer.yaml`.
public struct LayerDescription: Hashable, Sendable, Codable {
    /// The name of the folder, which names the layer and its zip.
    public var name: String
    /// Absolute path of the folder.
    public var folder: String
    /// Text for the platform; may be empty.
    public var description: String
    /// Compatible runtimes; the first decides interpreter and platform.
    public var runtimes: [String]
    /// Python dependencies, into `python/`.
    public var python: DependencyFile?
    /// Files and folders that are packed as they are.
    public var files: [LayerFile]
    /// Where in `layer.yaml` each key stands; the key "" is the file itself.
    public var locations: [String: Finding.Location]

    /// Makes a description.
    public init(
        name: String, folder: String, description: String = "", runtimes: [String], python: DependencyFile? = nil,
        files: [LayerFile] = [], locations: [String: Finding.Location] = [:]
    ) {
        self.name = name
        self.folder = folder
        self.description = description
        self.runtimes = runtimes
        self.python = python
        self.files = files
        self.locations = locations
    }

    /// Where a key stands in `layer.yaml`; the file itself if the key is not written.
    public func location(of key: String) -> Finding.Location { locations[key] ?? locations[""] ?? .none }
}

/// A file or folder that a layer packs as it is.
public struct LayerFile: Hashable, Sendable, Codable {
    /// Absolute path of the file or folder.
    public var from: String
    /// The folder in the package that receives it (a folder's contents, or the file under its own name); empty is the root.
    public var to: String
    /// Whether `from` is a folder.
    public var isFolder: Bool

    /// Makes a value.
    public init(from: String, to: String, isFolder: Bool = true) {
        self.from = from
        self.to = to
        self.isFolder = isFolder
    }
}
