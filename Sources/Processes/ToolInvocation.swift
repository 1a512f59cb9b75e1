/// A command that can be run, compared, stored and shown. Standard input is always empty.
public struct ToolInvocation: Hashable, Sendable, Codable {
    /// A path with a slash, or a name that is looked up on the `PATH` that the tool will see.
    public var executable: String
    /// The arguments after the executable.
    public var arguments: [String]
    /// The environment that the tool sees.
    public var environment: ToolEnvironment
    /// The folder that the tool runs in; `nil` is the folder of this process.
    public var workingFolder: String?

    /// Makes an invocation.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: ToolEnvironment = .inherited,
        workingFolder: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingFolder = workingFolder
    }
}

extension ToolInvocation: CustomStringConvertible {
    /// A line that a shell would run the same way; variables are shown by name where their values may be secret.
    public var description: String {
        var words: [String] = []
        if let workingFolder { words += ["cd", shellQuoted(workingFolder), "&&"] }
        words += environment.shellWords
        words += ([executable] + arguments).map { shellQuoted($0) }
        return words.joined(separator: " ")
    }
}

/// What a tool sees of the environment.
public struct ToolEnvironment: Hashable, Sendable, Codable {
    /// Whether the variables of this process are handed down.
    public var inherits: Bool
    /// Variables that are added or replaced.
    public var set: [String: String]
    /// Variables that are not handed down.
    public var remove: Set<String>

    /// Makes an environment.
    public init(inherits: Bool, set: [String: String] = [:], remove: Set<String> = []) {
        self.inherits = inherits
        self.set = set
        self.remove = remove
    }

    /// The variables of this process as they are.
    public static let inherited = ToolEnvironment(inherits: true)
    /// No variables at all.
    public static let empty = ToolEnvironment(inherits: false)

    /// The same environment with one more variable.
    public func setting(_ name: String, _ value: String) -> ToolEnvironment {
        var result = self
        result.set[name] = value
        result.remove.remove(name)
        return result
    }

    /// The same environment without some variables.
    public func removing(_ names: String...) -> ToolEnvironment {
        var result = self
        for name in names {
            result.set[name] = nil
            result.remove.insert(name)
        }
        return result
    }

    fileprivate var shellWords: [String] {
        let values = set.sorted { $0.key < $1.key }.map { name, value in
            "\(name)=\(Self.mayBeSecret(name, value) ? "***" : shellQuoted(value))"
        }
        let removals = remove.sorted().map { "-u \(shellQuoted($0))" }
        if inherits, removals.isEmpty { return values }
        return ["env"] + (inherits ? removals : ["-i"]) + values
    }

    /// Indexes and proxies carry passwords in their addresses, tokens in their names.
    private static func mayBeSecret(_ name: String, _ value: String) -> Bool {
        let upper = name.uppercased()
        if ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "ACCESS_KEY"].contains(where: upper.contains) {
            return true
        }
        return value.contains("://") && value.contains("@")
    }
}

/// A word as a POSIX shell reads it back; a password inside an address is covered.
func shellQuoted(_ word: String) -> String {
    let word = withoutPassword(word)
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "@%+=:,./-_".utf8.contains(byte)
            }
        }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

/// Covers `user:password@` of an address in the middle of a word.
private func withoutPassword(_ word: String) -> String {
    guard let scheme = word.firstRange(of: "://") else { return word }
    let rest = word[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return word }
    return word[..<scheme.upperBound] + "***" + word[at...]
}
