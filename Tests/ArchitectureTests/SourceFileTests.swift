import Foundation
import Testing

/// The reader of import lines itself.
struct SourceFileTests {
    private func imports(_ text: String) -> [SourceFile.Import] {
        SourceFile(
            url: URL(fileURLWithPath: "/p/Sources/A/B.swift"), target: "A",
            lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        ).imports
    }

    @Test func readsEveryFormOfImport() {
        let found = imports(
            "import A\npublic import B\n@testable import C\n@preconcurrency internal import D\nimport struct E.F\n")
        #expect(found.map(\.module) == ["A", "B", "C", "D", "E"])
        #expect(found.map(\.line) == [1, 2, 3, 4, 5])
    }

    @Test func passesOverTextAndComments() {
        #expect(imports("let text = \"\"\"\nimport sys\n\"\"\"\n// import X\n/// import Y\nlet a = 1\n").isEmpty)
    }

    @Test func knowsTheFallbackOfEssentials() {
        let found = imports(
            """
            #if canImport(FoundationEssentials)
                import FoundationEssentials
            #else
                import Foundation
            #endif
            import Foundation
            #if os(Linux)
            import Foundation
            #else
            import Foundation
            #endif
            """)
        #expect(found.map(\.isFallbackForEssentials) == [false, true, false, false, false])
    }
}
