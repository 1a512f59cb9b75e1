import Testing

/// Words that stand for promises which the house does not break.
struct ForbiddenWordsTests {
    private static let words = [
        "@unchecked Sendable": "use a `Mutex` or an actor", "nonisolated(unsafe)": "use a `Mutex` or an actor",
        "try!": "throw a typed error", "as!": "use `as?`", "fatalError(": "throw a typed error",
        "TODO": "do it, or write an issue", "FIXME": "fix it, or write an issue",
        "@_exported": "import what is used where it is used",
    ]

    /// Files that may use a word, each with its reason beside it.
    private static let exceptions: [String: Set<String>] = [
        // A handler is to need one import only.
        "@_exported": ["Sources/FunctionComputeRuntime/Exports.swift", "Sources/FunctionComputeEvents/Exports.swift"]
    ]

    @Test func sourcesDoWithout() throws {
        for file in try SourceFile.all() {
            for (index, line) in file.lines.enumerated() {
                for (word, instead) in Self.words where line.contains(word) {
                    #expect(
                        Self.exceptions[word]?.contains(file.description) == true,
                        "\(file):\(index + 1) has `\(word)`: \(instead)")
                }
            }
        }
    }
}
