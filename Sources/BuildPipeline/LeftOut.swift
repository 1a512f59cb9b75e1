import Assembling
public import BuildModel
import FileTrees
import Reporting

extension Corridor {
    /// A line for each file that stays out of a package, with the rule that leaves it out.
    public func leftOut(of outcome: PlanOutcome) throws(StageFailure) -> String {
        var text = ""
        for package in outcome.plan.packages {
            for case .folder(let folder) in package.ingredients {
                do {
                    for entry in try SourceListing.list(folder).ignored {
                        let place = [entry.file, entry.line.map(String.init)].compactMap(\.self).joined(separator: ":")
                        text += "\(package.id): \(entry.path)  (`\(entry.rule)`\(place.isEmpty ? "" : ", \(place)"))\n"
                    }
                } catch {
                    throw StageFailure(
                        .project, [Finding(rule: "file-unreadable", severity: .error, message: "\(error)")])
                }
            }
        }
        return text
    }
}
