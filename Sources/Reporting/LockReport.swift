/// What is locked, for `fclayer lock`.
public enum LockReport {
    /// The path of each lock, one a line, as the user would type it in the project's folder.
    public static func text(_ locks: [String], root: String) -> String {
        let paths = ProjectPaths(root: root)
        return locks.map { DisplayText.safe(paths.relative($0)) + "\n" }.joined()
    }

    /// The same as a document.
    public static func json(_ locks: [String], root: String) throws -> String {
        struct Document: Encodable { var locks: [String] }
        let paths = ProjectPaths(root: root)
        return try JSONDocument.text(Document(locks: locks.map(paths.relative)))
    }
}
