import BuildModel
import FunctionCompute

/// A binary that needs a library which an instance does not have.
struct SharedLibMissing: PackageRule {
    static let description = RuleDescription(
        "shared-lib-missing", .warning, "a binary needs a shared library that is not found",
        """
        Programs and extension modules name the libraries that they need. Linux looks for them in the run path of the file, in
        `LD_LIBRARY_PATH` (built-in runtimes: `/code`, `/code/lib`, `/opt/lib`; custom runtimes do not have `/opt/lib`) and
        among those of the image: `libGL.so.1: cannot open shared object file`. It is an error where the function's start
        program needs a library that no package of its Debian release has; a note for plugins and tests.

        Wrong: `opencv-python` in a layer, which needs `libGL.so.1`

        Right: `opencv-python-headless`, or the library in `lib/` of a layer

        Source: ld.so(8); fcdocker; Debian's package lists; D/021, D/128
        """)

    func check(_ subject: PackageSubject) -> [Finding] {
        guard !subject.missing.isEmpty else { return [] }
        let owners = subject.contents.owners(of: Set(subject.missing.map(\.path)))
        var groups: [Group: [MissingLibrary]] = [:]
        for missing in subject.missing {
            let owner = owners[missing.path]
            groups[
                Group(
                    library: missing.library, runtime: missing.runtime.id,
                    owner: owner?.description ?? NodePackage.name(of: missing.path)
                        ?? String(missing.path.prefix { $0 != "/" })), default: []
            ].append(missing)
        }
        return groups.sorted { $0.key < $1.key }.compactMap { _, items in
            let items = items.sorted { $0.rank < $1.rank }
            guard let first = items.first else { return nil }
            let count = Set(items.map(\.path)).count
            return finding(first, count: count, owner: owners[first.path], subject)
        }
    }

    private struct Group: Hashable, Comparable {
        let library: String
        let runtime: String
        let owner: String

        static func < (left: Group, right: Group) -> Bool {
            (left.owner, left.library, left.runtime) < (right.owner, right.library, right.runtime)
        }
    }

    private func finding(
        _ missing: MissingLibrary, count: Int, owner: Distribution?, _ subject: PackageSubject
    ) -> Finding {
        let brought = owner.map(\.description) ?? NodePackage.name(of: missing.path)
        let file = missing.importer ?? missing.path
        var words = "`\(file)`" + (brought.map { ", brought by \($0)," } ?? "") + " needs `\(missing.library)`"
        if missing.importer != nil { words += " (through `\(LibraryIndex.lastPart(missing.path))`)" }
        words += ", which is not found: "
        if !missing.lookedIn.isEmpty {
            let folders = missing.lookedIn.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
            words += "not in \(folders)" + (missing.lookedIn.count > 6 ? ", …" : "")
            words += ", " + image(missing)
        } else {
            words += image(missing)
        }
        if count > 1 { words += " (and \(count - 1) more file\(count == 2 ? "" : "s"))" }
        if subject.kind == .layer, !missing.functions.isEmpty, missing.functions.count < subject.environments.count {
            let names = missing.functions.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            words += " (in \(names)\(missing.functions.count > 3 ? " and \(missing.functions.count - 3) more" : ""))"
        }
        return Self.description.finding(
            words, severity: missing.severity, at: subject.contents.location(file),
            hint: LibraryAdvice.hint(for: missing, owner: owner))
    }

    private func image(_ missing: MissingLibrary) -> String {
        let release = missing.runtime.debian.map { " (Debian \($0.rawValue))" } ?? ""
        return switch missing.presence {
        case .unpackaged: "and no package of the image's system\(release) has it"
        case .notInstalled: "and the image of `\(missing.runtime.id)`\(release) is not known to have it"
        case .unknown, .present: "and whether the image of `\(missing.runtime.id)`\(release) has it is not known"
        }
    }
}

extension MissingLibrary {
    /// The worst first, then what is loaded by itself, then by name.
    fileprivate var rank: (Int, Int, String) {
        let severity = severity == .error ? 0 : severity == .warning ? 1 : 2
        return (severity, importer == nil ? 1 : 0, (importer ?? path) + "\u{0}" + order)
    }
}

/// The package of Node.js that a path belongs to.
enum NodePackage {
    /// The folder of the package; the first folder of the path outside of `node_modules`.
    static func root(of path: String) -> Substring {
        guard let name = name(of: path), let range = path.range(ofLast: "node_modules/" + name) else {
            return path.prefix { $0 != "/" }
        }
        return path[..<range]
    }

    static func name(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let place = parts.lastIndex(of: "node_modules"), place + 1 < parts.count else { return nil }
        let name = parts[place + 1]
        guard name.hasPrefix("@"), place + 2 < parts.count else { return String(name) }
        return "\(name)/\(parts[place + 2])"
    }
}

extension String {
    /// Where the last occurrence of a text ends.
    fileprivate func range(ofLast text: String) -> Index? { ranges(of: text).last?.upperBound }
}
