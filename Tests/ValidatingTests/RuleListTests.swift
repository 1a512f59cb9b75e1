import BuildModel
import Testing
import Validating

@Suite struct RuleListTests {
    @Test func namesAreUniqueAndKebabCase() {
        var seen: Set<String> = []
        for rule in RuleList.all {
            #expect(seen.insert(rule.id).inserted, "\(rule.id) stands twice")
            let isKebab = rule.id.utf8.allSatisfy {
                ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39)
            }
            #expect(isKebab && !rule.id.hasPrefix("-"), "\(rule.id)")
        }
    }

    @Test func everyRuleIsExplained() {
        for rule in RuleList.all {
            #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix("."), "\(rule.id)")
            let lines = rule.explanation.split(separator: "\n")
            #expect(!lines.isEmpty && lines.count <= 20, "\(rule.id)")
            #expect(lines.allSatisfy { $0.count <= 140 }, "\(rule.id)")
        }
    }

    @Test func describesByNameAndFindsTheNearest() {
        #expect(RuleList.describe("glibc-too-new")?.severity == .error)
        #expect(RuleList.describe("nothing-like-it") == nil)
        #expect(RuleList.nearest(to: "glibc-to-new")?.id == "glibc-too-new")
    }

    @Test(arguments: [
        "manifest-syntax", "unknown-key", "unknown-runtime", "runtime-missing", "code-dir-missing",
        "duplicate-function",
        "function-name", "unknown-layer", "handler-missing", "value-type", "template-unrendered", "unknown-variable",
        "no-resolver", "requirement-missing", "requirement-conflict", "index-failed", "lock-missing", "lock-stale",
        "offline-missing", "hash-mismatch", "wheel-damaged", "wheel-unsafe-path", "wheel-duplicate-entry",
        "wheel-record-mismatch", "sdist-needs-newer-glibc", "interpreter-missing", "sdist-build-failed",
        "no-fitting-wheel", "path-collision", "case-collision", "file-too-large", "file-name-encoding",
        "file-unreadable",
        "disk-full", "output-unwritable", "symlink-escape",
    ])
    func explainsWhatOtherRoomsSay(_ id: String) {
        #expect(RuleList.describe(id) != nil)
    }
}
