/// A runtime that Function Compute offers: what a function of it is started by and what it finds around itself.
public struct Runtime: Hashable, Sendable, Codable {
    /// Who starts the function, and with it how a handler is written.
    public enum Family: String, Hashable, Sendable, Codable, CaseIterable {
        case python, nodejs, php, java, dotnet, go
        /// An HTTP server of the user's on a Debian image.
        case custom
        /// The user's own image.
        case container
    }

    /// When Alibaba Cloud stops taking functions of a runtime (D/009); dates are ISO 8601.
    public struct Retirement: Hashable, Sendable, Codable {
        /// From this day on no new functions.
        public let noNewFunctions: String
        /// From this day on no updates: an upload is refused.
        public let noUpdates: String
        /// The nearest runtime that is still taken.
        public let successor: String
    }

    /// The identifier in manifests and API calls, for example `python3.10`.
    public let id: String
    /// Who starts the function.
    public let family: Family
    /// The Debian release of the image; `nil` for the user's own image.
    public let debian: DebianRelease?
    /// Version of the language that the family names, or for custom runtimes of the Python in the image; `nil` if none.
    public let pythonVersion: DottedVersion?
    /// Version of the language for the other families.
    public let languageVersion: DottedVersion?
    /// Folder of the interpreter inside the image where it must be added to `PATH`; `nil` where `PATH` has it already.
    public let interpreterFolder: String?
    /// Environment of the image before the user's own variables.
    public let environment: [String: String]
    /// The plan to retire the runtime, if there is one.
    public let retirement: Retirement?
    /// Whether the platform labels it a public beta.
    public let isPublicBeta: Bool
    /// Where each value comes from: the value's name to the tags that `docs/sources.md` explains.
    public let sources: [String: String]

    /// The folders that the language searches inside a layer, `/opt/…`, without the user's doing (D/021). Custom runtimes
    /// search none.
    public var layerSearchFolders: [String] {
        switch family {
        case .python: ["/opt/python"]
        case .nodejs: ["/opt/nodejs/node_modules"]
        case .php: ["/opt/php"]
        case .java: ["/opt/java/lib"]
        case .dotnet, .go, .custom, .container: []
        }
    }

    /// Whether layers are found without variables of the user's: every built-in runtime has `/opt/bin` and `/opt/lib`
    /// (D/021); custom runtimes and images have nothing (D/021, D/062).
    public var findsLayersByItself: Bool { family != .custom && family != .container }

    /// CPython's ABI tag, for example `cp310`; `nil` without a Python. Derived from the interpreter's version.
    public var pythonTag: String? { pythonVersion.map { "cp\($0.major)\($0.minor)" } }
}
