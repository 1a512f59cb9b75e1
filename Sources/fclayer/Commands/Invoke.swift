import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer invoke`
struct Invoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a function of a custom runtime here and call it.",
        discussion: """
            Starts what `fclayer build` made in a sandbox that looks like an instance, waits for its port, calls the
            initializer, the function and preStop as the platform would, and ends it. The answer goes to standard output;
            what the function prints, times and memory go to standard error.

              fclayer invoke thumbnail --event event.json
              echo '{"width": 64}' | fclayer invoke thumbnail --event -
              fclayer invoke api --http 'GET /items?limit=2' --header 'accept: application/json'
              fclayer invoke api --http 'POST /items' --event item.json --count 100
            """)

    @Argument(help: "The function; may be left out where the project has one only.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The event, or the body with `--http`; - is standard input. `{}` if none is named.", valueName: "file"))
    var event: String?

    @Option(help: ArgumentHelp("Call it as an HTTP trigger does: method and path.", valueName: "request"))
    var http: String?

    @Option(help: ArgumentHelp("Header of the request; may be repeated.", valueName: "name: value"))
    var header: [String] = []

    @Option(help: "Call it so many times; the first answer is printed.")
    var count = 1

    @Option(
        help: ArgumentHelp(
            "Variable for the function, instead of the manifest's; may be repeated.", valueName: "name=value"))
    var env: [String] = []

    @Flag(help: "Hand on the ALIBABA_CLOUD_… credentials of this environment.")
    var credentials = false

    @Option(
        help: ArgumentHelp("System files: runtime (Debian's, the default), host, or a folder.", valueName: "system"))
    var root = "runtime"

    @Option(help: "Network of the sandbox: auto, host or none.")
    var network = NetworkChoice.auto

    @Flag(inversion: .prefixedNo, help: "Use bubblewrap where it works.")
    var sandbox = true

    @Option(help: ArgumentHelp("How long the port may stay closed; the platform waits 120.", valueName: "seconds"))
    var startTimeout: Int?

    @Option(
        help: ArgumentHelp("How long a call may take, instead of the function's own timeout.", valueName: "seconds"))
    var timeout: Int?

    @Flag(name: .shortAndLong, help: "Print status and headers before the answer.")
    var include = false

    @Flag(help: "Use only what is in the store.")
    var offline = false

    @OptionGroup var project: ProjectOptions
    @OptionGroup var format: FormatOptions

    func validate() throws {
        guard count > 0 else { throw ValidationError("`--count` is at least 1") }
        for (name, seconds) in [("--start-timeout", startTimeout), ("--timeout", timeout)] {
            if let seconds, !(1...86_400).contains(seconds) { throw ValidationError("`\(name)` is 1 to 86400 seconds") }
        }
        if http == nil, !header.isEmpty { throw ValidationError("`--header` goes with `--http`") }
        _ = try variables()
    }

    func run() async throws {
        var settings = try project.settings(names: name.map { [$0] } ?? [])
        settings.isOffline = offline
        var request = InvokeRequest(name: name, calls: Array(repeating: try call(), count: count))
        request.system =
            switch root {
            case "runtime": .runtime
            case "host": .host
            default: .folder(Surroundings.absolute(root))
            }
        request.network = network.network
        request.wantsSandbox = sandbox
        request.startTimeout = startTimeout
        request.timeout = timeout
        request.variables = try variables()
        request.passesCredentials = credentials
        // With the head before it, the answer has to wait until the head is known.
        let streams = format.format == .text && !include
        let outcome = try await Corridor(settings).invoke(request) { event in
            switch event {
            case .line(let bytes): Console.say(Report.line(bytes))
            case .note(let text): Console.say(text)
            case .body(let bytes): if streams { Console.result(bytes) }
            }
        }
        ProgressLine.shared.clear()
        let body = outcome.record.calls.first?.body ?? []
        if format.format == .json {
            Console.result(Report.json(of: outcome))
        } else {
            if include { Console.result(Array(Report.head(of: outcome).utf8) + body) }
            if !body.isEmpty, body.last != UInt8(ascii: "\n"), Console.isTerminal(1) { Console.result("\n") }
            Console.say(Report.text(of: outcome))
        }
        Console.printFindings(outcome.review)
        if outcome.review.hasErrors { throw ExitCode(1) }
    }

    /// The request that the options describe.
    private func call() throws -> InvocationCall {
        let body = try event.map { try InputFile.read($0) }
        guard let http else { return .event(body ?? Array("{}".utf8)) }
        let words = http.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let last = words.last, words.count <= 2, last.hasPrefix("/") else {
            throw ValidationError("`--http` takes a method and a path, for example 'GET /items?limit=2'")
        }
        let headers = try header.map { text in
            guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
                throw ValidationError("`--header` takes 'name: value'")
            }
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            return InvocationRecord.Exchange.Header(String(text[..<colon]), String(value))
        }
        let method = words.count == 2 ? words[0].uppercased() : body == nil ? "GET" : "POST"
        return .http(.init(method: method, target: last, headers: headers, body: body))
    }

    private func variables() throws -> [String: String] {
        var variables: [String: String] = [:]
        for text in env {
            guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
                throw ValidationError("`--env` takes NAME=VALUE")
            }
            variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        return variables
    }
}

/// The networks of a sandbox.
enum NetworkChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, host, none

    var network: InvokeRequest.Network {
        switch self {
        case .auto: .auto
        case .host: .host
        case .none: .none
        }
    }
}
