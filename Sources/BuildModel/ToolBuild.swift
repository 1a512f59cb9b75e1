/// What the manifest, or the code folder by itself, says about a build by a tool.
public struct BuildChoice: Hashable, Sendable, Codable {
    /// Who builds.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// PHP packages of `composer.lock` into `vendor`.
        case composer
        /// A Maven project: classes at the root, jars in `lib`.
        case maven
        /// A Gradle project: the same.
        case gradle
        /// A Go program.
        case go
        /// A .NET project, published.
        case dotnet
        /// `make build-NAME ARTIFACTS_DIR=…`.
        case make
        /// A command of the user's.
        case command
        /// Node.js sources in one file for each handler.
        case esbuild
        /// Node.js packages whose install scripts are run.
        case npmScripts = "npm-scripts"
    }

    /// Who builds.
    public var kind: Kind
    /// The folder that is built (absolute).
    public var folder: String
    /// What is built in it: the target of `make`, the package of Go, the project file of .NET. Arguments of `make` are other
    /// targets that do if the first is not there.
    public var target: String?
    /// The command with its arguments, or more arguments for the tool.
    public var arguments: [String]
    /// Files and folders outside of the folder that the build reads (absolute).
    public var inputs: [String]
    /// The folder that receives the results, relative to `folder`, where the tool does not say it by itself; for Go the path of
    /// the program in the package.
    public var output: String?
    /// Patterns of `.fcignore` grammar for what stays out of the package.
    public var exclude: [String]
    /// What the target has that its runtime does not say, in the tool's own words: for composer `php` and `ext-…`.
    public var platform: [String: String]
    /// Whether a layer names the build, so that the folder's own files are the layer's and not a function's.
    public var isOfLayer: Bool
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a choice.
    public init(
        kind: Kind, folder: String, target: String? = nil, arguments: [String] = [], inputs: [String] = [],
        output: String? = nil, exclude: [String] = [], platform: [String: String] = [:], isOfLayer: Bool = false,
        location: Finding.Location = .none
    ) {
        self.kind = kind
        self.folder = folder
        self.target = target
        self.arguments = arguments
        self.inputs = inputs
        self.output = output
        self.exclude = exclude
        self.platform = platform
        self.isOfLayer = isOfLayer
        self.location = location
    }
}

/// Something that a tool builds from the user's sources, in a copy of them.
public struct ToolBuild: Hashable, Sendable, Codable {
    /// What is built by whom.
    public var choice: BuildChoice
    /// The runtime that it is for. Identifier of the catalogue.
    public var runtime: String
    /// The folder in the package that receives the results; empty is the root.
    public var destination: String
    /// Whether it goes into a layer.
    public var isLayer: Bool
    /// Node.js packages that the build sees in `node_modules`.
    public var node: NodeDependencies?
    /// Node.js packages that the function finds in its layers, so that the build need not bring them.
    public var layers: [NodeDependencies]
    /// What of the results goes into this package.
    public var part: Part

    /// What of a build's results goes into a package, where the code and what it needs can be told apart.
    public enum Part: String, Hashable, Sendable, Codable {
        /// All of it.
        case all
        /// The code without what it needs.
        case code
        /// What the code needs.
        case dependencies
    }

    /// Makes a value.
    public init(
        choice: BuildChoice, runtime: String, destination: String, isLayer: Bool = false,
        node: NodeDependencies? = nil, layers: [NodeDependencies] = [], part: Part = .all
    ) {
        self.choice = choice
        self.runtime = runtime
        self.destination = destination
        self.isLayer = isLayer
        self.node = node
        self.layers = layers
        self.part = part
    }
}
