import BuildModel
import Downloads

/// Requests as the platform sends them to a custom runtime (D/078, D/108, D/060).
struct PlatformRequest: Sendable {
    let instance: InstanceDescription
    let settings: InvokeSettings

    /// Most bytes of a body, either way, in a synchronous call (D/quota).
    static let bodyLimit = 32 << 20
    /// Most bytes of the headers, either way (D/108).
    static let headLimit = 8 << 10
    /// Most bytes of path and query (D/108).
    static let targetLimit = 4 << 10
    /// Longest initializer and preStop hook in seconds where the manifest names no time (D/quota).
    static let initializerTimeout = 300
    static let preStopTimeout = 90

    /// `POST /initialize`, empty (D/060).
    func initialize(_ hook: HookDescription, id: String) -> LoopbackRequest {
        LoopbackRequest(
            "POST", "/initialize", port: instance.port, headers: headers("/initialize", id), body: [],
            timeout: .seconds(hook.timeout ?? Self.initializerTimeout), limit: Int64(Self.bodyLimit))
    }

    /// `GET /pre-stop` (D/060, D/040).
    func preStop(_ hook: HookDescription, id: String) -> LoopbackRequest {
        LoopbackRequest(
            "GET", "/pre-stop", port: instance.port, headers: headers("/pre-stop", id),
            timeout: .seconds(hook.timeout ?? Self.preStopTimeout), limit: Int64(Self.bodyLimit))
    }

    /// A call: events as `POST /invoke` with bytes (D/108), requests of HTTP triggers as they are.
    func call(_ call: InvocationCall, id: String) -> LoopbackRequest {
        let timeout = settings.timeout ?? .seconds(instance.timeout)
        switch call {
        case .event(let bytes):
            return LoopbackRequest(
                "POST", "/invoke", port: instance.port,
                headers: [HTTPHeader("Content-Type", "application/octet-stream")] + headers("/invoke", id),
                body: bytes, timeout: timeout, limit: Int64(Self.bodyLimit))
        case .http(let request):
            return LoopbackRequest(
                request.method, request.target, port: instance.port,
                headers: request.headers.map { HTTPHeader($0.name, $0.value) } + headers("/http-invoke", id),
                body: request.body, timeout: timeout, limit: Int64(Self.bodyLimit))
        }
    }

    /// Why the platform would not take a call at all; `nil` if it would.
    static func refusal(of call: InvocationCall) -> String? {
        switch call {
        case .event(let bytes):
            return bytes.count > bodyLimit ? "the event has \(bytes.count) bytes, the platform takes \(bodyLimit)" : nil
        case .http(let request):
            let headers = request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
            if (request.body?.count ?? 0) > bodyLimit {
                return "the body has \(request.body?.count ?? 0) bytes, the platform takes \(bodyLimit)"
            }
            if request.target.utf8.count > targetLimit {
                return "path and query have \(request.target.utf8.count) bytes, the platform takes \(targetLimit)"
            }
            if headers > headLimit { return "the headers have \(headers) bytes, the platform takes \(headLimit)" }
            // D/108: reserved.
            if let header = request.headers.first(where: { isReserved($0.name.lowercased()) }) {
                return "`\(header.name)` is a header that the platform sets itself"
            }
            return nil
        }
    }

    private static func isReserved(_ name: String) -> Bool {
        name.hasPrefix("x-fc-") || name == "connection" || name == "keep-alive"
    }

    /// An identifier of the form that the platform uses.
    static func newID() -> String {
        func hex(_ digits: Int) -> String {
            let text = String(UInt64.random(in: .min ... .max), radix: 16)
            return String((String(repeating: "0", count: 16) + text).suffix(digits))
        }
        return "1-\(hex(8))-\(hex(8))-\(hex(12))"
    }

    private func headers(_ path: String, _ id: String) -> [HTTPHeader] {
        let function = instance.function
        var headers = [
            HTTPHeader("x-fc-request-id", id), HTTPHeader("x-fc-control-path", path),
            HTTPHeader("x-fc-function-name", function.name),
            HTTPHeader("x-fc-function-handler", function.handler.isEmpty ? "handler" : function.handler),
            HTTPHeader("x-fc-function-memory", "\(instance.memory)"),
            HTTPHeader("x-fc-region", instance.region ?? InstanceEnvironment.defaultRegion),
            HTTPHeader("x-fc-account-id", InstanceEnvironment.account),
            HTTPHeader("x-fc-qualifier", InstanceEnvironment.version),
            HTTPHeader("x-fc-version-id", InstanceEnvironment.version),
            HTTPHeader("x-fc-service-logproject", ""), HTTPHeader("x-fc-service-logstore", ""),
        ]
        if let credentials = settings.credentials, InstanceEnvironment.hasCredentialHeaders(instance.runtime) {
            headers.append(HTTPHeader("x-fc-access-key-id", credentials.accessKeyID))
            headers.append(HTTPHeader("x-fc-access-key-secret", credentials.accessKeySecret))
            headers.append(HTTPHeader("x-fc-security-token", credentials.securityToken ?? ""))
        }
        return headers
    }
}
