import Foundation
import Testing

/// A function whose packages the test makes itself, as tarballs that the lock names: no registry is asked.
final class ScriptedProject {
    let project: TestProject
    var path: String { project.path }

    /// The runtime of the machine's own Node.js.
    static let runtime: String? = {
        guard Program.find("node") != nil, let run = try? Program.run("node", ["-p", "process.versions.node"]),
            let major = Int(run.output.prefix { $0 != "." }), [14, 16, 18, 20].contains(major)
        else { return nil }
        return "nodejs\(major)"
    }()

    /// A package with its files; `package.json` has these lines beside name and version.
    struct Package {
        var name: String
        var lines = ""
        var files: [String: String] = [:]
        /// Whether the function needs it itself.
        var isDirect = true
    }

    init(
        _ packages: [Package], options: String = "", handler: String = "exports.handler = async () => 1;\n",
        named name: String = "project", code: String = "code"
    ) throws {
        project = try TestProject(named: name)
        try project.write(
            "fclayer.yaml",
            "functions:\n  app:\n    runtime: \(Self.runtime ?? "nodejs20")\n    handler: index.handler\n    code: ./code\n"
                + options)
        try project.write("code/index.js", handler)
        try lay(packages, in: code)
    }

    /// Makes the tarballs and a lock of them in a folder.
    func lay(_ packages: [Package], in folder: String) throws {
        for package in packages {
            let lines = package.lines.isEmpty ? "" : ", " + package.lines
            let source = "packages/" + package.name
            try project.write(
                source + "/package.json", "{\"name\": \"\(package.name)\", \"version\": \"1.0.0\"\(lines)}\n")
            for (name, text) in package.files { try project.write(source + "/" + name, text) }
            try FileManager.default.createDirectory(
                atPath: path + "/" + folder + "/tarballs", withIntermediateDirectories: true)
            try npm(["pack", "--pack-destination", path + "/" + folder + "/tarballs"], in: path + "/" + source)
        }
        let needs = packages.filter(\.isDirect).map {
            "\"\($0.name)\": \"file:tarballs/\($0.name)-1.0.0.tgz\""
        }
        try project.write(
            folder + "/package.json",
            "{\"name\": \"app\", \"version\": \"1.0.0\", \"dependencies\": {\(needs.joined(separator: ", "))}}\n")
        try project.write(folder + "/.fcignore", "tarballs/\n")
        // A lock that is there would keep the sums of older tarballs.
        try? FileManager.default.removeItem(atPath: path + "/" + folder + "/package-lock.json")
        try npm(["install", "--package-lock-only", "--ignore-scripts", "--offline"], in: path + "/" + folder)
    }

    private func npm(_ arguments: [String], in folder: String) throws {
        let run = try Program.run(
            "npm", arguments + ["--no-audit", "--no-fund", "--no-update-notifier"], in: folder,
            environment: ["npm_config_cache": Program.cache + "/npm-cache", "npm_config_userconfig": "/dev/null"])
        try #require(run.status == 0, "\(run.errors)")
    }

    func build(_ arguments: [String] = [], environment: [String: String?] = [:]) throws -> Program.Run {
        try Program.fclayer(["build"] + arguments, in: path, environment: environment)
    }

    func zip() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + "/.fclayer/out/functions/app.zip")) }

    /// A zip, unpacked by `unzip`.
    func unpacked(_ zip: String = "functions/app.zip") throws -> String {
        let folder = path + "/unpacked/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let unzip = try Program.run("unzip", ["-q", path + "/.fclayer/out/" + zip, "-d", folder])
        try #require(unzip.status == 0, "\(unzip.errors)")
        return folder
    }

    /// Drops results and memories of whole runs, not those of builds by tools.
    func forget() throws {
        for name in ["out", "state"] { try? FileManager.default.removeItem(atPath: path + "/.fclayer/" + name) }
    }
}

extension Trait where Self == ConditionTrait {
    /// The test runs install scripts by the real npm.
    static var npmScripts: Self {
        .enabled(
            if: ScriptedProject.runtime != nil && ["npm", "bwrap", "unzip"].allSatisfy { Program.find($0) != nil },
            "needs Node.js of a runtime's version, npm, bwrap, unzip")
    }
}
