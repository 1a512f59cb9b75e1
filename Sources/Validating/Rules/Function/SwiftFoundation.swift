import BuildModel

/// A Swift program with all of Foundation in it.
struct SwiftFoundation: FunctionRule {
    static let description = RuleDescription(
        "swift-foundation", .note, "a Swift program holds all of Foundation with its Unicode data",
        """
        `FoundationEssentials` has `Data`, `Date`, `UUID`, `URL`, `JSONEncoder`, `FileManager` and what else servers mostly need.
        Full `Foundation` adds formatters, `Process`, `URLSession`, `XMLParser` and the Unicode data of all languages: a static
        program with it has some 60 MB (24 MB in the zip) instead of 18 MB (6 MB), and is slower to upload and to start.
        With the linker gold an import that is not used costs nothing; with lld all of it is linked in. A dependency that
        imports it costs the same.

        Costs: `import Foundation` and `DateFormatter()`

        Spares: `import FoundationEssentials` and `date.formatted(.iso8601)`

        Source: measured with Swift 6.3.1
        """)
}
