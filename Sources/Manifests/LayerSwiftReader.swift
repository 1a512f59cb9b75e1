import BuildModel
import FunctionCompute

/// Reads which Swift runtime libraries a layer brings: `swift: {libraries: [core, dispatch]}`.
struct LayerSwiftReader {
    let world: World

    /// The libraries; empty where there are none, or after saying what is wrong.
    func read(_ field: Field?, runtimes: [String]) -> [SwiftRuntimeLibraries.Library] {
        guard let field else { return [] }
        guard field.isMapping else {
            world.wrongType(field, expected: "a mapping with `libraries`")
            return []
        }
        world.refuseUnknownKeys(field, known: ["libraries"])
        let known = SwiftRuntimeLibraries.Library.allCases.map(\.rawValue)
        let libraries = world.texts(field["libraries"]).compactMap { text, item in
            let library = SwiftRuntimeLibraries.Library(rawValue: text)
            if library == nil {
                world.diagnostics.error(
                    "value-type", "`\(Phrase.short(text))` is no Swift runtime library that fclayer knows",
                    at: item.location,
                    hint: Phrase.didYouMean(text, among: known) ?? "known are \(Phrase.list(known))")
            }
            return library
        }
        if field["libraries"] == nil {
            world.diagnostics.error(
                "value-type", "`swift` has no `libraries`", at: field.location,
                hint: "for example `libraries: [core, concurrency, dispatch]`; known are \(Phrase.list(known))")
        }
        checkRuntimes(runtimes, at: field.location)
        return libraries
    }

    /// Swift's runtime libraries are built on Ubuntu 22.04 and need glibc 2.35.
    private func checkRuntimes(_ runtimes: [String], at location: Finding.Location) {
        for id in runtimes {
            guard let runtime = RuntimeCatalogue.runtime(id), runtime.debian != .bookworm || runtime.family != .custom
            else { continue }
            world.diagnostics.error(
                "swift-runtime-glibc",
                "the Swift runtime libraries load in `custom.debian12` only: they need glibc 2.35, and `\(id)` has "
                    + (runtime.debian.map { "\($0.glibc)" } ?? "another"),
                at: location,
                hint: "write `runtimes: [custom.debian12]`; functions of other runtimes take `swift: {runtime: static}`"
            )
        }
    }
}
