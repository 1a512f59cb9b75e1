/// A locked plan whose compiled parts are on disk: the wall behind `Compiling`. From here on nothing is built.
public struct StagedPlan: Hashable, Sendable, Codable {
    /// The plan with its exact dependencies.
    public var locked: LockedPlan
    /// The programs of the plan, each once.
    public var products: [CompiledProduct]
    /// The runtime libraries of the plan's layers, each set once.
    public var libraries: [StagedLibraries]
    /// What tools built, each once.
    public var builds: [StagedBuild]

    /// Makes a value.
    public init(
        locked: LockedPlan, products: [CompiledProduct] = [], libraries: [StagedLibraries] = [],
        builds: [StagedBuild] = []
    ) {
        self.locked = locked
        self.products = products
        self.libraries = libraries
        self.builds = builds
    }

    /// What an ingredient of the plan became; `nil` for ingredients that are not compiled.
    public func contents(of ingredient: Ingredient) -> StagedContents? {
        switch ingredient {
        case .swift(let product): products.first { $0.product == product }?.contents
        case .swiftRuntime(let libraries): self.libraries.first { $0.libraries == libraries }?.contents
        case .build(let build): builds.first { $0.build == build }?.contents
        default: nil
        }
    }
}

/// What a tool built, as it goes into packages.
public struct StagedBuild: Hashable, Sendable, Codable {
    /// The build, as the plan names it.
    public var build: ToolBuild
    /// Its results.
    public var contents: StagedContents

    /// Makes a value.
    public init(build: ToolBuild, contents: StagedContents) {
        self.build = build
        self.contents = contents
    }
}

/// A program as it goes into packages.
public struct CompiledProduct: Hashable, Sendable, Codable {
    /// The product, as the plan names it.
    public var product: SwiftProduct
    /// The program and its resources.
    public var contents: StagedContents
    /// Dynamic libraries of its own packages that it needs and that are not among its files.
    public var libraries: [String]

    /// Makes a value.
    public init(product: SwiftProduct, contents: StagedContents, libraries: [String] = []) {
        self.product = product
        self.contents = contents
        self.libraries = libraries
    }
}

/// Runtime libraries as they go into a layer.
public struct StagedLibraries: Hashable, Sendable, Codable {
    /// The libraries, as the plan names them.
    public var libraries: SwiftRuntimeLibraries
    /// Their files.
    public var contents: StagedContents

    /// Makes a value.
    public init(libraries: SwiftRuntimeLibraries, contents: StagedContents) {
        self.libraries = libraries
        self.contents = contents
    }
}

/// Files that were made, and what they were made of.
public struct StagedContents: Hashable, Sendable, Codable {
    /// What was made: the program or the set of libraries, with its toolchain as its version.
    public var component: PackageComponent
    /// The files: absolute path of each and its place in a package.
    public var files: [PlacedFile]
    /// Symbolic links among the files.
    public var links: [PlacedLink]
    /// Empty folders among the files: paths in the package.
    public var folders: [String]
    /// What is part of them and has no file of its own: packages with versions and origins.
    public var parts: [PackageComponent]
    /// The digest of all names and bytes.
    public var digest: Digest

    /// A file and its place.
    public struct PlacedFile: Hashable, Sendable, Codable {
        /// Absolute path.
        public var from: String
        /// Path in the package.
        public var to: String
        /// Whether it can be run.
        public var isExecutable: Bool

        /// Makes a value.
        public init(from: String, to: String, isExecutable: Bool = false) {
            self.from = from
            self.to = to
            self.isExecutable = isExecutable
        }
    }

    /// Makes a value.
    public init(
        component: PackageComponent, files: [PlacedFile], links: [PlacedLink] = [], folders: [String] = [],
        parts: [PackageComponent] = [], digest: Digest
    ) {
        self.component = component
        self.files = files
        self.links = links
        self.folders = folders
        self.parts = parts
        self.digest = digest
    }
}
