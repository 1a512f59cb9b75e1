import BuildModel

/// What `go` complains about.
struct GoMessages {
    private let lines: [Substring]

    init(_ words: String) { lines = words.split(whereSeparator: \.isNewline) }

    /// The last lines as one.
    var summary: String {
        lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix("go: downloading") }.suffix(6).map { $0.trimmingSpace }
            .joined(separator: "; ")
    }

    /// Whether modules could not be had, which is no fault of the sources.
    var isFetching: Bool {
        let signs = [
            "dial tcp", "proxyconnect", "no such host", "i/o timeout", "connection refused", "TLS handshake",
            "module lookup disabled by GOPROXY=off", "502 Bad Gateway", "503 Service", "500 Internal",
            "401 Unauthorized",
            "403 Forbidden", "network is unreachable", "download go1", "toolchain not available",
        ]
        return lines.contains { line in signs.contains { line.contains($0) } }
    }

    /// A finding for each place that is named, each once; lines that begin with a tab go on with the one before.
    func findings(rule: String, place: (String) -> Finding.Location?) -> [Finding] {
        var found: [(location: Finding.Location, words: String)] = []
        var isOpen = false
        for line in lines {
            if line.hasPrefix("\t"), isOpen, let last = found.indices.last {
                found[last].words += " " + line.trimmingSpace
                continue
            }
            isOpen = false
            guard let location = place(String(line)) else { continue }
            let words = Self.words(of: line, behind: location.column == nil ? 2 : 3)
            guard !found.contains(where: { $0.location == location && $0.words == words }) else { continue }
            found.append((location, words))
            isOpen = true
        }
        return found.prefix(20).map { found in
            let isUnlocked = Self.unlocked.contains { found.words.contains($0) }
            return Finding(
                rule: rule, severity: .error, message: found.words, location: found.location,
                hint: isUnlocked ? "`go mod tidy` writes what is missing into `go.mod` and `go.sum`" : nil)
        }
    }

    /// What Go says where the sources import more than `go.mod` and `go.sum` have.
    private static let unlocked = [
        "no required module provides package", "cannot find module providing package", "missing go.sum entry",
    ]

    private static func words(of line: Substring, behind colons: Int) -> String {
        let parts = line.split(separator: ":", maxSplits: colons, omittingEmptySubsequences: false)
        return String((parts.last ?? line).trimmingSpace)
    }
}
