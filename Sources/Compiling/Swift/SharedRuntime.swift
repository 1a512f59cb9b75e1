import BuildModel

/// Functions that are linked with the runtime libraries of a layer, and the layers that bring them.
struct SharedRuntime {
    let plan: BuildPlan

    private struct User {
        var function: FunctionPlan
        var product: SwiftProduct
        var layer: PackageID?
        var hasForeignLayer: Bool
    }

    private var users: [User] {
        let layers = Set(
            plan.packages.filter { package in
                package.ingredients.contains { if case .swiftRuntime = $0 { true } else { false } }
            }.map(\.id))
        return plan.functions.compactMap { function in
            let package = plan.packages.first { $0.id == function.code }
            let product = package?.ingredients.lazy.compactMap {
                if case .swift(let product) = $0, product.linking == .shared { product } else { nil }
            }.first
            guard let product else { return nil }
            var user = User(function: function, product: product, hasForeignLayer: false)
            for reference in function.layers {
                switch reference {
                case .local(let name, _) where layers.contains(PackageID(.layer, name)):
                    user.layer = user.layer ?? PackageID(.layer, name)
                case .local: break
                case .external: user.hasForeignLayer = true
                }
            }
            return user
        }
    }

    /// A function without any layer that could bring the libraries cannot start.
    func check(into sink: FindingSink) throws(StageFailure) {
        var failures: [Finding] = []
        for user in users where user.layer == nil {
            let location = user.product.location
            let name = user.function.description.name
            if user.hasForeignLayer {
                sink.emit(
                    Finding(
                        rule: "swift-layer-unverified", severity: .note,
                        message:
                            "the Swift runtime libraries of `\(name)` must be in a layer whose contents are not in "
                            + "this project: whether they are of this toolchain cannot be known",
                        location: location))
            } else {
                let known = plan.packages.filter { package in
                    package.id.kind == .layer
                        && package.ingredients.contains { if case .swiftRuntime = $0 { true } else { false } }
                }.map(\.id.name)
                failures.append(
                    Finding(
                        rule: "swift-layer-missing", severity: .error,
                        message:
                            "`\(name)` is linked with `runtime: shared`, and none of its layers brings the Swift runtime",
                        location: location,
                        hint: known.first.map { "add `\($0)` to the function's `layers`" }
                            ?? "make `layers/swift-runtime/layer.yaml` with `swift: {libraries: [core, concurrency, dispatch]}` "
                            + "and add it to the function's `layers`, or write `runtime: static`"))
            }
        }
        guard failures.isEmpty else { throw StageFailure(.project, failures) }
    }

    /// Says from how many functions on a layer takes less than programs that bring the libraries themselves.
    func note(into sink: FindingSink) {
        for package in plan.packages {
            for case .swiftRuntime(let set) in package.ingredients {
                let count = users.filter { $0.layer == package.id }.count
                let estimate = Saving(set.libraries)
                guard count < estimate.functions else { continue }
                sink.emit(
                    Finding(
                        rule: "swift-layer-pays", severity: .note,
                        message: "the layer `\(package.id.name)` takes about \(estimate.layerText) to save about "
                            + "\(estimate.savingText) in each function's zip: it pays from \(estimate.functions) functions "
                            + "on, and this build has \(count)",
                        location: set.location, hint: "`swift: {runtime: static}` needs no layer"))
            }
        }
    }
}

/// What a layer costs and saves, zipped. Measured with Swift 6.3.1 and a handler on SwiftNIO, stripped: with its libraries 4.0 MB,
/// with FoundationEssentials 6.4 MB, with Foundation and ICU 24 MB; 1.4 MB without any of them.
struct Saving {
    let layer: Double
    let saving: Double

    init(_ libraries: [SwiftRuntimeLibraries.Library]) {
        if libraries.contains(where: { [.foundation, .networking, .xml].contains($0) }) {
            (layer, saving) = (23.9, 22.3)
        } else if libraries.contains(.essentials) {
            (layer, saving) = (5.8, 5.0)
        } else {
            (layer, saving) = (3.6, 2.6)
        }
    }

    /// The least number of functions for which the layer and small zips are less than large zips.
    var functions: Int { Int((layer / saving).rounded(.down)) + 1 }

    var layerText: String { "\(layer) MB" }
    var savingText: String { "\(saving) MB" }
}
