import BuildModel

/// The packages of a lock and how they need each other.
struct NpmTree: Sendable {
    /// A need of one package for another.
    struct Edge: Hashable, Sendable {
        enum Kind: Sendable { case production, development, optional, peer, optionalPeer, workspace }

        var from: String
        var name: String
        var range: String
        var kind: Kind
        /// The location of what meets it; `nil` if nothing does.
        var to: String?

        var mayBeMissing: Bool { kind == .optional || kind == .optionalPeer }
    }

    /// The packages by their locations, links and their targets among them.
    private(set) var packages: [String: NpmPackage]
    private(set) var edges: [String: [Edge]] = [:]
    private let incoming: [String: [Edge]]

    /// A tree of a lock; `manifests` are the `package.json` files on disk, which count more than the lock: that of the root and
    /// of linked folders, by location.
    init(_ lock: NpmLock, manifests: [String: NpmPackage], workspaces: [String: String]) {
        var packages = lock.packages
        for (location, manifest) in manifests { packages[location] = manifest.keepingFlags(of: packages[location]) }
        self.packages = packages
        for (location, package) in packages where !package.isLink {
            edges[location] = Self.edges(of: package, at: location, in: packages)
        }
        edges["", default: []] += workspaces.sorted { $0.key < $1.key }.map { name, folder in
            let place = "node_modules/" + name
            return Edge(
                from: "", name: name, range: folder, kind: .workspace, to: packages[place] == nil ? nil : place)
        }
        for (location, package) in packages where package.isLink {
            guard let target = Self.target(of: package), packages[target] != nil else { continue }
            edges[location] = [Edge(from: location, name: target, range: "", kind: .workspace, to: target)]
        }
        incoming = Dictionary(
            grouping: edges.values.flatMap(\.self).filter { $0.to != nil }, by: { $0.to ?? "" })
    }

    /// The location that a link points to.
    static func target(of link: NpmPackage) -> String? {
        guard link.isLink, var text = link.resolved?[...] else { return nil }
        if text.hasPrefix("file:") { text = text.dropFirst(5) }
        while text.hasPrefix("./") { text = text.dropFirst(2) }
        return text == "." ? "" : String(text)
    }

    private static func edges(
        of package: NpmPackage, at location: String, in packages: [String: NpmPackage]
    ) -> [Edge] {
        func edges(_ needs: [String: String], _ kind: (String) -> Edge.Kind) -> [Edge] {
            needs.sorted { $0.key < $1.key }.map { name, range in
                let to = NpmLocation.candidates(name, from: location).first { packages[$0] != nil }
                return Edge(from: location, name: name, range: range, kind: kind(name), to: to)
            }
        }
        let optional = package.optionalDependencies
        let production = package.dependencies.filter { optional[$0.key] == nil }
        let isTop = NpmLocation.name(location) == nil
        let development = isTop ? package.devDependencies.filter { production[$0.key] == nil } : [:]
        let peers = package.peerDependencies.filter { production[$0.key] == nil && optional[$0.key] == nil }
        return edges(production) { _ in .production } + edges(optional) { _ in .optional }
            + edges(peers) { package.optionalPeers.contains($0) ? .optionalPeer : .peer }
            + edges(development) { _ in .development }
    }

    /// What can be reached from the root by the edges that `follows` lets pass.
    func reachable(_ follows: (Edge) -> Bool) -> Set<String> {
        var found: Set<String> = [""]
        var waiting = [""]
        while let location = waiting.popLast() {
            for edge in edges[location] ?? [] where follows(edge) {
                if let to = edge.to, found.insert(to).inserted { waiting.append(to) }
            }
        }
        return found
    }

    /// Gives every package the flags that follow from the edges: what npm does if `package.json` is not what the lock says.
    mutating func renewFlags() {
        let production = reachable { $0.kind != .development }
        let required = reachable { !$0.mayBeMissing }
        for location in packages.keys where !location.isEmpty {
            packages[location]?.isDev = !production.contains(location)
            packages[location]?.isOptional = !required.contains(location)
        }
    }

    /// An optional package with all that falls with it: what needs it up to where something optional begins, and what only
    /// they need.
    func optionalSet(of location: String) -> Set<String> {
        var waiting = [location]
        var set: Set<String> = [location]
        while let next = waiting.popLast() {
            for edge in incoming[next] ?? [] where !edge.mayBeMissing {
                if set.insert(edge.from).inserted { waiting.append(edge.from) }
            }
        }
        waiting = Array(set)
        while let next = waiting.popLast() {
            for edge in edges[next] ?? [] where !edge.mayBeMissing {
                if let to = edge.to, set.insert(to).inserted { waiting.append(to) }
            }
        }
        var isChanged = true
        while isChanged {
            isChanged = false
            for location in set {
                let isNeeded = (incoming[location] ?? []).contains { !$0.mayBeMissing && !set.contains($0.from) }
                if isNeeded {
                    set.remove(location)
                    isChanged = true
                }
            }
        }
        return set
    }
}

extension NpmPackage {
    /// A manifest from the disk in the place of the lock's entry.
    func keepingFlags(of entry: NpmPackage?) -> NpmPackage {
        guard let entry else { return self }
        var package = self
        package.isDev = entry.isDev
        package.isOptional = entry.isOptional
        package.isBundled = entry.isBundled
        return package
    }
}
