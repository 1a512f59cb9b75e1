import BuildModel
import FunctionCompute

/// Reads `node: {bundle: esbuild}`, by which a function's code becomes one file for each handler.
struct BundleReader {
    let world: World
    static let tools = ["esbuild"]

    /// What `bundle` asks for; `nil` where it asks for nothing or after saying what is wrong.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation) -> BuildChoice? {
        guard let field = input.options.node?["bundle"], field.node.text != "none" else { return nil }
        guard let text = world.text(field) else { return nil }
        guard Self.tools.contains(text) else {
            world.diagnostics.error(
                "value-type", "`bundle` is `\(Phrase.short(text))`, not `esbuild` or `none`", at: field.location,
                hint: Phrase.didYouMean(text, among: Self.tools))
            return nil
        }
        guard runtime.family == .nodejs || runtime.family == .custom else {
            let ids = RuntimeCatalogue.all.filter { $0.family == .nodejs }.map(\.id)
            world.diagnostics.error(
                "value-type",
                "`bundle: esbuild` is for Node.js, and the function's runtime is `\(runtime.id)`", at: field.location,
                hint: "runtimes of Node.js are \(Phrase.list(ids)), and the custom ones")
            return nil
        }
        guard case .folder(let folder) = code else {
            world.diagnostics.error(
                "build-no-folder", "`bundle` needs a code folder, and the code is no folder", at: field.location)
            return nil
        }
        return BuildChoice(kind: .esbuild, folder: folder, exclude: input.options.exclude, location: field.location)
    }
}
