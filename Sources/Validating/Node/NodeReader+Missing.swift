import BuildModel
import FunctionCompute
import SourceScanners

/// Words for modules that are not there.
extension NodeReader {
    /// The `package.json` of the code.
    var ownPackage: JavaScriptPackageFile? {
        guard case .fields(let fields)? = tree.packageReading(in: "/code") else { return nil }
        return fields
    }

    /// What follows "requires `x`", and the way out.
    func words(_ missing: JavaScriptMissingImport, _ statement: JavaScriptImport) -> (String, hint: String?) {
        let looked = missing.lookedFor.isEmpty ? "" : " (looked for \(list(missing.lookedFor)))"
        switch missing.reason {
        case .file: return (", which is not there" + looked, fileHint(missing))
        case .ending(let path):
            return (
                ", which is not there" + looked,
                "`import` guesses no endings: write `\(withEnding(of: path, statement.specifier))`"
            )
        case .folder(let path):
            return (
                ", a folder, which `import` does not take",
                "write `\(statement.specifier.hasSuffix("/") ? statement.specifier : statement.specifier + "/")"
                    + "\(path.split(separator: "/").last ?? "index.js")`"
            )
        case .package(let name):
            let places = missing.lookedFor.isEmpty ? "" : " (looked in \(list(missing.lookedFor)))"
            return (", a package that is nowhere" + places, packageHint(name, missing))
        case .packageFile(let name, _) where ending(behind: missing) != nil:
            return (
                ": `\(name)` has no file of that name" + looked,
                "`import` guesses no endings: write `\(statement.specifier)\(ending(behind: missing) ?? "")`"
            )
        case .packageFile(let name, let folder):
            return (
                ": `\(name)` is in `\(shown(folder))`, and the file that it stands for is not" + looked,
                "a pattern of an ignore file may drop it; otherwise install the package again"
            )
        case .notExported(let name, let folder):
            return (
                ", which `exports` in `\(shown(folder))/package.json` do not have",
                "ask for a path that `\(name)` exports, or install a version that has it"
            )
        case .notImported:
            return (
                ", which `imports` in `package.json` do not have" + looked, "name it in `imports` of `package.json`"
            )
        case .builtInTooNew(let first):
            return (
                ", which came with Node.js \(first); `\(question.runtime.id)` has \(version)", "use a later runtime"
            )
        case .prefixTooNew(let first):
            return (
                ", and `node:` came with Node.js \(first); `\(question.runtime.id)` has \(version)",
                "write `\(statement.specifier.dropFirst("node:".count))`"
            )
        case .noBuiltIn: return (", and Node.js has no such module", nil)
        case .onlyOnNodePath(let name, let folder):
            return (
                ": `\(name)` is in `\(folder)` only, and `import` looks for packages beside the code and not in `NODE_PATH`",
                "pack it into `node_modules` of the code, or load it with `createRequire(import.meta.url)`"
            )
        }
    }

    /// The ending that a file would need to be there.
    private func ending(behind missing: JavaScriptMissingImport) -> String? {
        guard missing.lookedFor.count == 1, let path = missing.lookedFor.first else { return nil }
        return [".js", ".mjs", ".cjs", ".json", "/index.js"].first { question.view.file(at: path + $0) != nil }
    }

    private func fileHint(_ missing: JavaScriptMissingImport) -> String? {
        if let other = missing.otherCase {
            return "`\(shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        guard let path = missing.lookedFor.first, let slash = path.lastIndex(of: "/") else { return nil }
        let name = String(path[path.index(after: slash)...])
        let names = question.view.names(in: question.view.realPath(String(path[..<slash])))
        let bare = name.droppingJavaScript
        if let source = [".ts", ".tsx", ".mts", ".coffee"].map({ bare + $0 }).first(where: names.contains) {
            return "`\(source)` is there: compile it to JavaScript"
        }
        let others = names.filter { $0.droppingJavaScript != $0 || $0.hasSuffix(".json") }
        let near =
            NearestName.nearest(to: name, among: others)
            ?? NearestName.nearest(to: bare, among: others.map(\.droppingJavaScript))
        if let near { return "did you mean `\(near)`?" }
        return "add the file, and look whether an ignore file drops it"
    }

    private func packageHint(_ name: String, _ missing: JavaScriptMissingImport) -> String {
        if let other = missing.otherCase {
            return "`\(shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        if let own = ownPackage {
            if own.dependencies.contains(name) {
                return
                    "`package.json` declares it and it is not packed: run `npm install --omit=dev` in the code folder first"
            }
            if own.devDependencies.contains(name) {
                return "it is in `devDependencies`, which are left out: move it to `dependencies`"
            }
        }
        if name.hasPrefix("@/") || name.hasPrefix("~") || name == "@" || name == "src" {
            return
                "it looks like an alias that only a bundler or compiler knows: bundle the code, or write a relative path"
        }
        return "run `npm install \(name)` in the code folder, or add a layer with `nodejs/node_modules/\(name)`"
    }

    /// The specifier with the ending of the file that is there.
    private func withEnding(of path: String, _ specifier: String) -> String {
        guard let dot = path.lastIndex(of: ".") else { return specifier }
        return specifier + path[dot...]
    }
}
