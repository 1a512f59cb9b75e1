/// Where a server listens, as far as its command line or its source tells.
struct ListenSigns: Equatable {
    /// A port, with the words that name it.
    var port: (number: Int, words: String)?
    /// Words that bind the server to the instance's own address, which the platform cannot reach.
    var loopback: String?
    /// Line of what was found in a source, from 1.
    var line: Int?

    static func == (left: ListenSigns, right: ListenSigns) -> Bool {
        left.port?.number == right.port?.number && left.loopback == right.loopback && left.line == right.line
    }

    static func number(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text), number > 0, number < 65_536
        else { return nil }
        return number
    }

    static func isLoopback(_ text: some StringProtocol) -> Bool { text == "127.0.0.1" || text == "localhost" }
}

extension ListenSigns {
    /// Reads the words of a command. What comes from variables or files is left open.
    ///
    /// - Parameters:
    ///   - words: The program and its arguments.
    ///   - environment: Variables that servers take their address from.
    init(words: [String], environment: [String: String]) {
        guard let program = words.first.map(LibraryIndex.lastPart) else { return }
        var arguments = Array(words.dropFirst())
        var server = program
        if program.hasPrefix("python"), arguments.first == "-m", arguments.count > 1 {
            server = arguments[1]
            arguments.removeFirst(2)
        }
        if Self.clients.contains(program) { return }
        var hasAddress = false
        for (index, argument) in arguments.enumerated() {
            let next = index + 1 < arguments.count ? arguments[index + 1] : ""
            let equals = argument.firstIndex(of: "=")
            let name = equals.map { String(argument[..<$0]) } ?? argument
            let value = equals.map { String(argument[argument.index(after: $0)...]) } ?? next
            if Self.portOptions.contains(name) || (name == "-p" && Self.number(value) ?? 0 > 79) {
                if let number = Self.number(value) {
                    port = (number, equals == nil ? "\(name) \(value)" : argument)
                } else {
                    hasAddress = true
                }
            } else if Self.hostOptions.contains(name) || (Self.shortHostOptions[server] == name) {
                take(address: value, words: equals == nil ? "\(name) \(value)" : argument)
                hasAddress = true
            } else if argument.hasPrefix(":"), Self.number(argument.dropFirst()) != nil {
                take(address: argument, words: argument)
            }
            if Self.configurations.contains(name) { hasAddress = true }
        }
        if server == "http.server", let number = arguments.lazy.compactMap({ Self.number($0) }).first {
            port = (number, "http.server \(number)")
        }
        guard !hasAddress, let known = Self.servers[server], known.subcommand.map(arguments.contains) ?? true,
            !environment.keys.contains(where: { $0 == "PORT" || known.variables.contains($0) })
        else { return }
        if known.isLoopback, loopback == nil { loopback = "\(server) without \(known.option)" }
        if port == nil { port = (known.port, "\(server) without a port") }
    }

    private mutating func take(address: String, words: String) {
        guard let colon = address.lastIndex(of: ":") else {
            if Self.isLoopback(address) { loopback = words }
            return
        }
        if let number = Self.number(address[address.index(after: colon)...]) { port = (number, words) }
        if Self.isLoopback(address[..<colon]) { loopback = words }
    }

    private static let portOptions: Set<String> = [
        "--port", "--http-port", "--listen-port", "--server.port", "--server-port", "-Dserver.port", "-port",
        "-Dquarkus.http.port", "--http.port",
    ]
    private static let hostOptions: Set<String> = [
        "--host", "--hostname", "--bind", "--listen", "--address", "--addr", "-addr", "--ip", "--server.address",
        "-Dserver.address", "--http", "-listen",
    ]
    /// Options of one letter, which mean other things elsewhere.
    private static let shortHostOptions = [
        "gunicorn": "-b", "hypercorn": "-b", "daphne": "-b", "flask": "-h", "php": "-S", "http.server": "-b",
    ]
    private static let configurations: Set<String> = [
        "-c", "--config", "--uds", "--fd", "-k", "--factory-config", "--env-file",
    ]
    private static let clients: Set<String> = [
        "mysql", "redis-cli", "redis-server", "ssh", "scp", "curl", "wget", "psql", "nc", "mkdir", "cp", "echo", "sed",
        "grep",
        "mongo", "nmap", "kill", "ps",
    ]

    private struct Server {
        let port: Int
        let isLoopback: Bool
        let option: String
        var subcommand: String?
        var variables: Set<String> = []
    }

    /// What well-known servers do when they are told nothing.
    private static let servers: [String: Server] = [
        "uvicorn": Server(
            port: 8000, isLoopback: true, option: "--host 0.0.0.0", variables: ["UVICORN_HOST", "UVICORN_PORT"]),
        "gunicorn": Server(port: 8000, isLoopback: true, option: "--bind", variables: ["GUNICORN_CMD_ARGS"]),
        "hypercorn": Server(port: 8000, isLoopback: true, option: "--bind"),
        "daphne": Server(port: 8000, isLoopback: true, option: "-b"),
        "flask": Server(
            port: 5000, isLoopback: true, option: "--host 0.0.0.0", subcommand: "run",
            variables: ["FLASK_RUN_HOST", "FLASK_RUN_PORT"]),
        "http.server": Server(port: 8000, isLoopback: false, option: ""),
    ]
}
