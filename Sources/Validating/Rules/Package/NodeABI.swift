import Binaries
import BuildModel
import FunctionCompute

/// Addons that were compiled for another Node.js.
struct NodeABI: PackageRule {
    static let description = RuleDescription(
        "node-abi", .error, "an addon was compiled for another version of Node.js",
        """
        An addon that does not use Node-API is compiled for one version: `The module was compiled against a different Node.js
        version using NODE_MODULE_VERSION 93. This version requires NODE_MODULE_VERSION 115`. A warning where it is not where
        compilers put it, or where the package goes on without it.

        Wrong: `node_modules` installed with Node.js 16 for `nodejs20`

        Right: `npm ci` with the runtime's version (`fclayer build`), or a version of the package with Node-API

        Source: nodejs.org, `doc/abi_version_registry.json`; D/021 (version must be the runtime's)
        """)

    /// `NODE_MODULE_VERSION` by the first number of the release.
    static let versions = [
        4: 46, 6: 48, 8: 57, 10: 64, 12: 72, 14: 83, 16: 93, 18: 108, 20: 115, 22: 127, 24: 137,
    ]

    /// Packages whose users go on without the addon.
    private static let optional: Set<String> = [
        "bufferutil", "utf-8-validate", "cpu-features", "ssh2", "kerberos", "snappy", "iconv", "fsevents", "microtime",
        "hiredis", "msgpackr-extract", "node-expat",
    ]

    /// An addon for Linux on x86-64, with what its package needs to be told apart.
    private struct Addon {
        let path: String
        /// `NODE_MODULE_VERSION`; `nil` for addons of Node-API, which every version loads.
        let version: Int?
        /// Whether it was built for musl.
        let isMusl: Bool
        /// The folder of its package.
        let root: Substring

        init?(_ file: NativeFile) {
            guard file.path.hasSuffix(".node"), let elf = file.elf, elf.machine == .x86_64 else { return nil }
            path = file.path
            version = elf.nodeModuleVersion
            isMusl = Musl.built(elf)
            root = NodePackage.root(of: file.path)
        }

        func isLoaded(by wanted: Int) -> Bool { (version ?? wanted) == wanted && !isMusl }
    }

    func check(_ subject: PackageSubject) -> [Finding] {
        let addons = subject.natives.files.compactMap(Addon.init)
        guard !addons.isEmpty else { return [] }
        var items: [FileGroups.Item] = []
        for runtime in subject.runtimes where runtime.family == .nodejs {
            guard let major = runtime.languageVersion?.major, let wanted = Self.versions[major] else { continue }
            for addon in addons {
                guard let version = addon.version, version != wanted else { continue }
                if addons.contains(where: { $0.root == addon.root && $0.isLoaded(by: wanted) }) { continue }
                items.append(Self.item(addon, version, wanted, runtime))
            }
        }
        return FileGroups.findings(items) { item, more in
            Self.description.finding(
                "`\(item.path)`\(item.words)" + more, severity: item.severity, at: subject.contents.location(item.path),
                hint: "install the packages with the runtime's Node.js, or rebuild them (`npm rebuild`)")
        }
    }

    private static func item(_ addon: Addon, _ version: Int, _ wanted: Int, _ runtime: Runtime) -> FileGroups.Item {
        let name = NodePackage.name(of: addon.path)
        let isSure = addon.path.contains("/build/Release/") && !optional.contains(name ?? "")
        let built = versions.first { $0.value == version }.map { "Node.js \($0.key)" } ?? "another Node.js"
        return FileGroups.Item(
            path: addon.path, owner: nil, severity: isSure ? .error : .warning,
            words: (name.map { ", brought by \($0)," } ?? "")
                + " is for \(built) (NODE_MODULE_VERSION \(version)); `\(runtime.id)` wants \(wanted)",
            key: "\(addon.root) \(runtime.id)")
    }
}
