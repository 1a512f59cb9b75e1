import BuildModel
import FunctionCompute

/// A key by which a tool makes a function's code (`go`, `dotnet`): what the readers of all of them ask first.
struct ToolKey {
    let world: World
    let field: Field
    /// The keys that its mapping may have.
    let keys: [String]
    /// The runtimes that it is for, in words.
    let wanted: String
    /// The runtime that is offered where another one was written.
    let usual: String
    /// The rule of a runtime that does not fit.
    let rule: String

    /// The folder that is built; `nil` after saying what is wrong.
    func folder(_ code: CodeLocation, runtime: Runtime, families: Set<Runtime.Family>) -> String? {
        guard field.isMapping else {
            world.wrongType(field, expected: "a mapping with \(Phrase.list(keys))")
            return nil
        }
        world.refuseUnknownKeys(field, known: keys)
        guard checkRuntime(runtime, families: families) else { return nil }
        guard case .folder(let folder) = code else {
            world.diagnostics.error(
                "build-no-folder", "`\(field.name)` needs a code folder, and the code is no folder", at: field.location)
            return nil
        }
        return folder
    }

    /// Whether the runtime is one of these; says so where it is not.
    func checkRuntime(_ runtime: Runtime, families: Set<Runtime.Family>) -> Bool {
        guard !families.contains(runtime.family) else { return true }
        world.diagnostics.error(
            rule, "`\(field.name)` needs \(wanted), and this function's is `\(runtime.id)`", at: field.location,
            hint: "write `runtime: \(usual)`")
        return false
    }

    /// A file or folder of the code that a key names, relative to the code; empty for the code itself, `nil` after saying what is
    /// wrong.
    static func place(_ text: String, _ field: Field, in folder: String, isFolder: Bool = false, world: World)
        -> String?
    {
        let path = PathText.join(folder, text)
        guard PathText.isInside(path, folder: folder), world.files.kind(path) == (isFolder ? .folder : .file) else {
            world.diagnostics.error(
                "file-missing",
                "`\(Phrase.short(text))` is no \(isFolder ? "folder" : "file") of the code: looked for `\(path)`",
                at: field.location,
                hint: Phrase.didYouMean(PathText.name(path), among: world.files.names(PathText.folder(path))))
            return nil
        }
        return path == folder ? "" : PathText.relative(path, to: folder)
    }
}
