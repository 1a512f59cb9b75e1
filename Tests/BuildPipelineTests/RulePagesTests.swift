import BuildModel
import BuildPipeline
import FileTrees
import Foundation
import Testing

/// docs/rules says what the rules say.
struct RulePagesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/rules").path

    @Test func committedPagesAgreeWithTheRules() throws {
        let pages = Report.rulePages()
        let names = (try? Files.names(inFolder: Self.folder)) ?? []
        let missing = Set(pages.keys).subtracting(names).sorted()
        let surplus = Set(names).subtracting(pages.keys).sorted()
        let stale = try pages.keys.filter(names.contains).filter { name in
            String(decoding: try Files.read(Self.folder + "/" + name), as: UTF8.self) != pages[name]
        }.sorted()
        #expect(
            missing.isEmpty && surplus.isEmpty && stale.isEmpty,
            """
            run `swift run fclayer explain --all-to docs/rules` and commit the result: missing \(missing), too many \
            \(surplus), changed \(stale)
            """)
    }

    @Test func writesPagesAndRemovesThoseOfRulesThatAreGone() throws {
        let project = try ProjectFolder()
        try Report.writeRulePages(into: project.file("rules"))
        let pages = Report.rulePages()
        #expect(try Set(project.names("rules")) == Set(pages.keys))
        try project.write("rules/gone-rule.md", try project.text("rules/glibc-too-new.md"))
        try project.write("rules/notes.md", "# Notes of somebody\n")
        try project.write("rules/README.md", "old")
        try Report.writeRulePages(into: project.file("rules"))
        #expect(try Set(project.names("rules")) == Set(pages.keys).union(["notes.md"]))
        #expect(try project.text("rules/README.md") == pages["README.md"])
    }

    @Test func everyPageIsLinkedAndNamesItsSeverity() {
        let pages = Report.rulePages()
        let index = pages["README.md"] ?? ""
        for (name, text) in pages where name != "README.md" {
            #expect(index.contains("](\(name)) |"))
            #expect(text.contains("Severity: **"))
            #expect(text.hasPrefix("# " + name.dropLast(3) + "\n"))
        }
        #expect(pages.count > 70)
    }
}
