import BuildModel
import FunctionCompute

/// Tells whether a function's code is a .NET project that is to be published.
struct DotNetReader {
    let world: World
    static let keys = ["project", "inputs"]
    private static let endings = ["csproj", "fsproj", "vbproj"]

    /// What the manifest says, or what the code folder tells by itself; `nil` where the code is something else or published
    /// already.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation, handler: String) -> BuildChoice? {
        guard let field = input.options.dotnet else {
            guard runtime.family == .dotnet, case .folder(let folder) = code else { return nil }
            let names = world.files.names(folder)
            let projects = names.filter { Self.endings.contains(PathText.fileExtension($0)) }
            // Assemblies at the root are what somebody published.
            guard projects.count == 1, !names.contains(where: { PathText.fileExtension($0) == "dll" }) else {
                return nil
            }
            return BuildChoice(
                kind: .dotnet, folder: folder, target: projects[0], exclude: input.options.exclude,
                location: input.codeLocation)
        }
        let key = ToolKey(
            world: world, field: field, keys: Self.keys, wanted: "a .NET or custom runtime", usual: "dotnetcore3.1",
            rule: "dotnet-runtime")
        guard let folder = key.folder(code, runtime: runtime, families: [.dotnet, .custom]) else { return nil }
        guard let project = project(field, folder: folder) else { return nil }
        return BuildChoice(
            kind: .dotnet, folder: folder, target: project,
            inputs: world.texts(field["inputs"]).map { PathText.join(folder, $0.text) },
            exclude: input.options.exclude, location: field["project"]?.location ?? field.location)
    }

    private func project(_ field: Field, folder: String) -> String? {
        guard let named = field["project"] else {
            let found = world.files.names(folder).filter { Self.endings.contains(PathText.fileExtension($0)) }
            if found.count == 1 { return found[0] }
            world.diagnostics.error(
                "value-type", "`dotnet` has no `project`; found: " + (found.isEmpty ? "none" : Phrase.list(found)),
                at: field.location, hint: "for example `dotnet: {project: \(found.first ?? "Hello.csproj")}`")
            return nil
        }
        return world.text(named).flatMap { ToolKey.place($0, named, in: folder, world: world) }
    }
}
