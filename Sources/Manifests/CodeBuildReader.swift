import BuildModel
import FunctionCompute

/// Finds the one tool that makes the code of a function: what the manifest says comes before what the folder tells.
struct CodeBuildReader {
    let world: World

    /// Says so where several keys ask for a tool.
    func isAmbiguous(_ input: FunctionInput) -> Bool {
        let tools = input.options.tools
        guard tools.count > 1 else { return false }
        world.diagnostics.error(
            "value-type", "`\(tools[1].name)` stands beside `\(tools[0].name)`, and one of them makes the code",
            at: tools[1].keyLocation, hint: "leave out all but one of \(Phrase.list(tools.map(\.name)))")
        return true
    }

    /// The build; `nil` where the folder is packed as it is, or after saying what is wrong.
    func read(
        _ input: FunctionInput, runtime: Runtime, code: CodeLocation, description: FunctionDescription
    ) -> BuildChoice? {
        let options = input.options
        // `build: none` too: nothing is looked for then.
        if options.build != nil {
            var folder: String?
            if case .folder(let path) = code { folder = path }
            return BuildReader(world: world).read(
                options.build, folder: folder, names: [description.name, input.key], exclude: options.exclude)
        }
        let isWritten = !options.tools.isEmpty
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
