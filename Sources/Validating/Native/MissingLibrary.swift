import BuildModel
import FunctionCompute

/// A library that a file needs and that the dynamic linker of an instance does not find.
struct MissingLibrary: Hashable, Sendable {
    /// Path inside the package of the file that needs it.
    let path: String
    /// The name that is asked for.
    let library: String
    /// A module or program that cannot be loaded therefore, where the file itself is not one.
    var importer: String?
    let runtime: Runtime
    let presence: ImageLibraries.Presence
    /// Folders that were searched, in order.
    let lookedIn: [String]
    /// A file of the name in a folder that is not searched.
    var elsewhere: String?
    /// Whether a file of the name is in a searched folder and is no library.
    var isNoLibrary = false
    /// Whether the program that the function starts needs it, so that the function cannot start.
    var isStarted = false
    var severity: Finding.Severity
    /// Functions in whose instances it is missing.
    var functions: [String] = []

    /// A text by which values stand in the same order in every run.
    var order: String {
        let flags = "\(severity)\(isStarted)\(isNoLibrary)"
        return ([path, library, runtime.id, importer ?? "", elsewhere ?? "", flags] + lookedIn).joined(
            separator: "\u{0}")
    }
}

extension MissingLibrary: Codable {
    private enum CodingKeys: CodingKey {
        case path, library, importer, runtime, presence, lookedIn, elsewhere, isNoLibrary, isStarted, severity,
            functions
    }

    /// Reads a value; its runtime must be one of the catalogue.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard let runtime = RuntimeCatalogue.runtime(try values.decode(String.self, forKey: .runtime)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .runtime, in: values, debugDescription: "the catalogue has no such runtime")
        }
        self.init(
            path: try values.decode(String.self, forKey: .path),
            library: try values.decode(String.self, forKey: .library),
            importer: try values.decodeIfPresent(String.self, forKey: .importer), runtime: runtime,
            presence: try values.decode(ImageLibraries.Presence.self, forKey: .presence),
            lookedIn: try values.decode([String].self, forKey: .lookedIn),
            elsewhere: try values.decodeIfPresent(String.self, forKey: .elsewhere),
            isNoLibrary: try values.decode(Bool.self, forKey: .isNoLibrary),
            isStarted: try values.decode(Bool.self, forKey: .isStarted),
            severity: try values.decode(Finding.Severity.self, forKey: .severity),
            functions: try values.decode([String].self, forKey: .functions))
    }

    /// Writes the name of the runtime for all that the catalogue says of it.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(path, forKey: .path)
        try values.encode(library, forKey: .library)
        try values.encodeIfPresent(importer, forKey: .importer)
        try values.encode(runtime.id, forKey: .runtime)
        try values.encode(presence, forKey: .presence)
        try values.encode(lookedIn, forKey: .lookedIn)
        try values.encodeIfPresent(elsewhere, forKey: .elsewhere)
        try values.encode(isNoLibrary, forKey: .isNoLibrary)
        try values.encode(isStarted, forKey: .isStarted)
        try values.encode(severity, forKey: .severity)
        try values.encode(functions, forKey: .functions)
    }
}
