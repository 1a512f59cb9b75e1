public import FunctionCompute

/// The catalogue of runtimes, for `fclayer runtimes`.
public enum RuntimeReport {
    /// A table: what each runtime is, what binaries it loads, where layers are searched, and whether it is still taken.
    public static func text(_ runtimes: [Runtime] = RuntimeCatalogue.all) -> String {
        var table = TextTable([
            ("runtime", .left), ("debian", .left), ("glibc", .left), ("language", .left), ("newest wheel tag", .left),
            ("layer search", .left), ("status", .left),
        ])
        for runtime in runtimes {
            table.add([
                runtime.id, runtime.debian.map { "\($0.rawValue)" } ?? "-",
                runtime.debian?.glibc.description ?? "-", language(of: runtime),
                runtime.debian?.newestPlatformTag ?? "-", search(of: runtime), status(of: runtime),
            ])
        }
        return table.text
    }

    /// The same as a document, with the source of each value.
    public static func json(_ runtimes: [Runtime] = RuntimeCatalogue.all) throws -> String {
        try JSONDocument.text(
            Document(catalogueVersion: RuntimeCatalogue.version, runtimes: runtimes.map(RuntimeDocument.init)))
    }

    private static func language(of runtime: Runtime) -> String {
        if let python = runtime.pythonVersion { return "Python \(python)" }
        guard let version = runtime.languageVersion else { return "-" }
        let name =
            switch runtime.family {
            case .python: "Python"
            case .nodejs: "Node.js"
            case .php: "PHP"
            case .java: "Java"
            case .dotnet: ".NET Core"
            case .go: "Go"
            case .custom, .container: ""
            }
        let isWhole = version.parts.count == 1
        return "\(name) \(isWhole ? String(version.major) : version.description)"
    }

    private static func search(of runtime: Runtime) -> String {
        if !runtime.findsLayersByItself { return runtime.family == .custom ? "by variables" : "-" }
        return (runtime.layerSearchFolders + ["/opt/bin", "/opt/lib"]).joined(separator: " ")
    }

    private static func status(of runtime: Runtime) -> String {
        if let retirement = runtime.retirement {
            return "retired: no new functions since \(retirement.noNewFunctions), no updates since "
                + "\(retirement.noUpdates); use \(retirement.successor)"
        }
        return runtime.isPublicBeta ? "public beta" : "current"
    }

    private struct Document: Encodable {
        var catalogueVersion: Int
        var runtimes: [RuntimeDocument]
    }

    private struct RuntimeDocument: Encodable {
        var id: String
        var family: String
        var debian: Int?
        var debianCodename: String?
        var glibc: String?
        var glibcxx: String?
        var cxxabi: String?
        var newestPlatformTag: String?
        var pythonVersion: String?
        var pythonTag: String?
        var languageVersion: String?
        var interpreterFolder: String?
        var environment: [String: String]
        var layerSearchFolders: [String]
        var findsLayersByItself: Bool
        var isPublicBeta: Bool
        var retirement: Runtime.Retirement?
        var sources: [String: String]

        init(_ runtime: Runtime) {
            id = runtime.id
            family = runtime.family.rawValue
            debian = runtime.debian?.rawValue
            debianCodename = runtime.debian?.codename
            glibc = runtime.debian?.glibc.description
            glibcxx = runtime.debian?.glibcxx.description
            cxxabi = runtime.debian?.cxxabi.description
            newestPlatformTag = runtime.debian?.newestPlatformTag
            pythonVersion = runtime.pythonVersion?.description
            pythonTag = runtime.pythonTag
            languageVersion = runtime.languageVersion?.description
            interpreterFolder = runtime.interpreterFolder
            environment = runtime.environment
            layerSearchFolders = runtime.layerSearchFolders
            findsLayersByItself = runtime.findsLayersByItself
            isPublicBeta = runtime.isPublicBeta
            retirement = runtime.retirement
            sources = runtime.sources
        }
    }
}
