public import FunctionCompute

/// How functions are started on this machine.
public struct InvokeSettings: Sendable {
    /// Whether a sandbox is wanted.
    public enum Isolation: Hashable, Sendable {
        /// With bubblewrap where it works, else on the host.
        case automatic
        /// On the host.
        case none
    }

    /// Which network a sandboxed function has.
    public enum Network: Hashable, Sendable {
        /// This machine's; a private one if the port is taken here.
        case automatic
        /// This machine's.
        case host
        /// Its own, with nothing but the loopback.
        case none
    }

    /// Absolute path of the folder in which unpacked packages are kept.
    public var cache: String
    /// Absolute path of a folder for work in progress.
    public var scratch: String
    /// `PATH` of this process, to find bubblewrap.
    public var path: String?
    /// The system files of the sandbox.
    public var root = InstanceRoot.host
    /// Whether a sandbox is wanted.
    public var isolation = Isolation.automatic
    /// Which network the function has.
    public var network = Network.automatic
    /// How long the port may stay closed; the platform waits 120 seconds (D/126, D/076).
    public var startTimeout = Duration.seconds(120)
    /// Instead of the function's own timeout.
    public var timeout: Duration?
    /// Variables in addition to the function's, or instead of them.
    public var variables: [String: String] = [:]
    /// Credentials that the function is given, if any.
    public var credentials: Credentials?

    /// Keys to the cloud.
    public struct Credentials: Hashable, Sendable {
        /// Who calls.
        public var accessKeyID: String
        /// The secret to it.
        public var accessKeySecret: String
        /// The token of a role, if the keys are temporary.
        public var securityToken: String?

        /// Makes credentials.
        public init(accessKeyID: String, accessKeySecret: String, securityToken: String?) {
            self.accessKeyID = accessKeyID
            self.accessKeySecret = accessKeySecret
            self.securityToken = securityToken
        }
    }

    /// Makes settings with the defaults of `fclayer invoke`.
    public init(cache: String, scratch: String, path: String?) {
        self.cache = cache
        self.scratch = scratch
        self.path = path
    }
}

/// The system files that a function finds around itself.
public enum InstanceRoot: Hashable, Sendable {
    /// Those of this machine.
    case host
    /// A folder with a root file system; the release where it is known.
    case folder(String, DebianRelease?)

    /// For messages.
    var text: String {
        switch self {
        case .host: "this machine"
        case .folder(_, let release?): "Debian \(release.rawValue)"
        case .folder(let path, nil): path
        }
    }
}
