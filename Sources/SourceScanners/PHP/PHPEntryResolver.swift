/// Decides whether an entry point such as `index.handler` will be found and can be called: the file by the rule of the
/// platform's loader, then a global function among the files that loading it includes.
public struct PHPEntryResolver {
    /// More files are not followed.
    public static let mostFiles = 500

    let tree: PHPSourceTree
    let codeFolder: String

    /// Makes a resolver.
    ///
    /// - Parameters:
    ///   - tree: The files of the instance.
    ///   - codeFolder: Where the code zip is mounted.
    public init(tree: PHPSourceTree, codeFolder: String = "/code") {
        self.tree = tree
        self.codeFolder = codeFolder
    }

    /// Judges a handler `dir.file.function` or `dir/file.function`: it is split at its last dot, dots before that are
    /// folders.
    public func resolve(_ handler: String, call: PHPCall) -> PHPEntryVerdict {
        guard let dot = handler.utf8.lastIndex(of: UInt8(ascii: ".")) else {
            return .broken(.malformed(handler: handler))
        }
        let name = String(handler[handler.utf8.index(after: dot)...])
        // Doubled slashes name the same file, so that `./index` is `/code/index.php` as well.
        let parts = handler[..<dot].split { $0 == "." || $0 == "/" }
        guard !parts.isEmpty, !name.isEmpty else { return .broken(.malformed(handler: handler)) }
        let path = "\(codeFolder)/\(parts.joined(separator: "/")).php"
        guard tree.exists(path) else {
            let folder = PHPPath.folder(of: path)
            let lower = PHPPath.name(of: path).lowercased()
            let other = tree.names(in: folder).sorted().first { $0.lowercased() == lower }
            return .broken(
                .fileMissing(
                    PHPMissingFile(
                        lookedFor: path, otherCase: other.map { "\(folder)/\($0)" },
                        elsewhere: definitions(of: name, except: nil))))
        }
        var search = PHPFunctionSearch(resolver: self, name: name)
        let verdict = search.judge(path, call: call)
        guard case .broken(.functionMissing(var missing)) = verdict else { return verdict }
        missing.elsewhere = definitions(of: name, except: path)
        return .broken(.functionMissing(missing))
    }

    /// Other files of the code folder that define a global function. Looks at no more than 200 files, four folders
    /// deep, and at none of the folders that hold other people's packages.
    private func definitions(of name: String, except path: String?) -> [SourceSite] {
        var sites: [SourceSite] = []
        var queue = [(codeFolder, 0)]
        var next = 0
        var filesLeft = 200
        while next < queue.count, next < 1000, filesLeft > 0 {
            let (folder, depth) = queue[next]
            next += 1
            for entry in tree.names(in: folder).sorted() {
                let file = "\(folder)/\(entry)"
                if entry.hasSuffix(".php") {
                    filesLeft -= 1
                    guard filesLeft > 0, file != path, let module = tree.module(at: file) else { continue }
                    sites += module.functions.filter { $0.fullName.equalsPHPName(name) }
                        .map { SourceSite(path: file, place: $0.place) }
                } else if depth < 4, !["vendor", "node_modules"].contains(entry), !entry.hasPrefix(".") {
                    queue.append((file, depth + 1))
                }
            }
        }
        return sites
    }
}

extension String {
    /// Whether two names of functions are the same for PHP, which ignores the case of ASCII letters only.
    func equalsPHPName(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { left, right in
                left == right || (left | 0x20 == right | 0x20 && (left | 0x20) &- 0x61 < 26)
            }
    }
}
