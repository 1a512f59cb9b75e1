public import BuildModel
public import FileTrees

/// What a folder of the user's brings into a package, and what stays out.
public enum SourceListing {
    /// Names that are never packed unless a `.fcignore` takes them in again (`!.env`): version control, the leavings of
    /// packaging tools (fc-deploy's own list, fc-facts 6.2), locks and byte code that ties a zip to the machine.
    public static let alwaysIgnored = [
        ".git", ".svn", ".hg", ".DS_Store", ".env", ".fclayer", ".fcignore", ".funignore", ".s", ".fun", ".nas.yml",
        "template.packaged.yml", "__pycache__", "*.pyc", "*.pyo", "pylock.toml", "pylock.*.toml", "debian.*.lock.json",
    ]

    /// Files in a folder that say what of it is packed.
    public static let ruleFiles = [".fcignore", ".funignore"]

    /// Walks a folder by its rules: the built-in names, then `.fcignore` (or `.funignore`) in the folder, then the
    /// patterns of the manifest. Later rules win.
    public static func list(_ folder: SourceFolder) throws(FileTreeError) -> TreeListing {
        try FileTree.walk(folder.path, ignoring: rules(for: folder))
    }

    private static func rules(for folder: SourceFolder) throws(FileTreeError) -> IgnoreRules {
        var rules = IgnoreRules()
        rules.add(patterns: alwaysIgnored, origin: "built-in")
        for name in ruleFiles where Files.exists(folder.path + "/" + name) {
            rules.add(bytes: try Files.read(folder.path + "/" + name), file: name)
        }
        rules.add(patterns: folder.exclude, origin: "exclude")
        return rules
    }
}
