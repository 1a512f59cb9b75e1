import BuildModel
import FunctionCompute

/// Reads `build:`, by which a tool of the user's makes the code of a function or the contents of a layer.
struct BuildReader {
    let world: World
    static let keys = ["make", "command", "output", "inputs"]

    /// What `build` asks for; `nil` where it asks for nothing or after saying what is wrong. `names` are those that a target of
    /// `make` may bear.
    func read(_ field: Field?, folder: String?, names: [String], exclude: [String] = []) -> BuildChoice? {
        guard let field, !isNone(field) else { return nil }
        guard let folder else {
            world.diagnostics.error(
                "build-no-folder", "`build` needs a code folder, and the code is no folder", at: field.location)
            return nil
        }
        guard field.isMapping else { return simple(field, folder: folder, names: names, exclude: exclude) }
        world.refuseUnknownKeys(field, known: Self.keys)
        var choice = BuildChoice(
            kind: .make, folder: folder, exclude: exclude, location: field.location)
        choice.inputs = inputs(field["inputs"], folder: folder)
        switch (field["make"], field["command"]) {
        case (let make?, nil):
            choice.location = make.location
            choice.target = world.text(make)
            if choice.target?.hasPrefix("-") == true || choice.target?.isEmpty == true
                || choice.target?.contains("=") == true
            {
                world.diagnostics.error(
                    "value-type", "`make` must be the name of a target", at: make.location,
                    hint: "for example `build-\(names.first ?? "x")`")
                return nil
            }
            if let output = field["output"] {
                world.diagnostics.error(
                    "value-type", "`output` goes with `command`: `make` is told where results go",
                    at: output.keyLocation,
                    hint: "recipes copy them to `$(ARTIFACTS_DIR)`")
                return nil
            }
            return choice.target == nil ? nil : choice
        case (nil, let command?):
            choice.kind = .command
            choice.location = command.location
            return self.command(command, output: field["output"], choice)
        default:
            world.diagnostics.error(
                "value-type", "`build` must have one of `make` and `command`", at: field.location,
                hint: "for example `build: {command: [npm, run, build], output: dist}`")
            return nil
        }
    }

    /// `build: none` says that nothing is built, whatever lies in the folder.
    func isNone(_ field: Field?) -> Bool { field?.node.text == "none" }

    private func simple(_ field: Field, folder: String, names: [String], exclude: [String]) -> BuildChoice? {
        guard let text = world.text(field) else { return nil }
        guard text == "make" else {
            let words = text.split(separator: " ").map { $0.contains(",") ? "\"\($0)\"" : String($0) }
            world.diagnostics.error(
                "value-type", "`build` is `\(Phrase.short(text))`, not `make`, `none` or a mapping with `command`",
                at: field.location,
                hint: Phrase.didYouMean(text, among: ["make", "none"])
                    ?? "a command is a list: `build: {command: [\(words.joined(separator: ", "))], output: dist}`")
            return nil
        }
        let targets = names.map { "build-" + $0 }
        return BuildChoice(
            kind: .make, folder: folder, target: targets.first, arguments: Array(targets.dropFirst()), exclude: exclude,
            location: field.location)
    }

    private func command(_ field: Field, output: Field?, _ choice: BuildChoice) -> BuildChoice? {
        var choice = choice
        guard field.items != nil else {
            world.wrongType(
                field, expected: "a list of arguments",
                hint: "no shell reads it: `[sh, -c, \"…\"]` where one is needed, `[make, -j4]` for a program")
            return nil
        }
        choice.arguments = world.scalars(field)
        guard let first = choice.arguments.first, !first.isEmpty else {
            world.diagnostics.error("value-type", "`command` has no program", at: field.location)
            return nil
        }
        if let output {
            guard let text = world.text(output) else { return nil }
            let path = PathText.join(choice.folder, text)
            guard !text.hasPrefix("/"), path != choice.folder, PathText.isInside(path, folder: choice.folder) else {
                world.diagnostics.error(
                    "value-type", "`output` is `\(Phrase.short(text))`, not a folder below the one that is built",
                    at: output.location, hint: "for example `output: dist`")
                return nil
            }
            choice.output = PathText.relative(path, to: choice.folder)
        }
        return choice
    }

    private func inputs(_ field: Field?, folder: String) -> [String] {
        world.texts(field).compactMap { text, item in
            let path = PathText.join(folder, text)
            guard path != "/", world.files.kind(path) != .missing else {
                world.diagnostics.error(
                    "file-missing", "`\(Phrase.short(text))` does not exist: looked for `\(path)`", at: item.location,
                    hint: Phrase.didYouMean(PathText.name(path), among: world.files.names(PathText.folder(path)))
                        ?? "inputs are named as seen from `\(world.display(folder))`")
                return nil
            }
            return path
        }
    }
}
