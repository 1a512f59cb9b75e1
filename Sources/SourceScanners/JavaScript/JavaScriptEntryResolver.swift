/// Decides whether an entry point such as `index.handler` will be found and can be called: finds the file by the rules
/// of the platform's loader and follows the name through assignments and modules inside the package.
public struct JavaScriptEntryResolver {
    /// Longer trails are not followed.
    public static let longestTrail = 24
    /// More definitions than any real entry point leads to.
    static let mostSteps = 4000

    let tree: JavaScriptSourceTree
    /// The version of the runtime's Node.js.
    public let version: JavaScriptVersion
    let codeFolder: String

    /// Makes a resolver.
    ///
    /// - Parameters:
    ///   - tree: The files of the instance.
    ///   - version: The version of the runtime's Node.js. Up to 16 the loader takes only `.js` files of CommonJS.
    ///   - codeFolder: Where the code zip is mounted.
    public init(tree: JavaScriptSourceTree, version: JavaScriptVersion, codeFolder: String = "/code") {
        self.tree = tree
        self.version = version
        self.codeFolder = codeFolder
    }

    /// Whether the platform's loader knows ES modules, and waits for promises.
    var loadsModules: Bool { version.major >= 18 }

    /// Whether a file is loaded as an ES module. `type` of `package.json` is read from 12 on.
    public func isModule(_ path: String) -> Bool {
        tree.isModule(path) && (version.major >= 12 || path.hasSuffix(".mjs"))
    }

    /// What keeps a file from being loaded at all: syntax, or the wrong kind of module; `nil` for what cannot be read.
    public func problem(inFile path: String) -> JavaScriptEntryProblem? {
        guard let module = tree.module(at: path), module.unreadable == nil else { return nil }
        return kindProblem(module, path)
    }

    /// Judges an entry point that is already split at its last dot.
    public func resolve(module: String, name: String, contract: JavaScriptContract) -> JavaScriptEntryVerdict {
        let base = JavaScriptSourceTree.join(codeFolder, module)
        let endings = loadsModules ? [".js", ".mjs", ".cjs"] : [".js"]
        guard let path = endings.lazy.map({ base + $0 }).first(where: tree.isFile) else {
            return .broken(.moduleMissing(missing(module, base, endings, name)))
        }
        var search = JavaScriptExportSearch(resolver: self, contract: contract)
        let verdict = search.judge(name, entry: path)
        guard case .broken(.symbolMissing(var symbol)) = verdict else { return verdict }
        symbol.elsewhere = definitions(of: symbol.name, except: symbol.path)
        return .broken(.symbolMissing(symbol))
    }

    private func missing(
        _ module: String, _ base: String, _ endings: [String], _ name: String
    ) -> JavaScriptMissingModule {
        let lookedFor = endings.map { base + $0 }
        let folder = SourcePath.folder(of: base)
        let wanted = Set(lookedFor.map { SourcePath.name(of: $0).lowercased() })
        let otherCase = tree.names(in: folder).sorted().first { wanted.contains($0.lowercased()) }
        let near = [".mjs", ".cjs", ".ts", ".mts", ".tsx", ".jsx", ".json", "/index.js", "/index.mjs", "/index.ts"]
            .map { base + $0 }.filter { tree.isFile($0) && !lookedFor.contains($0) }
        return JavaScriptMissingModule(
            module: module, lookedFor: lookedFor, otherCase: otherCase.map { "\(folder)/\($0)" }, near: near,
            elsewhere: definitions(of: name, except: nil))
    }

    /// Other files of the code folder that export a name. Looks at no more than 200 files, four folders deep, and not
    /// into packages.
    private func definitions(of name: String, except path: String?) -> [SourceSite] {
        var sites: [SourceSite] = []
        var queue = [(codeFolder, 0)]
        var filesLeft = 200
        while !queue.isEmpty, filesLeft > 0 {
            let (folder, depth) = queue.removeFirst()
            for entry in tree.names(in: folder).sorted() {
                let file = "\(folder)/\(entry)"
                if entry.hasSuffix(".js") || entry.hasSuffix(".mjs") || entry.hasSuffix(".cjs") {
                    guard filesLeft > 0 else { break }
                    filesLeft -= 1
                    guard file != path, let module = tree.module(at: file) else { continue }
                    if let export = module.exports.last(where: { $0.name == name }) {
                        sites.append(SourceSite(path: file, place: export.place))
                    } else if module.exportedNames.contains(name), let whole = module.wholeExports.last {
                        sites.append(SourceSite(path: file, place: whole.place))
                    }
                } else if depth < 4, entry != "node_modules", !entry.contains("."), queue.count < 200 {
                    queue.append((file, depth + 1))
                }
            }
        }
        return Array(sites.prefix(20))
    }
}
