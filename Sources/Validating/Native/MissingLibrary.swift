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
}
