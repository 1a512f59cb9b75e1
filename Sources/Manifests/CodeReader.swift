import BuildModel

/// Finds a function's code: folder, file, archive, object in OSS, or none.
struct CodeReader {
    let world: World
    static let archives: Set<String> = ["zip", "jar", "war"]

    /// Where the code is; `nil` after saying what is wrong.
    func read(_ input: FunctionInput, isImage: Bool) -> CodeLocation? {
        if isImage { return CodeLocation.none }
        let properties = input.properties
        if let bucket = world.text(properties["ossBucket"]), let key = world.text(properties["ossKey"]) {
            return .remote("oss://\(bucket)/\(key)")
        }
        guard let field = properties[input.names.code] else { return .folder(world.root) }
        guard field.isMapping else { return local(field, input) }
        let bucket = field["ossBucketName"] ?? field["OssBucketName"] ?? field["Bucket"]
        let object = field["ossObjectName"] ?? field["OssObjectName"] ?? field["Key"]
        if let source = field["src"] { return local(source, input) }
        if bucket != nil || object != nil {
            return .remote("oss://\(world.text(bucket) ?? "?")/\(world.text(object) ?? "?")")
        }
        world.diagnostics.error(
            "value-type", "`\(field.name)` has no `src` and no `ossBucketName` with `ossObjectName`",
            at: field.location, hint: "write the folder: `\(field.name): ./code`")
        return nil
    }

    private func local(_ field: Field, _ input: FunctionInput) -> CodeLocation? {
        guard let text = world.knownText(field, purpose: "find the code") else { return nil }
        if text.hasPrefix("oss://") { return .remote(text) }
        let path = PathText.join(world.root, text)
        switch world.files.kind(path) {
        case .folder: return .folder(path)
        case .file: return Self.archives.contains(PathText.fileExtension(path)) ? .archive(path) : .file(path)
        case .missing: break
        }
        var hint = suggestion(for: path)
        if hint == nil, input.hasPreDeployActions {
            hint = "if the `actions` of the manifest make it before deployment, run them first"
        }
        world.diagnostics.error(
            "code-dir-missing",
            "the code `\(Phrase.short(text))` of the function `\(input.key)` does not exist: looked for `\(path)`",
            at: field.location, hint: hint)
        return nil
    }

    /// A sibling of a like name, at the first folder of the path that is not there.
    private func suggestion(for path: String) -> String? {
        var missing = path
        while missing != "/", world.files.kind(PathText.folder(missing)) == .missing {
            missing = PathText.folder(missing)
        }
        let folder = PathText.folder(missing)
        guard let near = NearestName.nearest(to: PathText.name(missing), among: world.files.names(folder)) else {
            return nil
        }
        return "did you mean `\(world.display(PathText.join(folder, near)))`?"
    }
}
