import BuildModel
import FileTrees

/// Where a build by a tool keeps what it makes.
struct BuildPlace: Hashable, Sendable {
    /// For messages: the folder as the user knows it, empty for the project's own.
    let name: String
    /// The folder of everything (absolute).
    let folder: String
    /// The same for messages.
    let displayName: String

    var record: String { folder + "/record.json" }
    var output: String { folder + "/output" }
    var cache: String { folder + "/cache" }
    var log: BuildLog { BuildLog(path: folder + "/build.log", name: displayName + "/build.log") }
    /// Where work in progress lies. The path is the same each time, so that a tool which writes it into its results writes the
    /// same one twice.
    var work: String { folder + "/work" }

    init(_ build: ToolBuild, settings: CompilerSettings) {
        name = Self.name(of: build.choice.folder, in: settings.projectRoot)
        // Two builds of one folder differ by target, runtime, destination or command. Where the project lies, and in which line
        // a build is described, is no difference.
        var identity = build
        identity.choice.folder = name
        identity.choice.location = .none
        identity.choice.inputs = []
        identity.choice.exclude = []
        identity.node = nil
        let mark = BuildRecord.digest(identity).hexadecimal.prefix(12)
        let label = name.split(separator: "/").last.map { $0 + "-" } ?? ""
        folder = "\(settings.workFolder)/builds/\(build.choice.kind.rawValue)/\(label)\(mark)"
        displayName = Self.name(of: folder, in: settings.projectRoot)
    }

    /// A path as the user would tell it: relative to the project where it is inside.
    static func name(of path: String, in root: String) -> String {
        if path == root { return "" }
        return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }
}
