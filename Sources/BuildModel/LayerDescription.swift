/// A local layer: a folder with `layer.yaml`.
public struct LayerDescription: Hashable, Sendable, Codable {
    /// The name of the folder, which names the layer and its zip.
    public var name: String
    /// Absolute path of the folder.
    public var folder: String
    /// Text for the platform; may be empty.
    public var description: String
    /// Compatible runtimes; the first decides interpreter and platform.
    public var runtimes: [String]
    /// Python dependencies, into `python/`.
    public var python: DependencyFile?
    /// Swift runtime libraries, into `lib/`; empty for none.
    public var swift: [SwiftRuntimeLibraries.Library]
    /// Node.js packages, into `nodejs/node_modules`.
    public var node: NodeSource?
    /// Debian packages, into `lib`, `bin` and `share`.
    public var debian: DebianSource?
    /// What tools make: PHP packages into `php`, jars into `java/lib`, and what `make` or a command of the user's leaves.
    public var builds: [BuildChoice]
    /// Files and folders that are packed as they are.
    public var files: [LayerFile]
    /// Where in `layer.yaml` each key stands; the key "" is the file itself.
    public var locations: [String: Finding.Location]

    /// Makes a description.
    public init(
        name: String, folder: String, description: String = "", runtimes: [String], python: DependencyFile? = nil,
        swift: [SwiftRuntimeLibraries.Library] = [], node: NodeSource? = nil, debian: DebianSource? = nil,
        builds: [BuildChoice] = [], files: [LayerFile] = [],
        locations: [String: Finding.Location] = [:]
    ) {
        self.name = name
        self.folder = folder
        self.description = description
        self.runtimes = runtimes
        self.python = python
        self.swift = swift
        self.node = node
        self.debian = debian
        self.builds = builds
        self.files = files
        self.locations = locations
    }

    /// Where a key stands in `layer.yaml`; the file itself if the key is not written.
    public func location(of key: String) -> Finding.Location { locations[key] ?? locations[""] ?? .none }
}

/// A file or folder that a layer packs as it is.
public struct LayerFile: Hashable, Sendable, Codable {
    /// Absolute path of the file or folder.
    public var from: String
    /// The folder in the package that receives it (a folder's contents, or the file under its own name); empty is the root.
    public var to: String
    /// Whether `from` is a folder.
    public var isFolder: Bool

    /// Makes a value.
    public init(from: String, to: String, isFolder: Bool = true) {
        self.from = from
        self.to = to
        self.isFolder = isFolder
    }
}
