import Logging

/// What the environment says about the process.
struct Settings: Sendable {
    /// The port to listen on.
    private(set) var port: Int
    /// The function's handler string; empty where it is not known.
    let handler: String
    let logLevel: Logger.Level
    let environment: [String: String]

    /// Throws where a variable has a value that cannot be meant.
    init(environment: [String: String]) throws(StartFailure) {
        self.environment = environment
        handler = environment["FC_FUNCTION_HANDLER"] ?? ""
        // `LOG_LEVEL` is our own; the platform keeps names that start with `FC_` for itself [D/047].
        logLevel = environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0.lowercased()) } ?? .info
        // FC_SERVER_PORT is set by images and tools, FC_CUSTOM_LISTEN_PORT by the platform [D/047].
        for variable in ["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT"] {
            guard let value = environment[variable], !value.isEmpty else { continue }
            guard let number = UInt16(value), number > 0 else {
                throw StartFailure("`\(variable)` is `\(value)`, which is no port: ports are 1 to 65535")
            }
            port = Int(number)
            return
        }
        port = 9000
    }

    /// The same on another port; 0 takes a free one.
    func listening(on port: Int) -> Settings {
        var settings = self
        settings.port = port
        return settings
    }
}

/// Why the program does not start.
struct StartFailure: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
