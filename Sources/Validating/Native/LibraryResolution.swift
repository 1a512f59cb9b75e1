import Binaries
import BuildModel
import FunctionCompute

/// Finds for each file of an instance the libraries that it needs, as the dynamic linker would: DT_RPATH of the file and of
/// those that load it (unless the file has a run path), LD_LIBRARY_PATH, DT_RUNPATH, then the image's own folders. A library
/// that is loaded already counts whatever its folder, so one that lies anywhere in the packages is not called missing, except
/// where nothing can have loaded it before.
struct LibraryResolution: Sendable {
    /// The code, if it is known, then the layers in their order.
    let packages: [LibraryIndex]
    let runtime: Runtime
    let search: LibrarySearch
    /// What is not found may be in a layer that is not known.
    let hasUnknownLayers: Bool

    /// A node of one of the packages.
    struct Place: Hashable, Sendable {
        let package: Int
        let node: Int
    }

    /// What becomes of a name that a file asks for.
    enum Answer {
        case loaded(Place)
        /// In the image, loaded before, or not to be known.
        case fine
        case missing(MissingLibrary)
    }

    func node(_ place: Place) -> LibraryIndex.Node { packages[place.package].nodes[place.node] }

    /// The files that an instance sees: of two at one path in `/opt` the first layer's.
    func places(of package: Int) -> [Place] {
        let index = packages[package]
        let earlier = packages[..<package].filter { $0.root == index.root }
        return index.nodes.indices.filter { node in
            let path = index.nodes[node].path
            return !earlier.contains { $0.contents.files[path] != nil }
        }.map { Place(package: package, node: $0) }
    }

    /// What the files of some packages need and do not find.
    func missing(in chosen: Range<Int>) -> [(package: Int, missing: MissingLibrary)] {
        var inherited: [Place: Set<String>] = [:]
        var loads: [Place: [Place]] = [:]
        var found: [Place: [MissingLibrary]] = [:]
        var queue = chosen.flatMap { places(of: $0) }
        let order = queue
        // A file is looked at again where a new loader hands it more folders.
        var rounds = 0
        while let place = queue.popLast(), rounds < 50_000 {
            rounds += 1
            let node = node(place)
            let own = search.folders(node.elf.rpath, origin: node.folder)
            let chain = node.elf.runpath.isEmpty ? own + (inherited[place] ?? []).sorted() : []
            let handed = node.elf.runpath.isEmpty ? Set(chain) : inherited[place] ?? []
            found[place] = []
            loads[place] = []
            for name in node.elf.needed {
                switch answer(name, place, chain: chain, isStrict: false) {
                case .loaded(let next):
                    loads[place, default: []].append(next)
                    guard !handed.isEmpty, !handed.isSubset(of: inherited[next] ?? []) else { continue }
                    inherited[next, default: []].formUnion(handed)
                    if chosen.contains(next.package) { queue.append(next) }
                case .fine: break
                case .missing(let missing): found[place, default: []].append(missing)
                }
            }
        }
        let roots = Roots(of: order, loads: loads, node: { self.node($0) })
        return order.flatMap { place in
            (found[place] ?? []).map { missing in
                var missing = missing
                if let root = roots.of[place], root != place { missing.importer = self.node(root).path }
                if missing.severity == .warning, roots.isOptional(place, node(place)) { missing.severity = .note }
                return (place.package, missing)
            }
        }
    }

    /// For each file the nearest one that is loaded by itself and brings it with it; those that plugins and tests bring only
    /// come last.
    struct Roots {
        private(set) var of: [Place: Place] = [:]
        private var optional: Set<Place> = []

        init(of places: [Place], loads: [Place: [Place]], node: (Place) -> LibraryIndex.Node) {
            let entries = places.filter { LoadedByItself.isEntry(node($0)) }
            for isOptional in [false, true] {
                var queue = entries.filter { LoadedByItself.isOptional(node($0)) == isOptional && of[$0] == nil }
                for entry in queue { of[entry] = entry }
                var position = 0
                while position < queue.count {
                    let place = queue[position]
                    position += 1
                    if isOptional { optional.insert(place) }
                    for next in loads[place] ?? [] where of[next] == nil {
                        of[next] = of[place]
                        queue.append(next)
                    }
                }
            }
        }

        /// Whether only plugins and tests load a file, or, of the bundled libraries of a wheel, nothing does.
        func isOptional(_ place: Place, _ node: LibraryIndex.Node) -> Bool {
            optional.contains(place) || (of[place] == nil && node.folder.hasSuffix(".libs"))
        }
    }

    /// What the program that is started, and the libraries that come with it, need and do not find: nothing is loaded
    /// before them.
    func missing(startedAt start: Place) -> [(package: Int, missing: MissingLibrary)] {
        var loaded: [Place] = [start]
        var chains: [Place: [String]] = [:]
        var found: [(Int, MissingLibrary)] = []
        var position = 0
        while position < loaded.count, position < 4096 {
            let place = loaded[position]
            position += 1
            let node = node(place)
            let above = chains[place] ?? []
            let hasRunPath = !node.elf.runpath.isEmpty
            let chain = hasRunPath ? [] : search.folders(node.elf.rpath, origin: node.folder) + above
            let names = Set(loaded.flatMap { [self.node($0).elf.soname, LibraryIndex.lastPart(self.node($0).path)] })
            for name in node.elf.needed where !names.contains(name) {
                switch answer(name, place, chain: chain, isStrict: true) {
                case .loaded(let next):
                    guard !loaded.contains(next) else { continue }
                    loaded.append(next)
                    chains[next] = hasRunPath ? above : chain
                case .fine: break
                case .missing(var missing):
                    missing.isStarted = true
                    if place != start { missing.importer = self.node(start).path }
                    found.append((place.package, missing))
                }
            }
        }
        return found
    }
}
