import Foundation
import Testing

/// A function of Node.js with packages of the loopback registry.
final class NodeProject {
    let project: TestProject
    let registry: NodeRegistry
    var path: String { project.path }
    var code: String { project.path + "/code" }

    /// A function whose package.json has these lines beside name and version, and a lock made by npm.
    init(
        _ registry: NodeRegistry, package: String, named name: String = "project", options: String = "",
        files: [String: String] = [:], lockedBy arguments: [String] = []
    ) throws {
        self.registry = registry
        project = try TestProject(named: name)
        try project.write(
            "fclayer.yaml",
            "functions:\n  app:\n    runtime: nodejs20\n    handler: index.handler\n    code: ./code\n" + options)
        try project.write("code/package.json", "{\"name\": \"app\", \"version\": \"1.0.0\", \(package)}\n")
        try project.write("code/.npmrc", "registry=\(registry.url())\n")
        if files["index.js"] == nil {
            try project.write("code/index.js", "exports.handler = async (event) => 'hello';\n")
        }
        for (path, text) in files {
            try project.write("code/" + path, text)
            // npm makes programs of workspaces runnable where they stand; sources are not ours to change.
            if text.hasPrefix("#!") {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: code + "/" + path)
            }
        }
        let lock = try npm(["install", "--package-lock-only", "--ignore-scripts"] + arguments, in: code)
        guard lock.status == 0 else { throw NodeRegistry.Failure(words: lock.errors) }
    }

    func npm(_ arguments: [String], in folder: String) throws -> Program.Run {
        try Program.run(
            "npm", arguments + ["--no-audit", "--no-fund", "--no-update-notifier"], in: folder,
            environment: [
                "npm_config_cache": Program.cache + "/npm-cache", "npm_config_userconfig": "/dev/null",
                "NO_UPDATE_NOTIFIER": "1",
            ])
    }

    /// What `npm ci` makes of a copy of the code folder.
    func judged() throws -> [String: NodeTree.Entry] {
        let judge = project.path + "/judge"
        try FileManager.default.copyItem(atPath: code, toPath: judge)
        let run = try npm(
            ["ci", "--omit=dev", "--ignore-scripts", "--os=linux", "--cpu=x64", "--libc=glibc"], in: judge)
        guard run.status == 0 else { throw NodeRegistry.Failure(words: run.errors) }
        return try NodeTree.read(judge)
    }

    func build(_ arguments: [String] = [], environment: [String: String?] = [:]) throws -> Program.Run {
        try Program.fclayer(["build"] + arguments, in: path, environment: environment)
    }

    /// The function's zip, unpacked by `unzip`.
    func unpacked(_ zip: String = "functions/app.zip") throws -> String {
        let folder = project.path + "/unpacked/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let zip = project.path + "/.fclayer/out/" + zip
        let test = try Program.run("unzip", ["-t", "-q", zip])
        #expect(test.status == 0, "\(test.output)")
        let unzip = try Program.run("unzip", ["-q", zip, "-d", folder])
        guard unzip.status == 0 else { throw NodeRegistry.Failure(words: unzip.errors) }
        return folder
    }

    func zip() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/.fclayer/out/functions/app.zip")) }
}

/// A tree of files as it counts for Node.js: names, bytes, who can be run, links.
enum NodeTree {
    enum Entry: Hashable {
        case file(Data, isExecutable: Bool)
        case link(String)
    }

    /// What npm keeps for itself or for its user, and no program reads.
    private static let notes = ["package-lock.json", ".package-lock.json", ".npmrc"]

    static func read(_ folder: String) throws -> [String: Entry] {
        var result: [String: Entry] = [:]
        let files = FileManager.default
        for path in files.enumerator(atPath: folder)?.allObjects as? [String] ?? [] {
            let full = folder + "/" + path
            let attributes = try files.attributesOfItem(atPath: full)
            if notes.contains(URL(fileURLWithPath: path).lastPathComponent) { continue }
            switch attributes[.type] as? FileAttributeType {
            case .typeSymbolicLink: result[path] = .link(try files.destinationOfSymbolicLink(atPath: full))
            case .typeRegular:
                let mode = (attributes[.posixPermissions] as? Int) ?? 0
                let data = try Data(contentsOf: URL(fileURLWithPath: full))
                result[path] = .file(data, isExecutable: mode & 0o111 != 0)
            default: break
            }
        }
        return result
    }

    /// The differences in a few lines; none where the trees are equal.
    static func differences(_ ours: [String: Entry], _ theirs: [String: Entry]) -> [String] {
        var lines: [String] = []
        for path in Set(ours.keys).union(theirs.keys).sorted() {
            switch (ours[path], theirs[path]) {
            case (nil, _): lines.append("missing: \(path)")
            case (_, nil): lines.append("only ours: \(path)")
            case (.file(let one, let first)?, .file(let other, let second)?):
                if first != second { lines.append("\(path): can be run: \(first), not \(second)") }
                if one != other { lines.append("\(path): \(one.count) bytes, not these \(other.count)") }
            case (let one?, let other?):
                if one != other { lines.append("\(path): \(one), not \(other)") }
            }
        }
        return lines
    }
}
