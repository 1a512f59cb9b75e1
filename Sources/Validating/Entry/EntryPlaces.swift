import BuildModel
import FunctionCompute

extension EntryQuestion {
    /// The only folder at the root of the code, if a path that was looked for lies in it: the folder was zipped instead of
    /// its contents.
    func wrappingFolder(holding path: String) -> String? {
        guard let code = view.code, path.hasPrefix("/code/") else { return nil }
        let visible = (code.folders[""] ?? []).filter { $0 != "__MACOSX" && !$0.hasPrefix(".") }
        guard visible.count == 1, let folder = visible.first, code.folders[folder] != nil else { return nil }
        return code.files[folder + "/" + path.dropFirst("/code/".count)] == nil ? nil : folder
    }

    /// A problem of an entry point whose file lies in the only folder of the code.
    func wrapped(in folder: String, _ words: String, _ property: String, use: String? = nil) -> EntryProblem {
        EntryProblem(
            rule: WrappingFolder.description.id,
            message: "\(words): its file lies in `\(folder)/`, with everything else in the package",
            property: property, entry: folder,
            hint: "zip the contents of `\(folder)`, not the folder" + (use.map { " (or use `\($0)`)" } ?? ""))
    }

    /// What is missing may be made by actions before deployment.
    var missingSeverity: Finding.Severity? { description.hasPreDeployActions ? .warning : nil }
    /// Words for that.
    var madeBeforeDeployment: String? {
        description.hasPreDeployActions
            ? "if a pre-deploy action makes it, run the action before `fclayer build`: the built zip is what is deployed"
            : nil
    }

    /// What could not be followed, as a note.
    func unverified(_ words: String, _ property: String, entry: String? = nil, line: Int? = nil) -> EntryProblem {
        EntryProblem(
            rule: EntryUnverified.description.id, message: words, property: property, entry: entry, line: line)
    }

    /// Whether a property is that of the handler, not of a hook.
    func isHandler(_ property: String) -> Bool { property == "handler" }
}

/// Names in backticks, the first eight of them.
func listed(_ names: [String]) -> String {
    names.prefix(8).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 8 ? ", …" : "")
}
