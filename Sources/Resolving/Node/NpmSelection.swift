import BuildModel

/// What of a lock is installed: without what is for development, without optional packages that do not fit the platform.
struct NpmSelection: Sendable {
    /// A required package that cannot run on the platform.
    struct Misfit: Hashable, Sendable {
        var location: String
        var reason: String
    }

    /// Locations in npm's order; links among them, the root and the targets of links not.
    private(set) var locations: [String] = []
    /// Linked folders that are wanted.
    private(set) var folders: Set<String> = []
    private(set) var misfits: [Misfit] = []

    init(_ tree: NpmTree, platform: NodePlatform) {
        var dropped: Set<String> = []
        let candidates = tree.packages.filter { !$0.key.isEmpty && !$0.value.isDev }
        for (location, package) in candidates where !package.isLink && NpmLocation.name(location) != nil {
            let misfit = platform.misfit(of: package)
            if package.isOptional {
                if misfit != nil || !platform.fitsEngine(of: package) {
                    dropped.formUnion(tree.optionalSet(of: location).subtracting([""]))
                }
            } else if let misfit {
                misfits.append(Misfit(location: location, reason: misfit))
            }
        }
        // What is inside of a package goes with it.
        func isDropped(_ location: String) -> Bool {
            var next: String? = location
            while let place = next {
                if dropped.contains(place) { return true }
                next = NpmLocation.owner(place)
            }
            return false
        }
        for (location, package) in candidates where !isDropped(location) {
            if NpmLocation.name(location) == nil { continue }
            if package.isLink, let target = NpmTree.target(of: package) { folders.insert(target) }
            locations.append(location)
        }
        let folders = folders
        // What belongs to linked folders goes with them.
        locations = locations.filter { location in
            var top = location
            while let owner = NpmLocation.owner(top) { top = owner }
            return top.isEmpty || folders.contains(top)
        }
        locations = NpmLocation.sorted(locations)
        misfits = misfits.filter { !isDropped($0.location) }.sorted { $0.location < $1.location }
    }

    /// Leaves out further packages with all that stands inside of them.
    mutating func drop(_ dropped: Set<String>) {
        guard !dropped.isEmpty else { return }
        locations = locations.filter { location in
            var next: String? = location
            while let place = next {
                if dropped.contains(place) { return false }
                next = NpmLocation.owner(place)
            }
            return true
        }
    }
}
