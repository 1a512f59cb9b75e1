import BuildModel
import Processes

/// A commit that a user named.
struct GitRevision: Hashable, Sendable {
    /// The name of the commit's object; `nil` for what CI services say where nothing came before: zeros only.
    let commit: String?

    /// Looks a revision up. Throws `.usage` for one that the repository does not have.
    init(_ name: String, in repository: GitRepository) async throws(StageFailure) {
        if (name.count == 40 || name.count == 64), name.allSatisfy({ $0 == "0" }) {
            commit = nil
            return
        }
        // Git would take it for an option.
        guard !name.hasPrefix("-"), !name.isEmpty, !name.utf8.contains(0) else {
            throw Self.failure("name a branch, tag or commit: `\(name)` cannot be one", hint: nil)
        }
        let result = try await repository.ask(["rev-parse", "--quiet", "--verify", name + "^{commit}"])
        let text = result.outputText.filter { !$0.isWhitespace }
        guard result.succeeded, text.count >= 40, text.allSatisfy(\.isHexDigit) else {
            throw try await Self.unknown(name, in: repository)
        }
        commit = text
    }

    private static func unknown(_ name: String, in repository: GitRepository) async throws(StageFailure) -> StageFailure
    {
        let list = try await repository.ask(
            ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"])
        let names = list.outputText.split(separator: "\n").map(String.init)
        let near = NearestName.nearest(to: name, among: names)
        let remote = names.first { $0.hasSuffix("/" + name) }
        var hints: [String] = []
        if let near = remote ?? near { hints.append("did you mean `\(near)`?") }
        if repository.isShallow {
            hints.append(
                "this clone is shallow: fetch more of it (`fetch-depth: 0` of actions/checkout, `git fetch --unshallow`)"
            )
        }
        return failure(
            "the repository has no revision `\(name)`"
                + (near == nil && remote == nil && !names.isEmpty
                    ? "; found: " + names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
                        + (names.count > 8 ? " and \(names.count - 8) more" : "") : ""),
            hint: hints.isEmpty ? nil : hints.joined(separator: "; "))
    }

    private static func failure(_ message: String, hint: String?) -> StageFailure {
        StageFailure(.usage, [Finding(rule: "revision-unknown", severity: .error, message: message, hint: hint)])
    }
}
