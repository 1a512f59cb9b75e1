import BuildModel
import FunctionCompute

/// Finds the one tool that makes the code of a function: what the manifest says comes before what the folder tells.
struct CodeBuildReader {
    let world: World

    /// The build; `nil` where the folder is packed as it is, or after saying what is wrong.
    func read(
        _ input: FunctionInput, runtime: Runtime, code: CodeLocation, description: FunctionDescription
    ) -> BuildChoice? {
        let options = input.options
        let written = [options.build, options.java, options.go, options.dotnet, options.php].compactMap(\.self)
        if written.count > 1 {
            world.diagnostics.error(
                "value-type", "`\(written[1].name)` stands beside `\(written[0].name)`, and one of them makes the code",
                at: written[1].keyLocation, hint: "leave out all but one of \(Phrase.list(written.map(\.name)))")
            return nil
        }
        // `build: none` too: nothing is looked for then.
        if options.build != nil {
            var folder: String?
            if case .folder(let path) = code { folder = path }
            return BuildReader(world: world).read(
                options.build, folder: folder, names: [description.name, input.key], exclude: options.exclude)
        }
        let isWritten = !written.isEmpty
        if options.php != nil || (runtime.family == .php && !isWritten) {
            return PHPReader(world: world).read(input, runtime: runtime, code: code)
        }
        if options.java != nil || !isWritten,
            let java = JavaReader(world: world).read(input, runtime: runtime, code: code, handler: description.handler)
        {
            return java
        }
        if options.dotnet != nil || !isWritten,
            let dotnet = DotNetReader(world: world).read(
                input, runtime: runtime, code: code, handler: description.handler)
        {
            return dotnet
        }
        guard options.go != nil || !isWritten else { return nil }
        return GoReader(world: world).read(
            input, runtime: runtime, code: code, handler: description.handler, command: description.command)
    }
}
