import BuildModel
import BuildPipeline
import FileTrees
import Foundation

/// A project of two functions and a layer in a folder of its own, with nothing to download.
final class ProjectFolder: Sendable {
    let path: String

    init() throws {
        let folder = NSTemporaryDirectory() + "pipeline-tests-" + UUID().uuidString
        try Files.makeFolders(folder)
        path = try Files.realPath(folder)
    }

    /// A folder with the sample project in it.
    static func sample(in folder: String = "") throws -> ProjectFolder {
        let project = try ProjectFolder()
        try project.writeSample(in: folder)
        return project
    }

    deinit { try? Files.remove(path) }

    func writeSample(in folder: String = "") throws {
        let prefix = folder.isEmpty ? "" : folder + "/"
        try write(prefix + "s.yaml", Self.manifest(of: ["hello", "other"]))
        for name in ["hello", "other"] {
            try write(prefix + name + "/index.py", "def handler(event, context):\n    return '\(name)'\n")
            try write(prefix + name + "/data.txt", String(repeating: "a line of \(name)\n", count: 100))
        }
        try write(
            prefix + "layers/tools/layer.yaml",
            "runtimes: [python3.10, python3.9]\nfiles: [{ from: share/, to: share/ }]\n")
        try write(prefix + "layers/tools/share/table.csv", "1,2,3\n")
    }

    /// An `s.yaml` with functions that all use the layer.
    static func manifest(of functions: [String], extra: String = "") -> String {
        var text = "edition: 3.0.0\nname: sample\naccess: default\nresources:\n"
        for name in functions {
            text += """
                  \(name):
                    component: fc3
                    props:
                      region: cn-hangzhou
                      functionName: \(name)
                      runtime: ${env('RUNTIME', 'python3.10')}
                      handler: index.handler
                      code: ./\(name)
                      layers: ["acs:fc:cn-hangzhou:123456:layers/tools/versions/1"]
                \(extra)
                """
            text += "\n"
        }
        return text
    }

    /// The path of something in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        if let folder = Files.parentFolder(of: file(name)) { try Files.makeFolders(folder) }
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    func text(_ name: String) throws -> String { String(decoding: try Files.read(file(name)), as: UTF8.self) }

    func names(_ folder: String) throws -> [String] { try Files.names(inFolder: file(folder)) }

    /// How every result stands: equal if and only if no result was touched.
    func results(in folder: String = "") throws -> [String: FileStatus] {
        let root = file((folder.isEmpty ? "" : folder + "/") + ".fclayer/out")
        return Dictionary(
            uniqueKeysWithValues: try FileTree.walk(root).entries.map {
                ($0.path, try Files.status(root + "/" + $0.path))
            })
    }

    /// Whether a run left its scratch folder behind.
    func hasDebris() throws -> Bool { try names(".fclayer").contains { $0.hasPrefix("staging-") } }

    func settings(_ names: [String] = [], in folder: String = "", runtime: String? = nil) -> BuildSettings {
        var settings = BuildSettings(
            folder: folder.isEmpty ? path : file(folder),
            environment: runtime.map { ["RUNTIME": $0] } ?? [:], storeRoot: file("store"), today: "2025-06-01")
        settings.names = names
        settings.isOffline = true
        settings.programFile = CommandLine.arguments[0]
        return settings
    }

    @discardableResult
    func build(_ names: String..., in folder: String = "", runtime: String? = nil) async throws -> BuildOutcome {
        try await Corridor(settings(names, in: folder, runtime: runtime)).build()
    }
}
