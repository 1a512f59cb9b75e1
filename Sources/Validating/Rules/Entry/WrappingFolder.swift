import BuildModel
import SourceScanners

/// The zip holds a folder that holds everything.
struct WrappingFolder: FunctionRule {
    static let description = RuleDescription(
        "wrapping-folder", .error, "everything in the package lies in one folder too many",
        """
        The zip is unpacked into `/code` as it is. Zipping the folder instead of its contents puts the handler's file one
        level too deep.

        Wrong: `zip -r code.zip myproject`

        Right: `cd myproject && zip -r ../code.zip .`

        Source: D/073, D/075
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.moduleMissing(let missing)) = entry.verdict,
                let folder = Self.place(of: missing, subject)
            else { return nil }
            return Self.description.finding(
                "\(entry.words): its file lies in `\(folder)/`, with everything else in the package",
                at: subject.location(of: entry.role, entry: folder),
                hint: "zip the contents of `\(folder)`, not the folder (or use `\(folder)/\(entry.text)`)")
        }
    }

    /// The folder that holds everything, if the file that was looked for is in it.
    static func place(of missing: PythonMissingModule, _ subject: FunctionSubject) -> String? {
        guard let code = subject.code, let names = code.folders[""] else { return nil }
        let visible = names.filter { $0 != "__MACOSX" && !$0.hasPrefix(".") }
        guard visible.count == 1, let folder = visible.first, code.folders[folder] != nil else { return nil }
        let isThere = missing.lookedFor.contains { path in
            path.hasPrefix("/code/") && code.files[folder + "/" + path.dropFirst("/code/".count)] != nil
        }
        return isThere ? folder : nil
    }
}
