import BuildModel
import FunctionCompute

/// Tells whether a function's code is a Go module whose program is to be built.
struct GoReader {
    let world: World
    static let keys = ["package", "tags", "ldflags", "cgo"]

    /// What the manifest says, or what the code folder tells by itself; `nil` where the code is something else or ready as it is.
    func read(
        _ input: FunctionInput, runtime: Runtime, code: CodeLocation, handler: String, command: [String]
    ) -> BuildChoice? {
        guard let field = input.options.go else {
            guard case .folder(let folder) = code, let program = program(runtime, handler, command),
                world.files.kind(PathText.join(folder, "go.mod")) == .file,
                world.files.kind(PathText.join(folder, program)) != .file
            else { return nil }
            return BuildChoice(
                kind: .go, folder: folder, output: program, exclude: input.options.exclude,
                location: input.codeLocation)
        }
        let key = ToolKey(
            world: world, field: field, keys: Self.keys, wanted: "a custom runtime or `go1`", usual: "custom.debian12",
            rule: "go-runtime")
        guard let folder = key.folder(code, runtime: runtime, families: [.custom, .go]) else { return nil }
        guard let program = program(runtime, handler, command) else {
            world.diagnostics.error(
                "go-program",
                runtime.family == .go
                    ? "`handler` is `\(Phrase.short(handler))`, which cannot be the path of the program"
                    : "`command` does not begin with a program of the code, so that nothing would start what `go` makes",
                at: field.location,
                hint: runtime.family == .go
                    ? "for example `handler: main`" : "leave `command` out: the program becomes `/code/bootstrap`")
            return nil
        }
        return BuildChoice(
            kind: .go, folder: folder, target: package(field["package"], folder: folder),
            arguments: arguments(field), output: program, exclude: input.options.exclude,
            location: field["package"]?.location ?? field.location)
    }

    /// The path of the program in the package: what the platform starts.
    private func program(_ runtime: Runtime, _ handler: String, _ command: [String]) -> String? {
        switch runtime.family {
        case .go:
            guard (try? HandlerReference(handler, family: .go)) != nil else { return nil }
            return (try? PackagePath(PathText.relative(PathText.join("/", handler), to: "/")))?.text
        case .custom:
            guard let first = command.first else { return "bootstrap" }
            // A word without a slash is looked up on PATH.
            guard first.contains("/") else { return nil }
            let path = PathText.join("/code", first)
            guard PathText.isInside(path, folder: "/code"), path != "/code" else { return nil }
            return PathText.relative(path, to: "/code")
        default: return nil
        }
    }

    private func package(_ field: Field?, folder: String) -> String? {
        guard let field, let text = world.text(field) else { return nil }
        // An import path begins with a host, a folder with a dot or a name without one.
        guard text.hasPrefix(".") || text.split(separator: "/").first?.contains(".") == false else { return text }
        return ToolKey.place(text, field, in: folder, isFolder: true, world: world).map { $0.isEmpty ? "." : "./" + $0 }
    }

    private func arguments(_ field: Field) -> [String] {
        var arguments: [String] = []
        let tags = world.texts(field["tags"]).map(\.text)
        if !tags.isEmpty { arguments.append("-tags=" + tags.joined(separator: ",")) }
        if let flags = world.text(field["ldflags"]) { arguments.append("-ldflags=" + flags) }
        if let cgo = field["cgo"] {
            if case .boolean(let isOn) = cgo.node.value {
                if isOn { arguments.append(BuildChoice.cgo) }
            } else {
                world.wrongType(cgo, expected: "`true` or `false`")
            }
        }
        return arguments
    }
}
