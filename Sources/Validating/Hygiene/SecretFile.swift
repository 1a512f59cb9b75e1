/// Files whose names say that they hold secrets.
enum SecretFile: Hashable, Sendable {
    /// `.env` and `.env.production`: variables that are kept out of version control.
    case environment
    /// `id_rsa` and its kin.
    case sshKey
    /// What tools write after a login: always a secret.
    case login(String)
    /// Settings of tools, which may hold a secret.
    case settings(Settings)

    /// Settings with what makes them secret.
    enum Settings: String, Hashable, Sendable {
        case npm = "npm"
        case pypi = "PyPI"
        case docker = "Docker"
        case kubernetes = "Kubernetes"
        case aws = "AWS"
    }

    /// All names but those of `.env` files: most paths are told from them by one look.
    private static let names: Set<Substring> = [
        "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "config.json", "access.yaml", "access.yml", "config.yaml",
        "config.yml", ".fun.yml", "credentials", ".git-credentials", ".netrc", "_netrc", "config", ".npmrc", ".pypirc",
        ".dockercfg", "kubeconfig", "kubeconfig.yaml", "kubeconfig.yml",
    ]

    /// Judges a path by its last two parts.
    init?(name: Substring, folder: Substring) {
        guard name.hasPrefix(".env") || Self.names.contains(name) else { return nil }
        let parent = folder.lastIndex(of: "/").map { folder[folder.index(after: $0)...] } ?? folder
        switch (parent, name) {
        case (_, "id_rsa"), (_, "id_dsa"), (_, "id_ecdsa"), (_, "id_ed25519"): self = .sshKey
        case (".aliyun", "config.json"): self = .login("the Alibaba Cloud CLI")
        case (".s", "access.yaml"), (".s", "access.yml"): self = .login("Serverless Devs")
        case (".fcli", "config.yaml"), (".fcli", "config.yml"): self = .login("fcli")
        case (".fun", "config.yaml"), (".fun", "config.yml"), (".fcli", ".fun.yml"): self = .login("Funcraft")
        case (".aws", "credentials"): self = .login("the AWS CLI")
        case (_, ".git-credentials"): self = .login("git")
        case (_, ".netrc"), (_, "_netrc"): self = .login("curl and git")
        case (".aws", "config"): self = .settings(.aws)
        case (_, ".npmrc"): self = .settings(.npm)
        case (_, ".pypirc"): self = .settings(.pypi)
        case (".docker", "config.json"), (_, ".dockercfg"): self = .settings(.docker)
        case (".kube", "config"), (_, "kubeconfig"), (_, "kubeconfig.yaml"), (_, "kubeconfig.yml"):
            self = .settings(.kubernetes)
        default:
            guard name.hasPrefix(".env"), Self.isEnvironment(name) else { return nil }
            self = .environment
        }
    }

    /// `.env` itself and `.env.<stage>`, but no examples.
    private static func isEnvironment(_ name: Substring) -> Bool {
        if name == ".env" || name == ".envrc" { return true }
        guard name.hasPrefix(".env.") else { return false }
        let stage = name.dropFirst(5).lowercased()
        let examples = ["example", "sample", "template", "tpl", "dist", "defaults", "default", "schema", "vault", "md"]
        return !examples.contains { stage == $0 || stage.hasSuffix("." + $0) || stage.hasPrefix($0 + ".") }
    }

    /// What it is, in words.
    var words: String {
        switch self {
        case .environment: "a file of variables that usually hold passwords"
        case .sshKey: "a private SSH key"
        case .login(let tool): "the login of \(tool)"
        case .settings(let tool): "settings with a login of \(tool.rawValue)"
        }
    }

    /// Whether the contents are a secret; a name alone is not believed where such files are often harmless.
    func isSecret(_ contents: [UInt8]) -> Bool {
        let text = String(decoding: contents, as: UTF8.self)
        guard text.contains(where: { !$0.isWhitespace }) else { return false }
        switch self {
        case .environment: return DotEnvVariables(text).hasValues
        case .sshKey, .login: return true
        case .settings(.npm): return hasValue(text, of: ["_authtoken", "_auth", "_password"], separator: "=")
        case .settings(.pypi):
            return hasValue(text, of: ["password"], separator: "=")
                || hasValue(text, of: ["password"], separator: ":")
        case .settings(.aws): return hasValue(text, of: ["aws_secret_access_key"], separator: "=")
        case .settings(.docker): return hasMember(text, ["auth", "identitytoken", "password"])
        case .settings(.kubernetes):
            return hasValue(text, of: ["client-key-data", "token", "password"], separator: ":")
        }
    }

    /// Whether a line `key = value` has one of the keys and a value that is no reference to a variable.
    private func hasValue(_ text: String, of keys: [String], separator: Character) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            guard let sign = line.firstIndex(of: separator), line.first != "#", line.first != ";" else { return false }
            let key = line[..<sign].trimmed.lowercased()
            let value = line[line.index(after: sign)...].trimmed.drop { $0 == "\"" || $0 == "'" }
            // npm writes `//registry.npmjs.org/:_authToken=…`.
            guard keys.contains(where: { key == $0 || key.hasSuffix(":" + $0) || key.hasSuffix("- " + $0) }) else {
                return false
            }
            return value.contains { $0 != "\"" && $0 != "'" } && !value.hasPrefix("$")
        }
    }

    /// Whether a JSON text has one of the members with a text that is not empty.
    private func hasMember(_ text: String, _ names: [String]) -> Bool {
        let dense = text.split(whereSeparator: \.isWhitespace).joined()
        return names.contains { name in
            guard let found = dense.firstRange(of: "\"\(name)\":\"") else { return false }
            return dense[found.upperBound...].first != "\""
        }
    }
}

extension Substring {
    /// Without white space at both ends.
    var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
