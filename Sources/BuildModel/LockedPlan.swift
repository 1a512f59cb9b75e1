/// A plan whose every dependency is exact and on disk: the wall behind `Resolving`. From here on a build needs no network.
public struct LockedPlan: Hashable, Sendable, Codable {
    /// The plan.
    public var plan: BuildPlan
    /// The distributions of each set of Python dependencies in the plan.
    public var python: [LockedPython]
    /// The artefacts of every other set of dependencies, each set once.
    public var parts: [LockedParts]

    /// Makes a value.
    public init(plan: BuildPlan, python: [LockedPython], parts: [LockedParts] = []) {
        self.plan = plan
        self.python = python
        self.parts = parts
    }

    /// What a set of dependencies became; `nil` for other ingredients.
    public func parts(of ingredient: Ingredient) -> LockedParts? { parts.first { $0.ingredient == ingredient } }
}

/// A set of Python dependencies with its exact distributions.
public struct LockedPython: Hashable, Sendable, Codable {
    /// The set, as the plan names it.
    public var dependencies: PythonDependencies
    /// Its distributions by name.
    public var distributions: [LockedDistribution]

    /// Makes a value.
    public init(dependencies: PythonDependencies, distributions: [LockedDistribution]) {
        self.dependencies = dependencies
        self.distributions = distributions
    }
}

/// A Python distribution in one version, as a verified wheel on disk.
public struct LockedDistribution: Hashable, Sendable, Codable {
    /// The name as PEP 503 normalises it.
    public var name: String
    /// The version.
    public var version: String
    /// Absolute path of the wheel in the store. Every member was checked against the wheel's RECORD when it entered.
    public var wheel: String
    /// File name of the wheel, with its tags.
    public var wheelName: String
    /// SHA-256 of the wheel.
    public var digest: Digest
    /// Where it came from, without credentials: a URL or a path.
    public var origin: String
    /// The licence that its metadata names.
    public var licence: String?
    /// The digest of the source distribution that the wheel was built from, if it was.
    public var builtFrom: Digest?

    /// Makes a value.
    public init(
        name: String, version: String, wheel: String, wheelName: String, digest: Digest, origin: String,
        licence: String? = nil, builtFrom: Digest? = nil
    ) {
        self.name = name
        self.version = version
        self.wheel = wheel
        self.wheelName = wheelName
        self.digest = digest
        self.origin = origin
        self.licence = licence
        self.builtFrom = builtFrom
    }
}
