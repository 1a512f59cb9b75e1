import Binaries
import BuildModel
import FileTrees

/// Dynamic libraries that a package's own build makes (`.library(type: .dynamic)`) and that its programs need.
enum OwnLibraries {
    /// The names of those that a program needs, with those that they need in turn.
    static func needed(by program: [UInt8], results: String) throws(FileTreeError) -> [String] {
        var open = names(in: program)
        var found: Set<String> = []
        while let name = open.popLast() {
            let path = results + "/" + name
            guard !found.contains(name), !name.contains("/"), Files.exists(path) else { continue }
            found.insert(name)
            open += names(in: try Files.read(path, limit: 1 << 30))
        }
        return found.sorted()
    }

    private static func names(in bytes: [UInt8]) -> [String] { (try? ELFFile(bytes: bytes).needed) ?? [] }

    /// A program that neither brings them nor has a layer that could cannot start.
    static func check(_ staged: StagedPlan) throws(StageFailure) {
        let plan = staged.locked.plan
        var failures: [Finding] = []
        for compiled in staged.products {
            guard let library = compiled.libraries.first else { continue }
            let packages = plan.packages.filter { $0.ingredients.contains(.swift(compiled.product)) }.map(\.id)
            for function in plan.functions where function.layers.isEmpty {
                guard let code = function.code, packages.contains(code) else { continue }
                failures.append(
                    Finding(
                        rule: "swift-dynamic-library", severity: .error,
                        message:
                            "`\(function.description.name)` needs `\(library)`, a dynamic library of its packages, and no "
                            + "layer holds it; linked `\(compiled.product.linking.rawValue)`, library and program would each "
                            + "bring a Swift runtime of their own",
                        location: compiled.product.location,
                        hint:
                            "leave `type: .dynamic` out of the product, or write `swift: {runtime: shared}`, which packs it"
                    ))
            }
        }
        guard failures.isEmpty else { throw StageFailure(.project, failures) }
    }
}
