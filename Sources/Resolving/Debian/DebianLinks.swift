import BuildModel

/// What a set of packages needs to work in a folder that is not the root of a system: links for alternatives, links to
/// libraries in folders that the linker does not search, and what would be of no use there: links that lead nowhere, and plugins
/// that cannot be loaded because they need libraries of packages that are only suggested.
struct DebianLinks {
    /// A package's name, with what is known of it.
    typealias Part = (name: String, contents: DebianContents)

    /// Links to add, sorted by their places.
    private(set) var added: [PlacedLink] = []
    /// Entries of each package that stay out.
    private(set) var leftOut: [String: [String]] = [:]

    private var files: Set<String> = []
    private var links: [String: String] = [:]
    private var folders: Set<String> = []

    /// Works through the packages in their order; `isLacking` says of a library that no package brings whether it is known
    /// to be absent.
    init(_ parts: [Part], isLacking: (String) -> Bool) {
        let useless = Self.useless(parts, isLacking)
        for entry in parts.flatMap(\.contents.entries) where !useless.contains(entry.place) {
            if let link = entry.link { links[entry.place] = link } else { insert(entry.place) }
        }
        addAlternatives(parts)
        // A link may lead to another one.
        var alive: Set<String> = []
        var waiting = links
        while true {
            let found = waiting.filter { leads(from: $0.key, to: $0.value) }
            guard !found.isEmpty else { break }
            for place in found.keys {
                waiting[place] = nil
                alive.insert(place)
                insert(place)
            }
        }
        for (name, contents) in parts {
            let dead = contents.entries.map(\.place).filter { !files.contains($0) }
            if !dead.isEmpty { leftOut[name] = dead }
        }
        added = added.filter { alive.contains($0.path) }
        addLibraries(parts)
        added.sort { $0.path < $1.path }
    }

    /// Plugins that cannot be loaded.
    private static func useless(_ parts: [Part], _ isLacking: (String) -> Bool) -> Set<String> {
        let names = Set(parts.flatMap { $0.contents.libraries.keys })
        let files = Set(parts.flatMap(\.contents.entries).compactMap { $0.place.split(separator: "/").last })
        var useless: Set<String> = []
        for (place, needed) in parts.flatMap(\.contents.plugins)
        where needed.contains(where: { !names.contains($0) && !files.contains($0[...]) && isLacking($0) }) {
            useless.insert(place)
        }
        return useless
    }

    private mutating func insert(_ place: String) {
        guard files.insert(place).inserted else { return }
        var parts = place.split(separator: "/").dropLast()
        while !parts.isEmpty, folders.insert(parts.joined(separator: "/")).inserted { parts = parts.dropLast() }
    }

    private func leads(from place: String, to target: String) -> Bool {
        var parts = place.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        let end = parts.joined(separator: "/")
        return files.contains(end) || folders.contains(end)
    }

    /// Of several alternatives the one of the highest priority, as Debian's own tool chooses; a file of that name stays.
    private mutating func addAlternatives(_ parts: [Part]) {
        let all = parts.flatMap(\.contents.alternatives).sorted { ($1.priority, $0.target) < ($0.priority, $1.target) }
        for alternative in all {
            guard case .place(let place) = DebianLayout.outcome(of: String(alternative.link.dropFirst())),
                !files.contains(place), links[place] == nil,
                let target = try? DebianLayout.link(
                    alternative.target, from: String(alternative.link.dropFirst()), at: place)
            else { continue }
            links[place] = target
            added.append(PlacedLink(path: place, target: target))
        }
    }

    /// Libraries in subfolders that something asks for by name: their users have a run path into the system's own folder.
    private mutating func addLibraries(_ parts: [Part]) {
        let needed = Set(parts.flatMap(\.contents.needed)).sorted()
        var places: [String: [String]] = [:]
        for (name, place) in parts.flatMap(\.contents.libraries) { places[name, default: []].append(place) }
        for name in needed where !files.contains("lib/" + name) {
            guard let place = places[name]?.filter({ $0.hasPrefix("lib/") }).min(),
                let target = DebianLayout.relative(place, from: "lib/" + name)
            else { continue }
            insert("lib/" + name)
            added.append(PlacedLink(path: "lib/" + name, target: target))
        }
    }
}
