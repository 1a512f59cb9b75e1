import BuildModel
import FunctionCompute

/// Tells whether composer makes `vendor` for a function or layer: by `composer.json` in the code folder, or by `php:`.
struct PHPReader {
    let world: World
    static let keys = ["composer", "version", "extensions"]

    /// For a function: what the manifest says, or what the code folder tells by itself; `nil` where packages are not composer's
    /// business here.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation) -> BuildChoice? {
        let field = input.options.php
        guard runtime.family == .php || (field != nil && runtime.family == .custom) else {
            if let field {
                world.diagnostics.error(
                    "php-runtime", "`php` needs a runtime with PHP, and this function's is `\(runtime.id)`",
                    at: field.location, hint: "`php7.2` has one, and custom runtimes take one from a layer")
            }
            return nil
        }
        guard case .folder(let folder) = code else {
            if let field {
                world.diagnostics.error(
                    "php-composer-missing",
                    "`php` needs a code folder with `composer.json`, and the code is no folder", at: field.location)
            }
            return nil
        }
        guard let field else { return found(in: folder, dependencies: input.options.dependencies) }
        guard var choice = choice(field, folder: folder) else { return nil }
        guard choice.folder == folder else {
            world.diagnostics.error(
                "value-type", "`composer.json` of a function lies in its code folder, `\(world.display(folder))`",
                at: field.location, hint: "packages of another folder can make a layer: `layers/NAME/layer.yaml`")
            return nil
        }
        guard input.options.dependencies != .none else { return nil }
        if runtime.family == .php { addExtensions(of: folder, to: &choice) }
        return choice
    }

    /// For a layer.
    func layer(_ field: Field?, folder: String, runtimes: [String]) -> BuildChoice? {
        guard let field, var choice = choice(field, folder: folder) else { return nil }
        if let first = runtimes.first, let runtime = RuntimeCatalogue.runtime(first), runtime.family != .php,
            runtime.family != .custom
        {
            world.diagnostics.error(
                "php-runtime", "`php` needs a runtime with PHP, and the first of `runtimes` is `\(first)`",
                at: field.location, hint: "put `php7.2` or a custom runtime first")
            return nil
        }
        choice.isOfLayer = true
        return choice
    }

    /// A code folder that composer can fill. A `vendor` without a lock was put there by other means and stays as it is.
    private func found(in folder: String, dependencies: DependencyPlacement) -> BuildChoice? {
        let path = PathText.join(folder, "composer.json")
        guard dependencies != .none, world.files.kind(path) == .file else { return nil }
        let isLocked = world.files.kind(PathText.join(folder, "composer.lock")) == .file
        guard let bytes = world.files.contents(path) else { return nil }
        let manifest = try? ComposerManifest(bytes)
        // A file that cannot be read is told about where it is used.
        if manifest?.hasWork == false { return nil }
        let vendor = PathText.join(folder, manifest?.vendorFolder ?? "vendor")
        guard isLocked || world.files.kind(vendor) == .missing else { return nil }
        var choice = BuildChoice(
            kind: .composer, folder: folder, output: manifest?.vendorFolder,
            location: Finding.Location(file: world.display(path)))
        addExtensions(of: folder, to: &choice)
        return choice
    }

    private func choice(_ field: Field, folder: String) -> BuildChoice? {
        var named: Field? = field
        var platform: [String: String] = [:]
        if field.isMapping {
            world.refuseUnknownKeys(field, known: Self.keys)
            named = field["composer"]
            if let version = version(field["version"]) { platform["php"] = version }
            platform.merge(extensions(field["extensions"])) { $1 }
        }
        var text = "composer.json"
        if let named {
            guard let said = world.text(named) else { return nil }
            text = said
        }
        let path = PathText.join(folder, text)
        guard PathText.name(path) == "composer.json" else {
            world.diagnostics.error(
                "value-type",
                "`\(named?.name ?? "php")` is `\(Phrase.short(text))`, and composer's file is called "
                    + "`composer.json`", at: (named ?? field).location)
            return nil
        }
        guard world.files.kind(path) == .file else {
            world.diagnostics.error(
                "php-composer-missing", "`\(Phrase.short(text))` does not exist: looked for `\(path)`",
                at: (named ?? field).location,
                hint: Phrase.didYouMean("composer.json", among: world.files.names(PathText.folder(path)))
                    ?? "`composer init` makes one")
            return nil
        }
        let manifest = world.files.contents(path).flatMap { try? ComposerManifest($0) }
        return BuildChoice(
            kind: .composer, folder: PathText.folder(path), output: manifest?.vendorFolder, platform: platform,
            location: Finding.Location(file: world.display(path)))
    }

    private func version(_ field: Field?) -> String? {
        guard let field, let text = world.text(field) else { return nil }
        guard let version = DottedVersion(text), version.major >= 5, text.contains(".") else {
            world.diagnostics.error(
                "value-type", "`version` is `\(Phrase.short(text))`, not a version of PHP", at: field.location,
                hint: "for example `\"8.1.2\"`, in quotes: packages may ask for the last number too")
            return nil
        }
        return text
    }

    private func extensions(_ field: Field?) -> [String: String] {
        guard let field else { return [:] }
        var extensions: [String: String] = [:]
        for (text, _) in world.texts(field) { extensions[Self.name(text)] = "*" }
        return extensions
    }

    /// PHP of the built-in runtime reads `/code/extension/*.ini`: extensions that the code brings along.
    private func addExtensions(of folder: String, to choice: inout BuildChoice) {
        let extensions = PathText.join(folder, "extension")
        for name in world.files.names(extensions) where name.hasSuffix(".ini") {
            let bytes = world.files.contents(PathText.join(extensions, name)) ?? []
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let parts = line.split(separator: "=", maxSplits: 1).map { part in
                    String(part.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" })
                }
                guard parts.count == 2, parts[0] == "extension" || parts[0] == "zend_extension" else { continue }
                var file = PathText.name(parts[1])
                if file.hasSuffix(".so") { file.removeLast(3) }
                choice.platform[Self.name(file)] = "*"
            }
        }
    }

    private static func name(_ text: String) -> String {
        let name = String(text.lowercased().map { $0 == " " ? "-" : $0 })
        return name.hasPrefix("ext-") ? name : "ext-" + name
    }
}
