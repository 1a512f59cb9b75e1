import BuildModel
import Downloads
import Processes

/// Asks the indexes themselves where pip says the same words for a name that does not exist and an index that fails.
struct IndexProbe {
    let doors: ResolverDoors

    /// The failure with the right rule, after a look at the index page of the distribution that pip could not find.
    func explained(
        _ failure: StageFailure, _ request: ResolutionRequest, _ result: ToolResult, wheelsOnly: Bool
    ) async -> StageFailure {
        guard let finding = failure.findings.first, let name = Self.missingName(result.errorText) else {
            return failure
        }
        for page in request.indexes.pages(of: name) {
            do {
                let answer = try await doors.pages.fetchBytes(page)
                let links = SimpleIndex.links(in: answer, page: page)
                if links.isEmpty { continue }
                let isSourceOnly = wheelsOnly && result.errorText.contains("from versions: none")
                return isSourceOnly ? unbuildable(name, links, request, finding.location) : failure
            } catch {
                if error.code == .notFound { continue }
                return StageFailure(
                    .environment, "index-failed", "a package index did not answer as it should: \(error)",
                    at: finding.location)
            }
        }
        guard result.errorText.contains("from versions: none") else { return failure }
        let source = doors.settings.shown(request.dependencies.source.path)
        return StageFailure(
            .project, "requirement-missing", "a requirement of `\(source)` is in no index: `\(name)` was not found",
            at: ResolverWords(tool: "pip", request: request, doors: doors).location(in: name))
    }

    /// pip was asked for wheels only, because no interpreter of the target's version is here, and the index has none.
    private func unbuildable(
        _ name: String, _ links: [SimpleIndex.Link], _ request: ResolutionRequest, _ location: Finding.Location
    ) -> StageFailure {
        let target = request.target
        let reasons = links.suffix(3).filter { $0.name.hasSuffix(".whl") }.map {
            "`\($0.name)` \(target.refusal(of: $0.name))"
        }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
        let minor = target.pythonMinor
        return StageFailure(
            .environment, "interpreter-missing",
            "`\(name)` has no wheel for \(target.runtime)\(why) and must be built with Python \(minor), which was not found "
                + "on PATH, under pyenv or by uv",
            at: location,
            hint: "install it (`uv python install \(minor)` or `pyenv install \(minor)`); or leave the package out")
    }

    private static func missingName(_ text: String) -> String? {
        guard let range = text.firstRange(of: "satisfies the requirement ") else { return nil }
        let name = text[range.upperBound...].prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        return name.isEmpty ? nil : String(name)
    }
}
