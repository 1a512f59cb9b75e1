import BuildModel

/// The packages that npm would run scripts of when it installs them, and what the user has decided about each.
struct InstallScripts {
    /// A package that has install scripts.
    struct Wish: Hashable, Sendable {
        var name: String
        var version: String
        var location: String
        /// The location whose archive holds it.
        var archive: String
        /// What the scripts are, in a few words.
        var words: String
        var isCompiled: Bool
    }

    private let project: NpmProject
    private let choice: NodeScripts
    private let isIgnoring: Bool
    private let wishes: [Wish]
    /// Names of all that is packed.
    private let packed: Set<String>

    init(
        _ project: NpmProject, _ selection: NpmSelection, found: [String: NpmShelf.Found], choice: NodeScripts,
        isIgnoring: Bool
    ) {
        self.project = project
        self.choice = choice
        self.isIgnoring = isIgnoring
        packed = Set(selection.locations.map { Self.name(of: $0, in: project) })
        // What the tarballs say counts: locks of other tools do not keep `hasInstallScript`.
        wishes = selection.locations.compactMap { location -> Wish? in
            guard let package = project.tree.packages[location], !package.isLink,
                let place = NodePlacement.archive(of: location, in: found),
                let inner = found[place.location]?.facts.package(at: place.folder), !inner.scripts.isEmpty
            else { return nil }
            return Wish(
                name: Self.name(of: location, in: project), version: package.version ?? inner.version ?? "",
                location: location, archive: place.location, words: Self.words(inner.scripts),
                isCompiled: inner.isCompiled)
        }
    }

    private static func name(of location: String, in project: NpmProject) -> String {
        project.tree.packages[location]?.name ?? NpmLocation.name(location) ?? location
    }

    /// Short commands are told, of long ones only when they run.
    private static func words(_ scripts: [NpmTarball.Script]) -> String {
        scripts.map { script in
            script.command.count > 40 || script.command.contains(where: \.isNewline)
                ? "`\(script.event)`" : "`\(script.event)`: `\(script.command)`"
        }.joined(separator: ", ")
    }

    /// Those that are run: what a package depends on comes before it, as far as there is a first and a last.
    var allowed: [Wish] {
        let chosen = Dictionary(
            wishes.filter { choice.allow.contains($0.name) }.map { ($0.location, $0) }, uniquingKeysWith: { $1 })
        var order: [Wish] = []
        var seen: Set<String> = []
        func visit(_ location: String) {
            guard seen.insert(location).inserted else { return }
            for edge in project.tree.edges[location] ?? [] where edge.kind != .development {
                if let next = edge.to { visit(next) }
            }
            if let wish = chosen[location] { order.append(wish) }
        }
        for wish in wishes where chosen[wish.location] != nil { visit(wish.location) }
        return order
    }

    /// What the user should know or decide.
    var findings: [Finding] {
        (undecided.map { [$0] } ?? []) + names(choice.allow, "allow") + names(choice.skip, "skip")
    }

    private var undecided: Finding? {
        var told: Set<String> = []
        let open = wishes.filter { wish in
            !choice.allow.contains(wish.name) && !choice.skip.contains(wish.name)
                && told.insert("\(wish.name) \(wish.version)").inserted
        }
        guard !open.isEmpty else { return nil }
        let list = open.map { "`\($0.name)` \($0.version) (\($0.words))" }.joined(separator: ", ")
        let location = Finding.Location(file: project.shownLock)
        if isIgnoring {
            return Finding(
                rule: "npm-install-scripts", severity: .note,
                message: "install scripts are not run, as `ignore-scripts` in `.npmrc` says; these packages have some: "
                    + list, location: location)
        }
        let names = Array(Set(open.map(\.name))).sorted().joined(separator: ", ")
        return Finding(
            rule: "npm-install-scripts", severity: .error,
            message: "decide about install scripts, which run programs on this machine; these packages have some: "
                + list, location: location,
            hint:
                "write `node: {scripts: {skip: [\(names)]}}` in `fclayer.yaml` (`layer.yaml` of a layer) to pack them "
                + "without running anything, which does for most; `allow` in the place of `skip` runs them in a sandbox"
        )
    }

    /// Names in a list that decide nothing.
    private func names(_ list: [String], _ key: String) -> [Finding] {
        let wishing = Set(wishes.map(\.name))
        let locked = Set(
            project.tree.packages.keys.filter { NpmLocation.name($0) != nil }.map { Self.name(of: $0, in: project) })
        return list.filter { !wishing.contains($0) }.map { name in
            guard locked.contains(name) else {
                let near =
                    NearestName.nearest(to: name, among: wishing.sorted())
                    ?? NearestName.nearest(to: name, among: locked.sorted())
                let known = wishing.sorted().map { "`\($0)`" }.joined(separator: ", ")
                return Finding(
                    rule: "npm-scripts-unknown", severity: .error,
                    message: "`scripts.\(key)` names `\(name)`, which is not in `\(project.shownLock)`",
                    location: choice.location,
                    hint: near.map { "did you mean `\($0)`?" }
                        ?? (known.isEmpty ? "no package in it has install scripts" : "install scripts have \(known)"))
            }
            let reason =
                packed.contains(name) ? "which has no install scripts" : "which is not packed for this runtime"
            return Finding(
                rule: "npm-scripts-unused", severity: .warning,
                message: "`scripts.\(key)` names `\(name)`, \(reason)", location: choice.location,
                hint: "take it off the list")
        }
    }
}
