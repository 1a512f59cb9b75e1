import BuildModel
import FileTrees
import FunctionCompute

/// Products of one package that one run of `swift build` makes: they share a kind of linking and an SDK.
struct SwiftJob: Sendable {
    /// The folder with `Package.swift`.
    let package: String
    /// How the programs find the runtime libraries.
    let linking: SwiftProduct.Linking
    /// Where glibc and the rest of the system come from; `nil` is this machine, for programs that take all along.
    let sdk: SwiftSDK?
    /// What builds.
    let toolchain: SwiftToolchain
    /// The folder for everything that is made (absolute).
    let folder: String
    /// The products, as the plan names them.
    var products: [SwiftProduct]

    /// Where SwiftPM builds.
    var scratch: String { folder + "/build" }
    /// Where finished programs lie.
    var output: String { folder + "/out" }
    /// What the last run of the compiler said.
    var log: String { folder + "/build.log" }

    /// The jobs for products, in the order in which the plan first names their packages.
    static func jobs(
        for products: [SwiftProduct], toolchain: SwiftToolchain, settings: CompilerSettings
    ) async throws(StageFailure) -> [SwiftJob] {
        var jobs: [SwiftJob] = []
        for product in products {
            let sdk = try await sdk(for: product, toolchain: toolchain, settings: settings)
            let variant = variant(of: product, sdk: sdk)
            let folder =
                settings.workFolder + "/swift/\(variant)/\(folderName(product.package, in: settings.projectRoot))"
            if let index = jobs.firstIndex(where: { $0.folder == folder }) {
                if !jobs[index].products.contains(product) { jobs[index].products.append(product) }
            } else {
                jobs.append(
                    SwiftJob(
                        package: product.package, linking: product.linking, sdk: sdk, toolchain: toolchain,
                        folder: folder, products: [product]))
            }
        }
        return jobs
    }

    private static func sdk(
        for product: SwiftProduct, toolchain: SwiftToolchain, settings: CompilerSettings
    ) async throws(StageFailure) -> SwiftSDK? {
        guard product.linking != .executable, let runtime = RuntimeCatalogue.runtime(product.runtime),
            let target = SDKTarget(runtime: runtime)
        else { return nil }
        return try await settings.sdk(target, toolchain)
    }

    private static func variant(of product: SwiftProduct, sdk: SwiftSDK?) -> String {
        let id = sdk?.id ?? product.runtime
        return switch product.linking {
        case .static: id
        case .executable: "executable"
        case .shared: id + "-shared"
        }
    }

    /// A name for a package's folder that two packages of a project do not share. It does not depend on where the project is.
    private static func folderName(_ package: String, in root: String) -> String {
        if package == root { return "package" }
        let path = package.hasPrefix(root + "/") ? String(package.dropFirst(root.count + 1)) : package
        let name = path.map { $0 == "/" ? "-" : $0 }
        // `a-b` and `a/b` are two packages.
        let mark =
            path.contains("-") || !package.hasPrefix(root + "/")
            ? "-" + FileDigest.sha256(of: Array(path.utf8)).hexadecimal.prefix(8) : ""
        return String(name) + mark
    }
}

extension SwiftSDK {
    /// The file whose bytes tell one state of the SDK from another.
    var recordFile: String { bundle + "/" + SDKRecord.fileName }
}
