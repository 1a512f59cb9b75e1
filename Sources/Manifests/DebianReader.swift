import BuildModel
import FunctionCompute

/// Reads which Debian packages a function or layer needs: a list in the manifest, or a file that it names or that stands in the
/// code folder.
struct DebianReader {
    let world: World

    /// Files of a code folder that name Debian packages, the first that is there counts: fc3's list, and Funcraft's two.
    static let files = ["apt-get.list", "Funfile", "fun.yml", "fun.yaml"]

    /// The packages of the key `debian`; `nil` where there is no such key, or after saying what is wrong. `folder` is where
    /// files are looked for and the lock stands.
    func read(_ field: Field?, folder: String) -> DebianSource? {
        guard let field else { return nil }
        if let text = field.node.text, field.items == nil, !text.hasPrefix("${") {
            let path = PathText.join(folder, text)
            guard world.files.kind(path) == .file else {
                let isName = DebianListReader.isName(text) && !text.contains(".")
                world.diagnostics.error(
                    "file-missing",
                    "`debian` names a file `\(Phrase.short(text))` that does not exist: looked for `\(path)`",
                    at: field.location,
                    hint: isName
                        ? "for the package of that name write `[\(text)]`"
                        : Phrase.didYouMean(PathText.name(path), among: world.files.names(PathText.folder(path))))
                return nil
            }
            return source(ofFile: path, folder: folder)
        }
        if field.items?.isEmpty == true {
            world.diagnostics.warning(
                "debian-list", "`debian` names no package", at: field.location,
                hint: "for example `debian: [libzbar0]`; without packages remove the key")
            return nil
        }
        let list = DebianListReader(world: world)
        let packages = world.texts(field).compactMap { text, item in list.package(text, at: item.location) }
        return packages.isEmpty ? nil : DebianSource(packages: DebianListReader.once(packages), folder: folder)
    }

    /// The packages that a file of the code folder names, where the function's runtime has Debian's libraries and they were
    /// not installed into the folder already (`apt-archives`, where `s build` puts them).
    func found(in folder: String, runtime: Runtime) -> DebianSource? {
        guard runtime.debian != nil, world.files.kind(folder + "/apt-archives") == .missing else { return nil }
        guard let name = Self.files.first(where: { world.files.kind(PathText.join(folder, $0)) == .file }) else {
            return nil
        }
        return source(ofFile: PathText.join(folder, name), folder: folder)
    }

    /// For a function: the key, else what its code folder tells.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation) -> DebianSource? {
        guard let field = input.options.debian else {
            guard case .folder(let folder) = code, input.options.dependencies != .none else { return nil }
            return found(in: folder, runtime: runtime)
        }
        guard checkRuntime(runtime.id, at: field.location) else { return nil }
        switch code {
        case .folder(let folder): return read(field, folder: folder)
        case .file(let path), .archive(let path):
            if input.options.dependencies == .layer { return read(field, folder: PathText.folder(path)) }
        case .remote, .none: break
        }
        world.diagnostics.error(
            "debian-runtime", "`debian` puts packages into a code folder, and the code of this function is none",
            at: field.location, hint: "write `dependencies: layer`, or name the packages in a `layer.yaml`")
        return nil
    }

    /// Whether a runtime has an image of Debian; says so where it has none.
    func checkRuntime(_ id: String, at location: Finding.Location) -> Bool {
        guard let runtime = RuntimeCatalogue.runtime(id), runtime.debian == nil else { return true }
        world.diagnostics.error(
            "debian-runtime", "`debian` needs a runtime on Debian, and `\(id)` is an image of your own", at: location,
            hint: "install the packages in the image")
        return false
    }

    private func source(ofFile path: String, folder: String) -> DebianSource? {
        let list = DebianListReader(world: world)
        let packages: [DebianSource.Named]
        switch PathText.name(path) {
        case "Funfile": packages = list.funfile(path)
        case "fun.yml", "fun.yaml": packages = list.tasks(path)
        default: packages = list.list(path)
        }
        return packages.isEmpty ? nil : DebianSource(packages: DebianListReader.once(packages), folder: folder)
    }
}
