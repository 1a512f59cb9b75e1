import BuildModel
import FileTrees

/// What a Go build reads: the module that a folder belongs to, the workspace around it, and the folders that they name.
struct GoProject: Sendable {
    /// The folder that is built.
    let folder: String
    /// The folder with `go.mod`, if there is one at or above it.
    let moduleRoot: String?
    /// The `go.work` that holds, if there is one.
    let workspace: String?
    /// Folders and files outside of the built folder; some are not there, and count when they appear.
    let inputs: [String]
    /// What `go.mod` says.
    let module: GoFile?

    /// Looks at the files; starts no process. `environment` may name a workspace (`GOWORK`) and a file of settings (`GOENV`).
    init(folder: String, environment: [String: String]) {
        self.folder = folder
        var inputs: [String] = []
        var above: [String] = []
        var next: String? = folder
        while let path = next {
            above.append(path)
            next = path == "/" ? nil : Files.parentFolder(of: path)
        }
        moduleRoot = above.first { Files.exists($0 + "/go.mod") }
        module = moduleRoot.flatMap { Self.read($0 + "/go.mod") }
        let choice = environment["GOWORK"] ?? ""
        var found: String?
        if choice == "off" {
            found = nil
        } else if choice.hasPrefix("/") {
            found = choice
        } else {
            for path in above where found == nil {
                if Files.exists(path + "/go.work") {
                    found = path + "/go.work"
                } else {
                    inputs.append(path + "/go.work")
                }
            }
        }
        workspace = found
        if let root = moduleRoot {
            inputs.append(root)
            inputs += Self.folders(of: module, in: root)
        }
        if let found, let home = Files.parentFolder(of: found) {
            inputs += [found, found + ".sum", home + "/vendor"]
            let members = Self.folders(of: Self.read(found), in: home)
            inputs += members
            for member in members { inputs += Self.folders(of: Self.read(member + "/go.mod"), in: member) }
        }
        if let settings = Self.settingsFile(environment) { inputs.append(settings) }
        self.inputs = Set(inputs).filter { $0 != folder && !$0.hasPrefix(folder + "/") }.sorted()
    }

    /// Whether the packages of others come from a folder `vendor` (`nil`: as Go itself decides).
    var mode: String? {
        if let workspace, let home = Files.parentFolder(of: workspace) {
            return Files.exists(home + "/vendor/modules.txt") ? nil : "-mod=readonly"
        }
        guard let root = moduleRoot else { return nil }
        return Files.exists(root + "/vendor/modules.txt") ? "-mod=vendor" : "-mod=readonly"
    }

    private static func read(_ path: String) -> GoFile? {
        (try? Files.read(path, limit: 8 << 20)).map { GoFile(String(decoding: $0, as: UTF8.self)) }
    }

    private static func folders(of file: GoFile?, in home: String) -> [String] {
        (file?.folders ?? []).map { PathText.normal($0.hasPrefix("/") ? $0 : home + "/" + $0) }
    }

    /// The file that `go env -w` writes.
    private static func settingsFile(_ environment: [String: String]) -> String? {
        if let path = environment["GOENV"], !path.isEmpty { return path == "off" ? nil : path }
        #if os(macOS)
            return environment["HOME"].map { $0 + "/Library/Application Support/go/env" }
        #else
            if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") { return home + "/go/env" }
            return environment["HOME"].map { $0 + "/.config/go/env" }
        #endif
    }
}
