import FunctionCompute

/// What the images of custom runtimes are known to have.
enum Image {
    /// Programs that are on the `PATH` of every Debian image of a custom runtime, or are started by name in the vendor's
    /// own templates.
    static let commands: Set<String> = [
        "sh", "bash", "dash", "env", "python", "python3", "python2", "node", "java", "php", "perl", "ruby", "npm",
        "npx", "cat",
        "exec", "sleep", "echo", "true", "tini",
    ]

    /// Interpreters with the endings of what they run.
    static let interpreters: [String: [String]] = [
        "python": [".py", ".pyz"], "node": [".js", ".mjs", ".cjs"], "java": [".jar", ".war"], "php": [".php"],
        "bash": [".sh"], "sh": [".sh"], "ruby": [".rb"], "perl": [".pl"],
    ]

    /// Whether a path of a runtime's image is known to be there.
    static func has(_ path: String, on runtime: Runtime) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, path == "/" + parts.joined(separator: "/") else { return false }
        let folder = "/" + parts.dropLast().joined(separator: "/")
        // Packages that no Debian is without: bash, dash, coreutils, sed, grep, perl-base. Only Debian 12 has one folder for
        // /bin and /usr/bin.
        let isMerged = runtime.debian == .bookworm
        if inBin.contains(name), folder == "/bin" || (isMerged && folder == "/usr/bin") { return true }
        if inUsrBin.contains(name), folder == "/usr/bin" || (isMerged && folder == "/bin") { return true }
        return interpreterPaths[runtime.id]?.contains(path) ?? false
    }

    private static let inBin: Set<String> = [
        "sh", "bash", "dash", "cat", "sleep", "echo", "true", "false", "ls", "mkdir", "cp", "mv", "rm", "chmod", "sed",
        "grep", "date", "ln",
    ]
    private static let inUsrBin: Set<String> = ["env", "perl", "nohup", "timeout", "tail", "head", "tee", "id", "nice"]

    /// Interpreters of custom runtimes (fc-facts 1.2).
    private static let interpreterPaths: [String: Set<String>] = [
        "custom": [
            "/usr/local/bin/python", "/usr/local/bin/python3", "/usr/local/bin/python3.7", "/usr/bin/node",
            "/usr/bin/npm",
            "/usr/bin/npx", "/usr/bin/java", "/usr/bin/php", "/usr/local/ruby/bin/ruby",
        ],
        "custom.debian10": inLanguageFolders("python3.10", "nodejs20"),
        "custom.debian11": inLanguageFolders("python3.12", nil),
        "custom.debian12": ["/usr/bin/python3", "/usr/bin/python3.11"],
    ]

    private static func inLanguageFolders(_ python: String, _ node: String?) -> Set<String> {
        var paths = Set(["python", "python3", python, "pip", "pip3"].map { "/var/fc/lang/\(python)/bin/\($0)" })
        if let node { paths.formUnion(["node", "npm", "npx"].map { "/var/fc/lang/\(node)/bin/\($0)" }) }
        return paths
    }

    /// Whether a folder belongs to the image, not to the packages.
    static func owns(_ path: String) -> Bool { !path.hasPrefix("/code/") && !path.hasPrefix("/opt/") }

    /// The dynamic linker of the images.
    static let loaders: Set<String> = ["/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"]
}
