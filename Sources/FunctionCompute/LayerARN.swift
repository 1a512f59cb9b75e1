/// The name of a published layer version: `acs:fc:{region}:{account}:layers/{name}/versions/{n}` (SDK3 Layer, TF), or the
/// older `{hash}#{name}#{version}` of FC 2 (fc-v2).
public struct LayerARN: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Region, or `nil` in the older form; may be an unresolved `${…}`.
    public let region: String?
    /// Account number, or `official`, or `nil` in the older form; may be an unresolved `${…}`.
    public let account: String?
    /// Name of the layer.
    public let name: String
    /// Version; `nil` where it is not a number (an unresolved variable).
    public let version: Int?
    /// The text as it was written.
    public let text: String

    /// Reads either form; `nil` for anything else.
    public init?(_ text: String) {
        self.text = text
        if text.hasPrefix("acs:fc:") {
            // Variables such as ${config('AccountID')} hold no colon, so fields can be cut at colons.
            let fields = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
            guard fields.count == 5 else { return nil }
            let resource = fields[4].split(separator: "/", omittingEmptySubsequences: false)
            guard resource.count == 4, resource[0] == "layers", resource[2] == "versions", !resource[1].isEmpty else {
                return nil
            }
            region = String(fields[2])
            account = String(fields[3])
            name = String(resource[1])
            version = Self.version(resource[3])
            return
        }
        let fields = text.split(separator: "#", omittingEmptySubsequences: false)
        guard fields.count == 3, !fields[1].isEmpty else { return nil }
        region = nil
        account = nil
        name = String(fields[1])
        version = Self.version(fields[2])
    }

    /// Versions are numbered from 1 (D/021).
    private static func version(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(text).flatMap { $0 > 0 ? $0 : nil } : nil
    }

    /// Whether it is one of Alibaba Cloud's own layers.
    public var isOfficial: Bool { account == "official" }

    /// The text as it was written.
    public var description: String { text }
}
