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

    /// Whether a path of the image is known to be there.
    static func has(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return commands.contains(name)
            && ["/bin/", "/usr/bin/", "/usr/local/bin/"].contains { path == $0 + name }
    }

    /// Whether a folder belongs to the image, not to the packages.
    static func owns(_ path: String) -> Bool { !path.hasPrefix("/code/") && !path.hasPrefix("/opt/") }

    /// The dynamic linker of the images.
    static let loaders: Set<String> = ["/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"]
}
