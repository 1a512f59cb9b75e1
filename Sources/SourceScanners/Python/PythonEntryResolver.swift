/// Decides whether an entry point such as `index.handler` will be found and can be called: finds the module by the
/// rules of the platform's loader and follows the name through assignments and imports inside the package.
public struct PythonEntryResolver {
    /// Longer trails are not followed.
    public static let longestTrail = 24
    /// More definitions than any real entry point leads to; star imports that cross each other could lead to very many.
    static let mostSteps = 4000

    let tree: PythonSourceTree
    let version: PythonVersion
    let loader: PythonLoader
    let codeFolder: String

    /// Makes a resolver.
    ///
    /// - Parameters:
    ///   - tree: The files of the instance.
    ///   - version: The version of the runtime's interpreter.
    ///   - loader: How the runtime finds the module.
    ///   - codeFolder: Where the code zip is mounted.
    public init(tree: PythonSourceTree, version: PythonVersion, loader: PythonLoader, codeFolder: String = "/code") {
        self.tree = tree
        self.version = version
        self.loader = loader
        self.codeFolder = codeFolder
    }

    /// Judges an entry point that is already split at its last dot.
    public func resolve(module: String, name: String, call: PythonCall) -> PythonEntryVerdict {
        switch locate(module, name: name) {
        case .failure(let verdict): return verdict.verdict
        case .success(let path):
            var search = PythonNameSearch(resolver: self, call: call)
            let verdict = search.judge(name, in: path, trail: [], before: .max)
            guard case .broken(.symbolMissing(var symbol)) = verdict else { return verdict }
            symbol.elsewhere = definitions(of: symbol.name, except: symbol.path)
            return .broken(.symbolMissing(symbol))
        }
    }
}

/// A verdict on the way to a module.
struct PythonEarlyVerdict: Error {
    let verdict: PythonEntryVerdict

    init(_ problem: PythonEntryProblem) { verdict = .broken(problem) }
    init(_ doubt: PythonEntryDoubt) { verdict = .unsure(doubt) }
}
