import FileTrees

/// The index that pip's configuration files name: where the user has set a mirror, uv and fclayer go there, too.
enum PipConfiguration {
    /// The environment with `PIP_INDEX_URL` and `PIP_EXTRA_INDEX_URL` from pip's files, unless the environment or the
    /// user's `uv.toml` decides.
    static func filled(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        let home = environment["HOME"] ?? "/nonexistent"
        let configuration = environment["XDG_CONFIG_HOME"] ?? home + "/.config"
        let decided = ["PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_CONFIG_FILE"]
        guard !decided.contains(where: { environment[$0] != nil }), !Files.exists(configuration + "/uv/uv.toml") else {
            return environment
        }
        // Later files win, as in pip.
        var paths = ["/etc/pip.conf", home + "/.pip/pip.conf", configuration + "/pip/pip.conf"]
        if let own = environment["PIP_CONFIG_FILE"] { paths = own == "/dev/null" ? [] : paths + [own] }
        for path in paths {
            guard let bytes = try? Files.read(path, limit: 1 << 20) else { continue }
            let values = values(in: String(decoding: bytes, as: UTF8.self))
            environment["PIP_INDEX_URL"] = values["index-url"] ?? environment["PIP_INDEX_URL"]
            environment["PIP_EXTRA_INDEX_URL"] = values["extra-index-url"] ?? environment["PIP_EXTRA_INDEX_URL"]
        }
        return environment
    }

    /// Keys of the sections `[global]` and `[install]`; lines that begin with space continue a value.
    static func values(in text: String) -> [String: String] {
        var values: [String: String] = [:]
        var section = ""
        var key: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = LogicalLines.trimmed(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
            if line.first?.isWhitespace == true {
                if let key { values[key, default: ""] += " " + trimmed }
            } else if trimmed.hasPrefix("[") {
                section = trimmed.filter { $0 != "[" && $0 != "]" }
                key = nil
            } else if let mark = trimmed.firstIndex(where: { $0 == "=" || $0 == ":" }) {
                key = nil
                guard section == "global" || section == "install" else { continue }
                let name = LogicalLines.trimmed(trimmed[..<mark]).map { $0 == "_" ? "-" : $0 }
                key = String(name)
                values[String(name)] = LogicalLines.trimmed(trimmed[trimmed.index(after: mark)...])
            }
        }
        return values
    }
}
