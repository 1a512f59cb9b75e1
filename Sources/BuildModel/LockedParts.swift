/// What a set of dependencies became: exact artefacts in the store with their places in a package. Python has a form of its own
/// (`LockedPython`), because wheels are spread by rules of their own.
public struct LockedParts: Hashable, Sendable, Codable {
    /// The set, as the plan names it.
    public var ingredient: Ingredient
    /// Archives in the store whose members are copied as they are compressed.
    public var archives: [LockedArchive]
    /// Files that go in as they are, for example jars.
    public var files: [LockedFile]
    /// Links between places of the package.
    public var links: [PlacedLink]
    /// Folders of the user's that belong to the set, for example npm workspaces.
    public var folders: [SourceFolder]
    /// Parts that have no entries of their own in this package, for example packages inside another one's archive.
    public var others: [PackageComponent]
    /// Variables that programs among them need to find their files.
    public var programs: [String: String]
    /// Packages of npm whose install scripts are run before anything is packed, in that order.
    public var scripts: [PackageScripts]

    /// Makes a value.
    public init(
        ingredient: Ingredient, archives: [LockedArchive] = [], files: [LockedFile] = [], links: [PlacedLink] = [],
        folders: [SourceFolder] = [], others: [PackageComponent] = [], programs: [String: String] = [:],
        scripts: [PackageScripts] = []
    ) {
        self.ingredient = ingredient
        self.archives = archives
        self.files = files
        self.links = links
        self.folders = folders
        self.others = others
        self.programs = programs
        self.scripts = scripts
    }

    /// Whether a build makes an archive's files anew and packs them, so that the archive itself stays out.
    public func isRebuilt(_ archive: LockedArchive) -> Bool {
        scripts.contains { $0.archive == archive.destination }
    }
}

/// A package of npm whose install scripts are run.
public struct PackageScripts: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String
    /// Its folder in the package that is packed.
    public var place: String
    /// The place of the archive that it comes out of: its own, or that of the package that bundles it.
    public var archive: String
    /// Whether it is meant to be compiled by node-gyp.
    public var isCompiled: Bool

    /// Makes a value.
    public init(name: String, version: String, place: String, archive: String, isCompiled: Bool) {
        self.name = name
        self.version = version
        self.place = place
        self.archive = archive
        self.isCompiled = isCompiled
    }
}

/// An archive of an ecosystem as a zip in the store. Its members were checked when it entered.
public struct LockedArchive: Hashable, Sendable, Codable {
    /// The package, with version, origin, licence and the digest of the archive that its registry has.
    public var component: PackageComponent
    /// Absolute path of the zip in the store.
    public var zip: String
    /// SHA-256 of the zip.
    public var zipDigest: Digest
    /// The folder in the package that receives the members; empty is the root.
    public var destination: String
    /// Members that can be run though the archive does not say so; paths in the archive.
    public var executables: [String]
    /// Members that stay out; paths in the archive.
    public var leftOut: [String]

    /// Makes a value.
    public init(
        component: PackageComponent, zip: String, zipDigest: Digest, destination: String, executables: [String] = [],
        leftOut: [String] = []
    ) {
        self.component = component
        self.zip = zip
        self.zipDigest = zipDigest
        self.destination = destination
        self.executables = executables
        self.leftOut = leftOut
    }
}

/// A file of the store and its place in a package.
public struct LockedFile: Hashable, Sendable, Codable {
    /// What it is, with version, origin, licence and digest.
    public var component: PackageComponent
    /// Absolute path of the file in the store.
    public var file: String
    /// Path in the package.
    public var place: String

    /// Makes a value.
    public init(component: PackageComponent, file: String, place: String) {
        self.component = component
        self.file = file
        self.place = place
    }
}

/// A symbolic link in a package.
public struct PlacedLink: Hashable, Sendable, Codable {
    /// Path in the package.
    public var path: String
    /// What it points to, relative to the folder that it stands in.
    public var target: String

    /// Makes a link.
    public init(path: String, target: String) {
        self.path = path
        self.target = target
    }

    /// Whether the link points to a place in the folder that its path starts in, by its text alone.
    public var staysInside: Bool {
        let slash = UInt8(ascii: "/")
        guard !target.isEmpty, target.utf8.first != slash, !target.utf8.contains(0) else { return false }
        var depth = path.utf8.split(separator: slash).count - 1
        for part in target.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
            depth += part.elementsEqual("..".utf8) ? -1 : 1
            if depth < 0 { return false }
        }
        return true
    }
}
