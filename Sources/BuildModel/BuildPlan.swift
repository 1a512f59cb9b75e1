public import FunctionCompute

/// What will be built: the wall behind `Planning`. Printed by `fclayer plan`.
public struct BuildPlan: Hashable, Sendable, Codable {
    /// Layers before functions, each in the order of the project.
    public var packages: [PackagePlan]
    /// Every function with all that the checks must know of it.
    public var functions: [FunctionPlan]
    /// What the platform takes, with the user's overrides.
    public var limits: Limits

    /// Makes a plan.
    public init(packages: [PackagePlan], functions: [FunctionPlan], limits: Limits) {
        self.packages = packages
        self.functions = functions
        self.limits = limits
    }
}

/// A package that will be built.
public struct PackagePlan: Hashable, Sendable, Codable {
    /// Which package.
    public var id: PackageID
    /// The runtimes it is for; the first decides platform and interpreter. Identifiers of the catalogue.
    public var runtimes: [String]
    /// What goes into it; earlier ingredients do not override later ones: a path may come from one only.
    public var ingredients: [Ingredient]
    /// Where problems of the package are reported: its line in the manifest.
    public var location: Finding.Location

    /// Makes a plan.
    public init(id: PackageID, runtimes: [String], ingredients: [Ingredient], location: Finding.Location = .none) {
        self.id = id
        self.runtimes = runtimes
        self.ingredients = ingredients
        self.location = location
    }
}

/// The name of a package inside a project.
public struct PackageID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// Code of a function, or a layer.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Mounted at `/opt`.
        case layer
        /// Mounted at `/code`.
        case function
    }

    /// Code of a function, or a layer.
    public var kind: Kind
    /// The function's or layer's name.
    public var name: String

    /// Makes an identifier.
    public init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// `functions/<name>` or `layers/<name>`: also the path of the zip below `.fclayer/out`, without `.zip`.
    public var description: String { (kind == .layer ? "layers/" : "functions/") + name }

    /// Layers first, then by name.
    public static func < (left: PackageID, right: PackageID) -> Bool {
        left.kind == right.kind ? left.name < right.name : left.kind == .layer
    }
}

/// Something that goes into a package.
public enum Ingredient: Hashable, Sendable, Codable {
    /// A folder of the user's.
    case folder(SourceFolder)
    /// A single file of the user's: absolute path and its place in the package.
    case file(from: String, to: String)
    /// A zip or jar of the user's that is taken as it is, byte for byte (absolute path); the only ingredient then.
    case archive(String)
    /// Python distributions, from wheels.
    case python(PythonDependencies)
    /// A program that is compiled, with its resources.
    case swift(SwiftProduct)
    /// The Swift runtime libraries, for functions that are linked with them.
    case swiftRuntime(SwiftRuntimeLibraries)
    /// Node.js packages, from the lock of npm.
    case node(NodeDependencies)
    /// Libraries and programs of the runtime's Debian release.
    case debian(DebianLibraries)
    /// What a tool makes of the user's sources.
    case build(ToolBuild)
}

/// A folder of the user's that is packed.
public struct SourceFolder: Hashable, Sendable, Codable {
    /// Absolute path.
    public var path: String
    /// The folder in the package that receives its contents; empty is the root.
    public var destination: String
    /// More patterns of `.fcignore` grammar, in addition to the folder's own `.fcignore`.
    public var exclude: [String]

    /// Makes a value.
    public init(path: String, destination: String = "", exclude: [String] = []) {
        self.path = path
        self.destination = destination
        self.exclude = exclude
    }
}

/// Python distributions that a package needs.
public struct PythonDependencies: Hashable, Sendable, Codable {
    /// The file that names them.
    public var source: DependencyFile
    /// The lock that fixes them (absolute path): `pylock.<runtime>.toml` beside the source; the source itself where that is
    /// a `pylock.toml`.
    public var lock: String
    /// The runtime that decides interpreter, platform and markers. Identifier of the catalogue.
    public var runtime: String
    /// Folder in the package that receives modules: `python` in layers, empty in code. Scripts go to `bin`.
    public var destination: String
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a value.
    public init(
        source: DependencyFile, lock: String, runtime: String, destination: String, location: Finding.Location = .none
    ) {
        self.source = source
        self.lock = lock
        self.runtime = runtime
        self.destination = destination
        self.location = location
    }
}

/// A function with all that the checks must know of it.
public struct FunctionPlan: Hashable, Sendable, Codable {
    /// As the manifest has it.
    public var description: FunctionDescription
    /// The package that becomes `/code`; `nil` for remote code and images.
    public var code: PackageID?
    /// Layers in the order of configuration, the function's own dependency layer last.
    public var layers: [LayerReference]

    /// Makes a value.
    public init(description: FunctionDescription, code: PackageID?, layers: [LayerReference]) {
        self.description = description
        self.code = code
        self.layers = layers
    }

    /// The packages of its layers that are built here, in their order.
    public var localLayers: [PackageID] {
        layers.compactMap { if case .local(let name, _) = $0 { PackageID(.layer, name) } else { nil } }
    }
}
