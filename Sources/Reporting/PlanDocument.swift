import BuildModel
import FunctionCompute

/// A plan with paths as the user would tell them.
struct PlanDocument: Encodable {
    var schemaVersion = 1
    var catalogueVersion = RuntimeCatalogue.version
    var limits: Limits
    var packages: [PackageDocument]
    var functions: [FunctionDocument]

    struct PackageDocument: Encodable {
        var id: String
        var file: String
        var limit: Int64
        var runtimes: [String]
        var target: Target?
        var steps: [Step]
    }

    /// The runtime that decides interpreter and platform.
    struct Target: Encodable {
        var runtime: String
        var debian: Int?
        var glibc: String?
        var python: String?
        var newestPlatformTag: String?

        init?(_ id: String) {
            guard let found = RuntimeCatalogue.runtime(id) else { return nil }
            runtime = id
            debian = found.debian?.rawValue
            glibc = found.debian?.glibc.description
            python = found.pythonVersion?.description
            newestPlatformTag = found.debian?.newestPlatformTag
        }

        var words: String {
            var words = runtime
            if let debian, let glibc { words += ": Debian \(debian), glibc \(glibc)" }
            if let python { words += ", Python \(python)" }
            if let newestPlatformTag { words += ", wheels up to \(newestPlatformTag)" }
            return words
        }
    }

    struct Step: Encodable {
        var kind: String
        var from: String
        var to: String
        var exclude: [String]?
        var lock: String?
        var runtime: String?
        var product: String?
        var linking: String?
        var libraries: [String]?
        var tool: String?
        /// What a tool is told.
        var command: [String]?
        /// What a tool reads: the folder that is built, and files and folders outside of it.
        var reads: [String]?
        /// The folder of the sources that a tool fills, if it is not told where results go.
        var results: String?

        var words: String {
            let place = to.isEmpty ? "the root" : "\(to)/"
            switch kind {
            case "python":
                return "Python distributions of \(from) for \(runtime ?? ""), locked in \(lock ?? ""), into \(place)"
            case "swift":
                let name = product.map { "product \($0)" } ?? "the executable product"
                return "Swift package \(from): \(name) for \(runtime ?? ""), \(linkingWords), as \(to)"
            case "swift-runtime":
                return
                    "Swift runtime libraries \((libraries ?? []).joined(separator: ", ")) of the toolchain into \(place)"
            case "node":
                return "Node.js packages of \(from) for \(runtime ?? ""), `node_modules` into \(place)"
            case "debian":
                return
                    "Debian packages \((libraries ?? []).joined(separator: ", ")) for \(runtime ?? ""), locked in "
                    + "\(lock ?? ""), into \(place)"
            case "build": return buildWords(place)
            case "folder":
                let left = exclude.map { ", without \($0.joined(separator: ", "))" } ?? ""
                return "folder \(from) into \(place)\(left)"
            case "archive": return "\(from) as it is"
            default: return "file \(from) as \(to)"
            }
        }

        private func buildWords(_ place: String) -> String {
            let command = (command ?? []).map(PlanDocument.quoted).joined(separator: " ")
            let reads = (reads ?? []).joined(separator: ", ")
            let results = results.map { "results of \($0)/" } ?? "results"
            return
                "\(tool ?? "") in \(from) for \(runtime ?? ""), \(results) into \(place)\n     runs: \(command)\n     reads: \(reads)"
        }

        private var linkingWords: String {
            switch linking {
            case "executable": "fully static"
            case "shared": "with the Swift runtime of a layer"
            default: "with the Swift runtime inside"
            }
        }
    }

    struct FunctionDocument: Encodable {
        var name: String
        var key: String
        var runtime: String
        var handler: String
        var hooks: [HookDescription]
        var package: String?
        var code: String
        var layers: [String]
    }

    init(_ plan: BuildPlan, paths: ProjectPaths) {
        limits = plan.limits
        packages = plan.packages.map { package in
            PackageDocument(
                id: package.id.description, file: "\(package.id).zip",
                limit: package.id.kind == .layer ? plan.limits.layer : plan.limits.code, runtimes: package.runtimes,
                target: package.runtimes.first.flatMap(Target.init),
                steps: package.ingredients.map { Self.step($0, paths) })
        }
        functions = plan.functions.map { function in
            let description = function.description
            return FunctionDocument(
                name: description.name, key: description.key, runtime: description.runtime,
                handler: description.handler, hooks: description.hooks, package: function.code?.description,
                code: Self.code(description.code, paths), layers: function.layers.map(\.text))
        }
    }

    private static func step(_ ingredient: Ingredient, _ paths: ProjectPaths) -> Step {
        switch ingredient {
        case .folder(let folder):
            Step(
                kind: "folder", from: paths.relative(folder.path), to: folder.destination,
                exclude: folder.exclude.isEmpty ? nil : folder.exclude)
        case .file(let from, let to): Step(kind: "file", from: paths.relative(from), to: to)
        case .archive(let path): Step(kind: "archive", from: paths.relative(path), to: "")
        case .python(let python):
            Step(
                kind: "python", from: paths.relative(python.source.path), to: python.destination,
                lock: paths.relative(python.lock), runtime: python.runtime)
        case .swift(let product):
            Step(
                kind: "swift", from: paths.relative(product.package), to: "bootstrap", runtime: product.runtime,
                product: product.name, linking: product.linking.rawValue)
        case .swiftRuntime(let libraries):
            Step(
                kind: "swift-runtime", from: "toolchain", to: "lib", runtime: libraries.runtime,
                libraries: libraries.libraries.map(\.rawValue))
        case .node(let node):
            Step(
                kind: "node", from: paths.relative(node.source.lock), to: node.destination, runtime: node.runtime)
        case .debian(let debian):
            Step(
                kind: "debian", from: "Debian", to: "", lock: paths.relative(debian.lock), runtime: debian.runtime,
                libraries: debian.source.packages.map(\.name))
        case .build(let build): self.step(build, paths)
        }
    }

    private static func step(_ build: ToolBuild, _ paths: ProjectPaths) -> Step {
        let choice = build.choice
        let lock = build.node.map { [$0.source.lock] } ?? []
        // Install scripts see packages only.
        let sources = choice.kind == .npmScripts ? [] : [choice.folder]
        return Step(
            kind: "build", from: paths.relative(choice.folder), to: build.destination, runtime: build.runtime,
            product: choice.target, tool: choice.kind.rawValue, command: build.command,
            reads: (sources + choice.inputs + lock).map(paths.relative),
            results: choice.kind == .command ? choice.output : nil)
    }

    /// An argument as a shell would take it; where results go is filled in by fclayer.
    private static func quoted(_ argument: String) -> String {
        let isPlain =
            !argument.isEmpty
            && argument.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_=+./:,@%$".contains($0)) }
        return isPlain ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }

    private static func code(_ code: CodeLocation, _ paths: ProjectPaths) -> String {
        switch code {
        case .folder(let path), .file(let path), .archive(let path): paths.relative(path)
        case .remote(let text): text
        case .none: "container image"
        }
    }
}
