/// A locked plan whose compiled parts are on disk: the wall behind `Compiling`. From here on nothing is built.
public struct StagedPlan: Hashable, Sendable, Codable {
    /// The plan with its exact dependencies.
    public var locked: LockedPlan
    /// The products of the plan, each once.
    public var products: [CompiledProduct]

    /// Makes a value.
    public init(locked: LockedPlan, products: [CompiledProduct] = []) {
        self.locked = locked
        self.products = products
    }
}

/// A product as it goes into packages.
public struct CompiledProduct: Hashable, Sendable, Codable {
    /// The product, as the plan names it.
    public var product: SwiftProduct
    /// The files that it consists of: absolute path of each and its place in a package.
    public var files: [PlacedFile]
    /// What it was made of, for reports: packages with versions and origins.
    public var components: [PackageComponent]

    /// A file and its place.
    public struct PlacedFile: Hashable, Sendable, Codable {
        /// Absolute path.
        public var from: String
        /// Path in the package.
        public var to: String

        /// Makes a value.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// Makes a value.
    public init(product: SwiftProduct, files: [PlacedFile], components: [PackageComponent] = []) {
        self.product = product
        self.files = files
        self.components = components
    }
}
