import BuildModel
import Downloads
import Processes

/// Turns what uv or pip says when it fails into a finding: the decisive lines, and the line of the requirements file.
struct ResolverWords {
    let tool: String
    let request: ResolutionRequest
    let doors: ResolverDoors

    /// Rule, exit kind and the words that a tool says then; the first match counts.
    private static let patterns: [(rule: String, kind: StageFailure.Kind, words: [String])] = [
        ("hash-mismatch", .project, ["hash mismatch", "do not match the hashes", "hashes are required"]),
        (
            "index-failed", .environment,
            [
                "error sending request", "failed to fetch", "request failed", "http status", "status code", "timed out",
                "timeout", "connection refused", "dns error", "name or service not known", "httperror",
                "error decoding response", "connecttimeout", "readtimeout", "could not connect", "unauthorized",
                "failed to parse html", "invalid peer certificate", "ssl", "newconnectionerror",
                "content-type",
            ]
        ),
        ("requirement-missing", .project, ["was not found in the package registry", "was not found in the provided"]),
        (
            "requirement-unfit", .project,
            ["there is no version of", "no matching distribution", "has no wheels with", "we only found wheels"]
        ),
        ("requirement-conflict", .project, ["conflicting dependencies", "resolutionimpossible", "and you require"]),
        ("requirement-unfit", .project, ["no solution found"]),
        ("sdist-build-failed", .project, ["failed to build", "build backend", "metadata-generation-failed"]),
        (
            "requirement-syntax", .project,
            ["couldn't parse requirement", "invalid requirement", "failed to parse"]
        ),
    ]

    /// The failure for a result that did not succeed.
    func failure(_ result: ToolResult) -> StageFailure {
        let words = decisive(request.indexes.redacted(result.errorText + "\n" + result.outputText))
        let lower = words.lowercased()
        let match = Self.patterns.first { pattern in pattern.words.contains { lower.contains($0) } }
        let location = location(in: words)
        let source = doors.settings.shown(request.dependencies.source.path)
        let lead: String
        switch match?.rule {
        case "requirement-missing":
            lead = "a requirement of `\(source)` is in no index"
        case "requirement-conflict": lead = "requirements of `\(source)` contradict each other"
        case "requirement-unfit":
            lead = "no version fits what `\(source)` requires for Python \(request.target.pythonMinor)"
        case "index-failed": lead = "a package index did not answer as it should"
        case "hash-mismatch": lead = "a file has none of the hashes that `\(source)` allows"
        case "sdist-build-failed": lead = "the metadata of a source distribution cannot be had"
        case "requirement-syntax": lead = "\(tool) cannot read a requirement of `\(source)`"
        default: lead = "\(tool) could not resolve `\(source)`"
        }
        return StageFailure(
            match?.kind ?? .environment, match?.rule ?? "resolver-failed", "\(lead): \(words)", at: location)
    }

    /// The line of the requirements file whose distribution the words name; the longest name wins.
    func location(in words: String) -> Finding.Location {
        let found = Self.names(in: words)
        let lines = request.requirements.requirements + request.requirements.constraints
        let match = lines.filter { $0.name.map(found.contains) ?? false }
            .max { ($0.name?.count ?? 0) < ($1.name?.count ?? 0) }
        guard let match else { return request.dependencies.location }
        var location = request.dependencies.location
        location.file = doors.settings.shown(match.file)
        location.line = match.line
        location.column = nil
        location.keyPath = nil
        return location
    }

    private static func names(in words: String) -> Set<String> {
        let isName: (Character) -> Bool = { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        return Set(words.split { !isName($0) }.map { PythonName.normalised($0) })
    }

    /// Errors and their causes in at most six lines, without the warnings before them.
    private func decisive(_ text: String) -> String {
        var lines = text.split(whereSeparator: \.isNewline).map { LogicalLines.trimmed($0) }.filter { !$0.isEmpty }
        if let start = lines.firstIndex(where: { $0.hasPrefix("error:") || $0.hasPrefix("ERROR:") }) {
            lines = Array(lines[start...])
        }
        let empty = ["error: No solution found when resolving dependencies", "ERROR: ResolutionImpossible"]
        lines = lines.filter { line in !empty.contains { line.hasPrefix($0) } }
        lines = lines.filter { !$0.hasPrefix("warning:") && !$0.hasPrefix("WARNING:") && !$0.hasPrefix("[notice]") }
        let cut = lines.prefix(6).map { line -> String in
            var line = line
            for prefix in ["error: ", "ERROR: ", "cause: ", "× ", "╰─▶ ", "├─▶ ", "hint: "] where line.hasPrefix(prefix)
            {
                line = String(line.dropFirst(prefix.count))
            }
            if line.hasSuffix(".") { line.removeLast() }
            return line.count > 300 ? line.prefix(300) + "…" : line
        }
        let words = cut.joined(separator: "; ")
        return words.isEmpty ? "it gave no reason" : words
    }
}
