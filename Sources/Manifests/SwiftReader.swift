import BuildModel
import FunctionCompute

/// Tells whether a function's code is a Swift package, and what is to be made of it.
struct SwiftReader {
    let world: World
    static let keys = ["product", "runtime"]

    /// What the manifest says, or what the code folder tells by itself; `nil` where the code is something else.
    func read(_ input: FunctionInput, runtime: Runtime, code: CodeLocation, command: [String]) -> SwiftChoice? {
        guard let field = input.options.swift else {
            return isFound(runtime: runtime, code: code, command: command)
                ? SwiftChoice(location: input.codeLocation) : nil
        }
        guard field.isMapping else {
            world.wrongType(field, expected: "a mapping with `product` and `runtime`")
            return nil
        }
        world.refuseUnknownKeys(field, known: Self.keys)
        let choice = SwiftChoice(
            product: world.text(field["product"]), linking: linking(field["runtime"], for: runtime) ?? .static,
            location: field["product"]?.location ?? field.location)
        return fits(field, runtime: runtime, code: code) ? choice : nil
    }

    /// A package whose program the platform would start, and no program that is there already.
    private func isFound(runtime: Runtime, code: CodeLocation, command: [String]) -> Bool {
        guard runtime.family == .custom, case .folder(let folder) = code else { return false }
        let starts = command.first.map { PathText.join("/code", $0) } ?? "/code/bootstrap"
        return starts == "/code/bootstrap"
            && world.files.kind(PathText.join(folder, "Package.swift")) == .file
            && world.files.kind(PathText.join(folder, "bootstrap")) == .missing
    }

    private func linking(_ field: Field?, for runtime: Runtime) -> SwiftProduct.Linking? {
        guard let field, let text = world.text(field) else { return nil }
        guard let linking = SwiftProduct.Linking(rawValue: text) else {
            let known = SwiftProduct.Linking.allCases.map(\.rawValue)
            world.diagnostics.error(
                "value-type", "`\(field.name)` is `\(Phrase.short(text))`, not one of \(Phrase.list(known))",
                at: field.location, hint: Phrase.didYouMean(text, among: known))
            return nil
        }
        // The toolchain's own libraries need glibc 2.35, which came after Debian 11.
        if linking == .shared, runtime.family == .custom, runtime.debian != .bookworm {
            world.diagnostics.error(
                "swift-runtime-glibc",
                "`runtime: shared` needs `custom.debian12`: Swift's runtime libraries need glibc 2.35, and "
                    + "`\(runtime.id)` has \(runtime.debian.map { "\($0.glibc)" } ?? "another")",
                at: field.location, hint: "write `runtime: static`: the program then needs no runtime libraries")
        }
        return linking
    }

    private func fits(_ field: Field, runtime: Runtime, code: CodeLocation) -> Bool {
        guard runtime.family == .custom else {
            let custom = RuntimeCatalogue.all.filter { $0.family == .custom }.map(\.id)
            world.diagnostics.error(
                "swift-runtime-family", "`swift` needs a custom runtime, and this function's is `\(runtime.id)`",
                at: field.location, hint: "write `runtime: custom.debian12`; custom runtimes are \(Phrase.list(custom))"
            )
            return false
        }
        guard case .folder(let folder) = code else {
            world.diagnostics.error(
                "swift-package-missing", "`swift` needs a code folder with `Package.swift`, and the code is no folder",
                at: field.location)
            return false
        }
        let path = PathText.join(folder, "Package.swift")
        guard world.files.kind(path) == .file else {
            world.diagnostics.error(
                "swift-package-missing", "the code of a Swift function is a package: looked for `\(path)`",
                at: field.location, hint: nearPackage(folder) ?? "`swift package init --type executable` makes one")
            return false
        }
        return true
    }

    /// A package one folder further down, where projects often have it.
    private func nearPackage(_ folder: String) -> String? {
        let found = world.files.names(folder).first {
            world.files.kind(PathText.join(folder, $0 + "/Package.swift")) == .file
        }
        return found.map { "write `code: \(world.display(PathText.join(folder, $0)))`: there is one" }
    }
}
