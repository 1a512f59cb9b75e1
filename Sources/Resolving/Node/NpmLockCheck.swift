/// Whether a lock is in step with the `package.json` files: what `npm ci` checks before it installs.
struct NpmLockCheck: Sendable {
    /// What is wrong, in words; sorted.
    let differences: [String]
    /// Whether the root names its needs otherwise than the lock says, so that the lock's flags no longer count.
    let isRootChanged: Bool

    init(lock: NpmLock, tree: NpmTree, manifests: [String: NpmPackage], workspaces: [String: String]) {
        let hasOverrides = manifests[""]?.hasOverrides ?? false
        var differences: Set<String> = []
        for (location, edges) in tree.edges {
            // npm does not look after what folders outside of the project need.
            guard let package = tree.packages[location], !package.isLink, !package.isBundled,
                !location.hasPrefix("..")
            else { continue }
            let isOwn = manifests[location] != nil
            for edge in edges where isOwn || edge.kind != .peer {
                let wanted = Self.wanted(edge, by: location)
                guard let to = edge.to, let found = tree.packages[to] else {
                    if !edge.mayBeMissing, edge.kind != .peer { differences.insert("\(wanted) is missing in the lock") }
                    continue
                }
                if edge.kind == .workspace {
                    let target = NpmTree.target(of: found)
                    if location.isEmpty, target != edge.range {
                        differences.insert("the workspace `\(edge.range)` (`\(edge.name)`) is missing in the lock")
                    }
                    continue
                }
                guard isOwn || !hasOverrides, edge.kind != .optionalPeer, edge.kind != .peer else { continue }
                if let words = Self.mismatch(edge, found, tree) {
                    differences.insert("\(wanted), and the lock has \(words)")
                }
            }
        }
        for (name, folder) in workspaces where tree.packages["node_modules/" + name] == nil {
            differences.insert("the workspace `\(folder)` (`\(name)`) is missing in the lock")
        }
        self.differences = differences.sorted()
        isRootChanged = manifests.contains { location, manifest in
            guard let locked = lock.packages[location] else { return true }
            return locked.dependencies != manifest.dependencies
                || locked.devDependencies != manifest.devDependencies
                || locked.optionalDependencies != manifest.optionalDependencies
                || locked.peerDependencies != manifest.peerDependencies
        }
    }

    private static func wanted(_ edge: NpmTree.Edge, by location: String) -> String {
        let name = "`\(edge.name)@\(edge.range.isEmpty ? "*" : edge.range)`"
        return location.isEmpty ? name : name + " of `\(location)`"
    }

    /// What the lock has in the place of what is wanted; `nil` if that is right, or cannot be told.
    private static func mismatch(_ edge: NpmTree.Edge, _ found: NpmPackage, _ tree: NpmTree) -> String? {
        var range = edge.range
        var name = edge.name
        if range.hasPrefix("npm:") {
            let spec = range.dropFirst(4)
            let at = spec.dropFirst().lastIndex(of: "@")
            name = String(at.map { spec[..<$0] } ?? spec)
            range = at.map { String(spec[spec.index(after: $0)...]) } ?? "*"
            if let own = found.name, own != name { return "`\(own)`" }
        }
        var package = found
        if found.isLink {
            // A folder of the user's: only its version can be wrong.
            guard let target = NpmTree.target(of: found), let own = tree.packages[target] else { return nil }
            package = own
        }
        guard let ranges = SemanticRange(range), let text = package.version, let version = SemanticVersion(text) else {
            return nil
        }
        return ranges.contains(version) ? nil : "\(text)"
    }
}
