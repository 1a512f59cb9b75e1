/// Swift runtime libraries of the installed toolchain, which a layer brings for functions that are linked with `shared`.
public struct SwiftRuntimeLibraries: Hashable, Sendable, Codable {
    /// A library that a layer names; what it needs comes along.
    public enum Library: String, Hashable, Sendable, Codable, CaseIterable {
        /// The standard library, with regular expressions, which every module imports unasked.
        case core
        /// Tasks and actors.
        case concurrency
        /// Queues, which tasks run on.
        case dispatch
        /// `Data`, `Date`, JSON and file access without ICU.
        case essentials = "FoundationEssentials"
        /// All of Foundation, with ICU.
        case foundation = "Foundation"
        /// `URLSession`.
        case networking = "FoundationNetworking"
        /// XML.
        case xml = "FoundationXML"
        /// `Mutex` and `Atomic`.
        case synchronization = "Synchronization"
        /// `@Observable`.
        case observation = "Observation"
        /// Regular expressions as result builders.
        case regexBuilder = "RegexBuilder"
        /// Distributed actors.
        case distributed = "Distributed"
    }

    /// The libraries that are wanted.
    public var libraries: [Library]
    /// The runtime that the layer is for. Identifier of the catalogue.
    public var runtime: String
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a value.
    public init(libraries: [Library], runtime: String, location: Finding.Location = .none) {
        self.libraries = libraries
        self.runtime = runtime
        self.location = location
    }
}
