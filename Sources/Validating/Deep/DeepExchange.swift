/// What a driver is asked, as JSON in a file that only the sandbox sees.
struct DeepQuestion: Encodable, Sendable {
    /// An entry point to look up.
    struct Entry: Encodable, Sendable {
        /// `handler`, or the kind of hook.
        var property: String
        /// The part of the handler string before the last dot.
        var module: String
        /// The part behind it.
        var name: String
        /// The number of positional arguments of the call.
        var arguments: Int
        /// Whether a generator is a fine result: FC 2 HTTP functions are WSGI.
        var acceptsGenerator: Bool
    }

    /// Stands before the answer, so that nothing the code prints is taken for it.
    var token: String
    var entries: [Entry]
    /// Folders of the search path before the interpreter's own.
    var searchPath: [String]
    /// Whether modules are found by the whole search path (Python 3.12) or inside the code only.
    var searchesEverywhere: Bool
    /// Variables of the function that the driver sets before it loads anything.
    var environment: [String: String]
}

/// What a driver answers about an entry point.
struct DeepAnswer: Decodable, Sendable {
    /// What became of the entry.
    enum State: String, Decodable, Sendable {
        /// There, callable, and it takes the call.
        case ok
        /// The module could not be loaded.
        case failed
        /// A module is missing that neither the code nor the layers have.
        case absent
        /// The module was loaded and has no such name.
        case missing
        /// There, and nothing that can be called as a handler.
        case notCallable
        /// There, and its parameters do not take the call.
        case signature
    }

    var property: String
    var state: State
    /// More about the state: the last line of an error, the names that are there, the type, the parameters.
    var detail: String
    /// The last lines of the traceback.
    var trace: [String]?
}
