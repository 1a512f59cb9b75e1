/// An executable product of a Swift package that becomes the start file of a function.
public struct SwiftProduct: Hashable, Sendable, Codable {
    /// How the program finds the Swift runtime libraries.
    public enum Linking: String, Hashable, Sendable, Codable, CaseIterable {
        /// They are part of the program; glibc is the runtime's.
        case `static`
        /// Everything is part of the program, glibc too: it runs on any kernel.
        case executable
        /// They come from a layer, in `/opt/lib`.
        case shared
    }

    /// The folder with `Package.swift` (absolute path).
    public var package: String
    /// The product; `nil` is the only executable product of the package.
    public var name: String?
    /// The runtime that decides the SDK. Identifier of the catalogue.
    public var runtime: String
    /// How the program finds the Swift runtime libraries.
    public var linking: Linking
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a value.
    public init(
        package: String, name: String? = nil, runtime: String, linking: Linking = .static,
        location: Finding.Location = .none
    ) {
        self.package = package
        self.name = name
        self.runtime = runtime
        self.linking = linking
        self.location = location
    }
}
