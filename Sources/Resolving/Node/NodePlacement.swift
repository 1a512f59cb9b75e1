import Archives
import BuildModel
import FileTrees

/// Gives every package that is installed its place: archives, links, folders of the user's, programs in `.bin`.
struct NodePlacement {
    let dependencies: NodeDependencies
    let project: NpmProject
    let selection: NpmSelection
    /// What was found for the locations that are archives of their own.
    let found: [String: NpmShelf.Found]
    let origins: [String: String]
    /// Packages whose install scripts are run, in that order.
    let scripts: [InstallScripts.Wish]

    private var archives: [String: LockedArchive] = [:]
    private var links: [PlacedLink] = []
    private var folders: [SourceFolder] = []
    private var others: [PackageComponent] = []
    /// Linked folders whose contents go in, with the place of each; the others stand in the code folder already.
    private var copies: [String: String] = [:]

    init(
        _ dependencies: NodeDependencies, _ project: NpmProject, _ selection: NpmSelection,
        found: [String: NpmShelf.Found], origins: [String: String], scripts: [InstallScripts.Wish]
    ) {
        self.dependencies = dependencies
        self.project = project
        self.selection = selection
        self.found = found
        self.origins = origins
        self.scripts = scripts
    }

    /// The parts of the package.
    consuming func parts() throws(StageFailure) -> LockedParts {
        for location in selection.locations { placeLink(location) }
        for location in selection.locations { try placePackage(location) }
        try linkPrograms()
        let order = selection.locations.filter { archives[$0] != nil }
        return LockedParts(
            ingredient: .node(dependencies), archives: order.compactMap { archives[$0] }, links: links,
            folders: folders,
            others: others,
            scripts: scripts.map { wish in
                PackageScripts(
                    name: wish.name, version: wish.version, place: place(of: wish.location),
                    archive: place(of: wish.archive), isCompiled: wish.isCompiled)
            })
    }

    /// The path in the package of a location.
    private func place(of location: String) -> String {
        var top = location
        while let owner = NpmLocation.owner(top) { top = owner }
        if !top.isEmpty, let copy = copies[top] { return copy + location.dropFirst(top.count) }
        return dependencies.destination.isEmpty ? location : dependencies.destination + "/" + location
    }

    /// A linked folder of the code folder is linked, as npm does. Elsewhere there is nothing that a link could point to: the
    /// folder's contents stand in its place.
    private mutating func placeLink(_ location: String) {
        guard let package = project.tree.packages[location], let target = NpmTree.target(of: package) else { return }
        let isInCode = dependencies.isInPlace && !target.hasPrefix("..") && !target.hasPrefix("/")
        let path = place(of: location)
        if isInCode {
            let up = path.split(separator: "/").count - 1
            let parts = Array(repeating: "..", count: up) + (target.isEmpty ? [] : [target])
            links.append(PlacedLink(path: path, target: parts.joined(separator: "/")))
        } else if !target.isEmpty {
            if copies[target] == nil { copies[target] = path }
            // The lock knows what folders inside of the project need; what one outside needs stands there.
            let isOutside = target.hasPrefix("..") || target.hasPrefix("/")
            folders.append(
                SourceFolder(
                    path: AbsolutePath.join(project.folder, target), destination: path,
                    exclude: [".npmrc"] + (isOutside ? [] : ["/node_modules/"])))
        }
    }

    private mutating func placePackage(_ location: String) throws(StageFailure) {
        guard let package = project.tree.packages[location], !package.isLink else { return }
        guard let found = found[location] else {
            others.append(component(location, package, nil))
            return
        }
        archives[location] = LockedArchive(
            component: component(location, package, found.facts.package(at: "")), zip: found.zip,
            zipDigest: found.digest, destination: place(of: location), leftOut: try replaced(in: location, found))
    }

    private func component(
        _ location: String, _ package: NpmPackage, _ inner: NpmTarball.Inner?
    ) -> PackageComponent {
        PackageComponent(
            name: package.name ?? NpmLocation.name(location) ?? location, version: package.version ?? inner?.version,
            origin: origins[location] ?? "", licence: package.licence ?? inner?.licence)
    }

    /// Members of a tarball that stand where another package is put.
    private func replaced(in location: String, _ found: NpmShelf.Found) throws(StageFailure) -> [String] {
        let inside = location + "/"
        let others = self.found.keys.filter { $0.hasPrefix(inside) }.map { String($0.dropFirst(inside.count)) }
        let nested = found.facts.packages.map(\.folder).filter { folder in
            others.contains { folder == $0 || folder.hasPrefix($0 + "/") }
        }
        guard !nested.isEmpty else { return [] }
        return try names(in: found).filter { name in others.contains { name.hasPrefix($0 + "/") } }
    }

    private func names(in found: NpmShelf.Found) throws(StageFailure) -> [String] {
        do throws(ArchiveError) {
            return try ZipDirectory(path: found.zip).entries.map(\.name)
        } catch { throw StageFailure(.environment, "store-failed", "\(error)") }
    }

    /// Links the programs of packages into the `.bin` beside them; of two with one name the first in npm's order wins.
    private mutating func linkPrograms() throws(StageFailure) {
        var taken: Set<String> = []
        let packages = project.tree.packages
        // npm links what is installed before what is linked itself.
        let order =
            selection.locations.filter { packages[$0]?.isLink == false }
            + selection.locations.filter { packages[$0]?.isLink == true }
        for location in order {
            guard var package = packages[location], let name = NpmLocation.name(location),
                let owner = NpmLocation.owner(location)
            else { continue }
            if let target = NpmTree.target(of: package) {
                guard let own = packages[target] else { continue }
                package = own
            }
            for (program, path) in package.bin.sorted(by: { $0.key < $1.key }) {
                let folder = (owner.isEmpty ? place(of: "node_modules") : place(of: owner) + "/node_modules") + "/.bin"
                guard taken.insert(folder + "/" + program).inserted, try mark(path, of: location) else { continue }
                links.append(PlacedLink(path: folder + "/" + program, target: "../" + name + "/" + path))
            }
        }
    }

    /// The location whose archive holds a package, its own or that of the package which bundles it, and the folder in there.
    static func archive(
        of location: String, in found: [String: NpmShelf.Found]
    ) -> (location: String, folder: String)? {
        var bundler = location
        while found[bundler] == nil, let owner = NpmLocation.owner(bundler), !owner.isEmpty { bundler = owner }
        guard found[bundler] != nil else { return nil }
        return (bundler, String(location.dropFirst(bundler.count).drop { $0 == "/" }))
    }

    /// Makes a program one that can be run; `false` if it is not there.
    private mutating func mark(_ path: String, of location: String) throws(StageFailure) -> Bool {
        if let package = project.tree.packages[location], let target = NpmTree.target(of: package) {
            return Files.exists(AbsolutePath.join(project.folder, target + "/" + path))
        }
        guard let (bundler, folder) = Self.archive(of: location, in: found), let archive = found[bundler] else {
            return false
        }
        let member = NpmTarball.join(folder, path)
        if archive.facts.package(at: folder)?.programs.contains(path) != true {
            guard try names(in: archive).contains(member) else { return false }
        }
        archives[bundler]?.executables.append(member)
        return true
    }
}
