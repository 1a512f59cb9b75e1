/// Credentials of the function's role, for a while.
public struct Credentials: Sendable, Hashable, CustomStringConvertible {
    /// AccessKey ID.
    public let accessKeyID: String
    /// AccessKey secret.
    public let accessKeySecret: String
    /// STS token; nil where the platform gave none.
    public let securityToken: String?

    /// Credentials, as tests of a function make them.
    public init(accessKeyID: String, accessKeySecret: String, securityToken: String?) {
        self.accessKeyID = accessKeyID
        self.accessKeySecret = accessKeySecret
        self.securityToken = securityToken
    }

    /// The AccessKey ID only, so that no log line gives secrets away.
    public var description: String { "Credentials(\(accessKeyID))" }

    /// The environment's `ALIBABA_CLOUD_*` [D/047], else the request's headers, which custom.debian11 sends without the token
    /// [D/078]. Values of the two are never mixed.
    init?(environment: [String: String], headers: HTTPHeaders) {
        if let id = environment["ALIBABA_CLOUD_ACCESS_KEY_ID"], !id.isEmpty,
            let secret = environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"], !secret.isEmpty
        {
            self.init(
                accessKeyID: id, accessKeySecret: secret,
                securityToken: environment["ALIBABA_CLOUD_SECURITY_TOKEN"].flatMap { $0.isEmpty ? nil : $0 })
        } else if let id = headers.value("x-fc-access-key-id"), let secret = headers.value("x-fc-access-key-secret") {
            self.init(
                accessKeyID: id, accessKeySecret: secret, securityToken: headers.value("x-fc-security-token"))
        } else {
            return nil
        }
    }
}

extension HTTPHeaders {
    /// The first field of the name, without white space around it; nil where there is none or an empty one.
    func value(_ name: String) -> String? {
        guard let value = first(name: name), !value.isEmpty else { return nil }
        return value
    }
}
