import Archives

/// Where a symlink of a package leads.
enum LinkFate: Hashable, Sendable {
    /// To something in the package.
    case found
    /// To nothing, at this path inside the package.
    case nothing(String)
    /// Round in a circle.
    case circle
    /// Out of the package, where other things may be.
    case outside

    /// As many links as Linux follows.
    private static let mostLinks = 40

    /// Follows a link as the system would.
    init(of path: String, in contents: PackageContents) {
        var done: [Substring] = []
        var rest = path.split(separator: "/")[...]
        var links = 0
        while let part = rest.popFirst() {
            if part == "." { continue }
            if part == ".." {
                guard done.popLast() != nil else {
                    self = .outside
                    return
                }
                continue
            }
            done.append(part)
            let reached = done.joined(separator: "/")
            if let entry = contents.files[reached] {
                guard entry.isSymlink else {
                    self = rest.isEmpty ? .found : .nothing(reached)
                    return
                }
                links += 1
                guard links <= Self.mostLinks else {
                    self = .circle
                    return
                }
                guard let target = entry.symlinkTarget, !target.hasPrefix("/"), target.utf8.count < 4096 else {
                    self = .outside
                    return
                }
                done.removeLast()
                rest = target.split(separator: "/") + rest
            } else if contents.folders[reached] == nil {
                self = .nothing(reached)
                return
            }
        }
        self = .found
    }
}
