import NIOHTTP1

/// What the platform asks of the instance.
enum Route: Sendable, Hashable {
    case initialize, invoke, preStop, http

    /// The header `x-fc-control-path` says it [D/078]; without one (health checks, local tools) method and path do. A function
    /// that takes no events sees `/invoke` as any other path, as every server in a custom runtime does.
    init(_ head: HTTPRequestHead, function: FunctionType) {
        let path: Substring
        if let control = head.headers.value("x-fc-control-path") {
            switch control {
            case "/initialize": self = .initialize
            case "/invoke": self = function.takesEvents ? .invoke : .http
            case "/pre-stop": self = .preStop
            default: self = .http
            }
            return
        }
        path = head.uri.prefix { $0 != "?" }
        switch (head.method, path) {
        case (.POST, "/initialize"): self = .initialize
        case (.POST, "/invoke"): self = function.takesEvents ? .invoke : .http
        case (.GET, "/pre-stop"): self = .preStop
        default: self = .http
        }
    }
}
