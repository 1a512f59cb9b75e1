public import BuildModel

/// A function with the zips that an instance of it would see.
public struct FunctionUnderTest: Sendable {
    /// The function, from a manifest or made by hand.
    public var plan: FunctionPlan
    /// Path of the zip that becomes `/code`; `nil` for remote code, images and packages that were not built.
    public var code: String?
    /// Layers in the order of configuration: on the same path the first one wins (D/021).
    public var layers: [LayerUnderTest]
    /// The code package in messages, for example `functions/ingest` or `code.zip`.
    public var packageName: String

    /// Makes a value.
    public init(plan: FunctionPlan, code: String?, layers: [LayerUnderTest] = [], packageName: String) {
        self.plan = plan
        self.code = code
        self.layers = layers
        self.packageName = packageName
    }

    /// Paths of its zips.
    var files: [String] { layers.compactMap(\.file) + [code].compactMap(\.self) }
}

/// A layer of a function under test.
public struct LayerUnderTest: Sendable {
    /// Name or ARN of the layer.
    public var name: String
    /// Path of its zip; `nil` for layers whose contents are not known here.
    public var file: String?
    /// The runtimes that it names as compatible, if they are known.
    public var runtimes: [String]?
    /// The layer in messages, for example `layers/data-deps` or `layer.zip`.
    public var packageName: String

    /// Makes a value.
    public init(name: String, file: String?, runtimes: [String]? = nil, packageName: String) {
        self.name = name
        self.file = file
        self.runtimes = runtimes
        self.packageName = packageName
    }
}
