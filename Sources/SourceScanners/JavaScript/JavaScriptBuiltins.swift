/// The modules that Node.js has itself.
///
/// Source: the version history of each module in the documentation of Node.js ("Added in"), and
/// `require("module").builtinModules` of Node.js 20.
public enum JavaScriptBuiltins {
    /// Modules that every version from 4 on has.
    private static let always: Set<String> = [
        "_debugger", "_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server",
        "_linklist", "_stream_duplex", "_stream_passthrough", "_stream_readable", "_stream_transform", "_stream_wrap",
        "_stream_writable", "_tls_common", "_tls_wrap", "assert", "buffer", "child_process", "cluster", "console",
        "constants", "crypto", "dgram", "dns", "domain", "events", "freelist", "fs", "http", "https", "module", "net",
        "os", "path", "process", "punycode", "querystring", "readline", "repl", "smalloc", "stream", "string_decoder",
        "sys", "timers", "tls", "tty", "url", "util", "v8", "vm", "zlib",
    ]

    /// Modules that came later, with the versions of each line that brought them.
    private static let later: [String: [JavaScriptVersion]] = [
        "async_hooks": [.init(8, 1)], "inspector": [.init(8, 0)], "http2": [.init(8, 4)], "perf_hooks": [.init(8, 5)],
        "trace_events": [.init(10, 0)], "fs/promises": [.init(14, 0)], "worker_threads": [.init(11, 7)],
        "wasi": [.init(12, 16)], "diagnostics_channel": [.init(14, 17), .init(15, 1)],
        "assert/strict": [.init(15, 0)], "dns/promises": [.init(15, 0)], "stream/promises": [.init(15, 0)],
        "timers/promises": [.init(15, 0)], "path/posix": [.init(15, 3)], "path/win32": [.init(15, 3)],
        "util/types": [.init(15, 3)], "stream/web": [.init(16, 5)], "stream/consumers": [.init(16, 7)],
        "readline/promises": [.init(17, 0)], "inspector/promises": [.init(19, 0)],
    ]

    /// Modules that only `node:` gives.
    private static let schemeOnly: [String: [JavaScriptVersion]] = [
        "test": [.init(16, 17), .init(18, 0)], "test/reporters": [.init(18, 17), .init(19, 9)],
        "sea": [.init(20, 12), .init(21, 7)], "sqlite": [.init(22, 5)],
    ]

    /// What a name is to a version.
    public enum Answer: Hashable, Sendable {
        /// A module that it has, or may have.
        case known
        /// A module that only later versions have; the first one.
        case tooNew(JavaScriptVersion)
        /// `node:` in front of a name that no version has.
        case unknown
        /// `node:` in front of a name, which versions before this one take for the name of a package.
        case prefixTooNew(JavaScriptVersion)
    }

    /// Looks up a specifier; `nil` if it is not the name of a built-in module.
    ///
    /// - Parameters:
    ///   - specifier: As it is written.
    ///   - version: The version; `nil` where it is not known, which has every module.
    ///   - isRequire: Whether `require` asks, which learnt `node:` later than `import`.
    public static func look(
        up specifier: String, version: JavaScriptVersion?, isRequire: Bool
    ) -> Answer? {
        guard specifier.hasPrefix("node:") else {
            if always.contains(specifier) { return .known }
            return later[specifier].map { judge($0, version) }
        }
        let name = String(specifier.dropFirst("node:".count))
        let answer: Answer? =
            always.contains(name) ? .known : (later[name] ?? schemeOnly[name]).map { judge($0, version) }
        guard let answer else { return .unknown }
        // `node:` of `require`: 14.18 and 16.0; of `import`: 12.20 and 14.13.
        let first: [JavaScriptVersion] = isRequire ? [.init(14, 18), .init(16, 0)] : [.init(12, 20), .init(14, 13)]
        if answer == .known, case .tooNew(let wanted) = judge(first, version) { return .prefixTooNew(wanted) }
        return answer
    }

    /// A version has what came to its own line, or to an earlier one.
    private static func judge(_ introduced: [JavaScriptVersion], _ version: JavaScriptVersion?) -> Answer {
        guard let version, let last = introduced.last else { return .known }
        if version.major > last.major { return .known }
        if let own = introduced.first(where: { $0.major == version.major }) {
            return version.isBefore(own) ? .tooNew(own) : .known
        }
        return .tooNew(introduced.first { $0.major > version.major } ?? last)
    }
}
