import Archives
import BuildModel
import FileTrees

/// The zips of a check, by path, and what is in those that were opened.
struct OpenedPackages: Sendable {
    /// Paths in the order in which functions name them.
    private(set) var order: [String] = []
    private(set) var kinds: [String: PackageID.Kind] = [:]
    /// What messages call them.
    private(set) var names: [String: String] = [:]
    private(set) var contents: [String: PackageContents] = [:]
    /// What is to be said of those that could not be opened.
    private(set) var failures: [String: Finding] = [:]

    /// The zips of functions, and a project's other packages.
    init(_ functions: [FunctionUnderTest], _ packages: [Package]) {
        for function in functions {
            for layer in function.layers {
                if let file = layer.file { add(file, .layer, layer.packageName) }
            }
            if let file = function.code { add(file, .function, function.packageName) }
        }
        for package in packages { add(package.file, package.id.kind, package.id.description) }
    }

    private mutating func add(_ file: String, _ kind: PackageID.Kind, _ name: String) {
        guard names[file] == nil else { return }
        names[file] = name
        kinds[file] = kind
        order.append(file)
    }

    /// Whether a zip was not opened, or not tried.
    func isClosed(_ file: String) -> Bool { contents[file] == nil && failures[file] == nil }

    /// Opens zips, each once.
    mutating func open(_ files: [String]) async {
        let wanted = Set(files)
        let jobs = order.filter { wanted.contains($0) && isClosed($0) }.map { ($0, names[$0] ?? $0) }
        let results = await inParallel(jobs, limit: 16) { file, name in
            Result { () throws(ArchiveError) in try PackageContents(name: name, file: file) }
        }
        for ((file, name), result) in zip(jobs, results) {
            switch result {
            case .success(let contents): self.contents[file] = contents
            case .failure(let error): failures[file] = ZipUnreadable.finding(error, package: name)
            }
        }
    }
}
