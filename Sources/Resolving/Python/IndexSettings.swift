/// Which indexes a set of requirements is looked up in, as far as it is known without asking the tools: options in the
/// requirements file, then variables of uv and pip, then the public index.
struct IndexSettings: Hashable, Sendable {
    /// Base URLs of indexes, the main one first; empty with `--no-index`. With credentials where the user wrote them.
    var indexes: [String]
    /// Folders and pages of `--find-links`.
    var findLinks: [String]

    static let publicIndex = "https://pypi.org/simple"

    init(_ requirements: RequirementsFile, environment: [String: String]) {
        func words(_ names: String...) -> [String] {
            for name in names {
                let words = (environment[name] ?? "").split(whereSeparator: \.isWhitespace)
                // uv writes `name=URL`.
                let urls = words.map { word in
                    word.firstIndex(of: "=").flatMap { mark in
                        word[..<mark].contains("/") ? nil : String(word[word.index(after: mark)...])
                    } ?? String(word)
                }
                if !urls.isEmpty { return urls }
            }
            return []
        }
        let isOff = requirements.options.contains { $0.name == "--no-index" }
        let own = requirements.values(of: "--index-url").last
        let main = own ?? words("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL").first ?? Self.publicIndex
        let extra = requirements.values(of: "--extra-index-url")
        let others = extra + words("UV_INDEX", "UV_EXTRA_INDEX_URL", "PIP_EXTRA_INDEX_URL")
        indexes = isOff ? [] : [main] + others.filter { $0 != main }
        findLinks = requirements.values(of: "--find-links") + words("UV_FIND_LINKS", "PIP_FIND_LINKS")
    }

    /// The page of a distribution in each index.
    func pages(of name: String) -> [String] {
        indexes.map { ($0.hasSuffix("/") ? $0 : $0 + "/") + PythonName.normalised(name) + "/" }
    }

    /// A URL with the credentials of the index on the same host and port: locks do not hold them.
    func authorised(_ url: String) -> String {
        guard URLText.credentials(of: url) == nil, let origin = URLText.origin(of: url) else { return url }
        for known in indexes + findLinks where URLText.origin(of: known) == origin {
            if let credentials = URLText.credentials(of: known) {
                return URLText.adding(credentials: credentials, to: url)
            }
        }
        return url
    }

    /// Text without the credentials of any index, for messages of tools.
    func redacted(_ text: String) -> String {
        var result = text
        for known in indexes + findLinks {
            guard let credentials = URLText.credentials(of: known), !credentials.isEmpty else { continue }
            while let range = result.firstRange(of: credentials + "@") { result.removeSubrange(range) }
        }
        return result
    }
}
