import FileTrees

/// Whether sources of a distribution hold code for a compiler.
enum NativeSources {
    private static let endings = [
        ".c", ".cc", ".cpp", ".cxx", ".c++", ".pyx", ".rs", ".s", ".S", ".f", ".f90", "/CMakeLists.txt", "/meson.build",
    ]

    /// Whether any file below the folder is one that a compiler reads.
    static func areIn(_ folder: String) -> Bool {
        guard let entries = try? FileTree.walk(folder).entries else { return true }
        return entries.contains { entry in endings.contains { ("/" + entry.path).hasSuffix($0) } }
    }
}
