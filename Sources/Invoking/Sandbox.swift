import BuildModel
import FileTrees
import FunctionCompute
import Processes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A way to start a function: apart from this machine, or on it.
struct Sandbox: Sendable {
    enum Kind: Hashable, Sendable {
        /// bubblewrap at this path; with a user name space, or as the root that this process is.
        case bubblewrap(String, userNamespace: Bool)
        /// No sandbox.
        case host
    }

    let kind: Kind
    let root: InstanceRoot
    /// Whether it has the network of this machine.
    let hasNetwork: Bool
    /// Folders with what is `/code` and `/opt`.
    let code: String
    let layers: String?
    /// Bytes of `/tmp`.
    let temporary: Int

    /// Whether processes are apart from this machine's.
    var isSandboxed: Bool { kind != .host }

    /// The command that starts a function.
    func invocation(_ command: [String], variables: [String: String]) -> ToolInvocation {
        switch kind {
        case .bubblewrap(let path, let userNamespace):
            // Variables that steer the loader would steer bubblewrap's own; the others stay out of its arguments, which
            // all users of the machine can read.
            let steering = variables.filter { Self.steersLoader($0.key) }
            var words = isolation(userNamespace) + rootWords
            words += ["--size", "\(temporary)", "--perms", "1777", "--tmpfs", "/tmp"]
            words += ["--ro-bind", code, "/code"]
            words += layers.map { ["--ro-bind", $0, "/opt"] } ?? ["--dir", "/opt"]
            for (name, value) in steering.sorted(by: { $0.key < $1.key }) { words += ["--setenv", name, value] }
            words += ["--chdir", "/code", "--"] + command
            return ToolInvocation(
                path, words,
                environment: ToolEnvironment(
                    inherits: false, set: variables.filter { !Self.steersLoader($0.key) }))
        case .host:
            var words = command.map(hostWord)
            if let first = words.first, !first.hasPrefix("/"), first.contains("/") { words[0] = code + "/" + first }
            return ToolInvocation(
                words.first ?? "", Array(words.dropFirst()),
                environment: ToolEnvironment(inherits: false, set: variables.mapValues(hostValue)),
                workingFolder: code)
        }
    }

    /// What every sandbox has: own processes, no rights beyond those of root in a container, nothing left behind.
    private func isolation(_ userNamespace: Bool) -> [String] {
        var words = [
            "--die-with-parent", "--unshare-pid", "--as-pid-1", "--unshare-ipc", "--unshare-uts", "--hostname",
            "localhost", "--cap-drop", "ALL",
        ]
        // Functions run as root (D/FAQ 061).
        if userNamespace { words += ["--unshare-user", "--uid", "0", "--gid", "0"] }
        for right in ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETUID", "SETGID", "NET_BIND_SERVICE"] {
            words += ["--cap-add", "CAP_" + right]
        }
        if !hasNetwork { words.append("--unshare-net") }
        return words + ["--dev", "/dev", "--proc", "/proc"]
    }

    /// The system's files: read-only, except for what lies in `/` itself.
    private var rootWords: [String] {
        var words: [String] = []
        switch root {
        case .host:
            for name in ["usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "nix"] {
                words += Self.bind("/" + name, "/" + name)
            }
            for name in [
                "alternatives", "ca-certificates", "group", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime",
                "mime.types", "nsswitch.conf", "passwd", "pki", "protocols", "services", "ssl", "timezone",
            ] { words += ["--ro-bind-try", "/etc/" + name, "/etc/" + name] }
            words += ["--dir", "/var/tmp"]
        case .folder(let folder, _):
            for name in (try? Files.names(inFolder: folder)) ?? [] where !Self.own.contains(name) {
                words += Self.bind(folder + "/" + name, "/" + name)
            }
            // Links cost less than mounts, and leave room for the files that name servers and hosts.
            words += ["--ro-bind-try", folder + "/etc", "/.etc"]
            for name in (try? Files.names(inFolder: folder + "/etc")) ?? []
            where !["resolv.conf", "hosts", "hostname"].contains(name) {
                words += ["--symlink", "/.etc/" + name, "/etc/" + name]
            }
            if Files.exists(folder + "/var/tmp") { words += ["--tmpfs", "/var/tmp"] }
        }
        for name in ["home", "mnt", "root", "run"] { words += ["--dir", "/" + name] }
        if hasNetwork {
            for name in ["resolv.conf", "hosts"] { words += ["--ro-bind-try", "/etc/" + name, "/etc/" + name] }
        }
        return words
    }

    /// Folders of `/` that are made anew: the packages', the kernel's, and those that a function may write into (D/FAQ 061).
    private static let own: Set<String> = [
        "boot", "code", "dev", "etc", "home", "media", "mnt", "opt", "proc", "root", "run", "srv", "sys", "tmp",
    ]

    /// A link stays a link: `/bin` of most systems is one to `usr/bin`.
    private static func bind(_ from: String, _ to: String) -> [String] {
        guard let status = try? Files.status(from, followingLink: false) else { return [] }
        if status.kind == .symlink, let target = try? Files.readLink(from) { return ["--symlink", target, to] }
        return ["--ro-bind", from, to]
    }

    static func steersLoader(_ name: String) -> Bool {
        name.hasPrefix("LD_") || name.hasPrefix("GLIBC_") || name.hasPrefix("MALLOC_")
            || ["GCONV_PATH", "LOCPATH", "NLSPATH", "RES_OPTIONS", "HOSTALIASES", "GETCONF_DIR"].contains(name)
    }

    /// On the host there is no `/code` and no `/opt`: words and parts of lists that name them name the folders instead.
    private func hostWord(_ word: String) -> String {
        for (place, folder) in [("/code", code), ("/opt", layers ?? "/opt")] {
            if word == place || word.hasPrefix(place + "/") { return folder + word.dropFirst(place.count) }
        }
        return word
    }

    private func hostValue(_ value: String) -> String {
        value.split(separator: ":", omittingEmptySubsequences: false).map { hostWord(String($0)) }.joined(
            separator: ":")
    }
}
