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
    /// The program in its code folder's Swift package, where the code is one; `nil` for any other code.
    public var swift: SwiftChoice?
    /// Node.js packages that the code needs.
    public var node: NodeSource?
    /// Debian packages that the code needs.
    public var debian: DebianSource?
    /// The tool that makes the code, or its dependencies, from what is in the code folder.
    public var build: BuildChoice?
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
        /// No manifest says it: the handler may be written for either.
        case unknown
    }

    /// Makes a description; the lists and maps default to empty.
    public init(
        name: String, key: String, runtime: String, handler: String, hooks: [HookDescription] = [],
        code: CodeLocation, layers: [LayerReference] = [], environment: [String: String] = [:],
        dependencies: DependencyPlacement = .bundle, dependencyFile: DependencyFile? = nil, swift: SwiftChoice? = nil,
        node: NodeSource? = nil, debian: DebianSource? = nil, build: BuildChoice? = nil, exclude: [String] = [],
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
        self.swift = swift
        self.node = node
        self.debian = debian
        self.build = build
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

/// What the manifest says about a Swift function.
public struct SwiftChoice: Hashable, Sendable, Codable {
    /// The executable product; `nil` is the only one of the package.
    public var product: String?
    /// How the program finds the Swift runtime libraries.
    public var linking: SwiftProduct.Linking
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a choice.
    public init(
        product: String? = nil, linking: SwiftProduct.Linking = .static, location: Finding.Location = .none
    ) {
        self.product = product
        self.linking = linking
        self.location = location
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
