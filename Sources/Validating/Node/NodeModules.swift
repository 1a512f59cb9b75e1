import FunctionCompute

/// Packages that the images have in `/usr/local/lib/node_modules`, and the folders of `NODE_PATH`.
enum NodeModules {
    /// What the images of fc-docker install for users: `nodejs6` to `nodejs16`, `base/Dockerfile` of each. Of `nodejs18`
    /// and later no list was found.
    private static let everywhere: Set<String> = [
        "co", "gm", "ali-oss", "aliyun-sdk", "tablestore", "@alicloud/fc2", "body", "raw-body", "ali-mns",
        "@alicloud/pop-core", "@alicloud/fnf-2019-03-15", "npm",
    ]

    private static let untilTwelve: Set<String> = ["@alicloud/fc", "opencv", "node-pre-gyp"]

    /// Packages that a runtime's image has or may have.
    static func preinstalled(_ major: Int) -> Set<String> {
        major <= 12 || major >= 18 ? everywhere.union(untilTwelve) : everywhere
    }

    /// Whether the list of a version is known.
    static func isListKnown(_ major: Int) -> Bool { major <= 16 }

    /// The folders of `NODE_PATH` besides the image's own: a variable of the user's replaces the image's. The older form
    /// `nodejs/node16` of layers is still looked for (fc-docker); there `nodejs16` has the folder of `node14`.
    static func folders(_ environment: [String: String], major: Int?) -> [String] {
        if let own = environment["NODE_PATH"], !own.isEmpty {
            return own.split(separator: ":").map { trimmed(String($0)) }
        }
        guard let major else { return [] }
        let old = major == 16 ? ["node14", "node16"] : ["node\(major)"]
        return old.map { "/opt/nodejs/\($0)/node_modules" } + ["/opt/nodejs/node_modules"]
    }

    private static func trimmed(_ folder: String) -> String {
        folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// Words of files that change where modules are looked for.
    static let changesOfPaths = [
        "NODE_PATH", "_initPaths", "_resolveFilename", "_resolveLookupPaths", "_nodeModulePaths", "module.paths",
        "globalPaths", "main.paths", "Module._load", "_extensions", "registerHooks", "module-alias",
        "app-module-path", "tsconfig-paths", "esm-module-alias", "@babel/register", "pnpapi",
    ]

    /// Options of Node.js that do so.
    static func changesLoading(_ options: String) -> Bool {
        options.split(separator: " ").contains { word in
            ["-r", "-C"].contains(word)
                || [
                    "--require", "--import", "--loader", "--experimental-loader", "--conditions",
                    "--experimental-specifier-resolution", "--es-module-specifier-resolution",
                ].contains { word == $0 || word.hasPrefix($0 + "=") }
        }
    }
}
