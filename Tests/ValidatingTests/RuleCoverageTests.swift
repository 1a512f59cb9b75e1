import Testing
import Validating

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `fclayer explain` must know every rule that any room emits.
@Suite struct RuleCoverageTests {
    /// What stands before the name of a rule where a finding is made.
    private let openings = ["rule: ", "error(", "warning(", "note(", "(.project, ", "(.environment, ", "(.usage, "]

    @Test(arguments: [
        "Manifests", "Planning", "Resolving", "Compiling", "Assembling", "Reporting", "BuildPipeline", "fclayer",
    ])
    func explainsEveryRuleOf(_ room: String) throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/" + room).path
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: sources) else { return }
        for name in names where name.hasSuffix(".swift") {
            let data = try Data(contentsOf: URL(fileURLWithPath: sources + "/" + name))
            // One line, single spaces: a call may be broken anywhere.
            let text = String(decoding: data, as: UTF8.self).split { $0 == " " || $0 == "\n" }.joined(separator: " ")
                .replacing("( ", with: "(")
            for opening in openings {
                for rest in text.split(separator: opening + "\"").dropFirst() {
                    let id = rest.prefix { $0 != "\"" }
                    guard id.contains("-"), id.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }) else {
                        continue
                    }
                    #expect(
                        RuleList.describe(String(id)) != nil, "\(room)/\(name) emits `\(id)`, which nothing explains")
                }
            }
        }
    }
}
