/// Calls in a Python or JavaScript source that make a server listen. Only what is written as a constant is judged.
enum ListenCalls {
    /// What the calls say; `nil` where nothing can be said against them.
    static func signs(in source: String, expected: Int) -> ListenSigns? {
        guard source.utf8.count < 1 << 20, !source.contains("FC_SERVER_PORT") else { return nil }
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map { line -> Substring in
            let start = line.drop { $0 == " " || $0 == "\t" }
            return start.hasPrefix("#") || start.hasPrefix("//") ? "" : line
        }.joined(separator: "\n")
        let hasRightPort = holds(String(expected), in: text)
        let isOpen = text.contains("0.0.0.0") || text.contains("\"::\"") || text.contains("'::'")
        var found: ListenSigns?
        for call in calls(in: text) {
            if ["environ", "getenv", "process.env", "argv", "**"].contains(where: call.arguments.contains) { continue }
            var signs = ListenSigns()
            signs.line = call.line
            if !isOpen, let words = loopback(call, text) { signs.loopback = words }
            if !hasRightPort, let (number, words) = port(call, text), number != expected {
                signs.port = (number, words)
            }
            if signs.loopback != nil || signs.port != nil {
                found = found ?? signs
            } else if call.isCertain {
                // Another server of the file listens where it should.
                return nil
            }
        }
        return found
    }

    struct Call {
        let name: String
        /// What stands before the name, for example `app`.
        let receiver: String
        let arguments: String
        let line: Int
        /// Whether the call can only be one that listens.
        let isCertain: Bool
    }

    private static let names = [
        ".run(", ".listen(", "run_app(", "HTTPServer(", "make_server(", "run_simple(", "WSGIServer(", "serve(",
        ".bind(",
    ]

    static func calls(in text: String) -> [Call] {
        let bytes = Array(text.utf8)
        var calls: [Call] = []
        for name in names {
            let wanted = Array(name.utf8)
            var position = 0
            while let start = find(wanted, in: bytes, from: position), calls.count < 64 {
                position = start + wanted.count
                if !name.hasPrefix("."), start > 0, isWord(bytes[start - 1]), name == "serve(" { continue }
                var depth = 1
                var end = position
                while end < bytes.count, depth > 0, end - position < 2000 {
                    if bytes[end] == 0x28 { depth += 1 }
                    if bytes[end] == 0x29 { depth -= 1 }
                    end += 1
                }
                let arguments = String(decoding: bytes[position..<max(position, end - 1)], as: UTF8.self)
                var first = start
                while first > 0, isWord(bytes[first - 1]) || bytes[first - 1] == 0x2E { first -= 1 }
                let line = bytes[..<start].reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
                let receiver = String(decoding: bytes[first..<start], as: UTF8.self)
                calls.append(
                    Call(
                        name: name, receiver: receiver, arguments: arguments, line: line,
                        isCertain: name != ".run(" && name != ".bind("))
            }
        }
        return calls.sorted { $0.line < $1.line }
    }

    private static func loopback(_ call: Call, _ text: String) -> String? {
        let quoted = ["\"127.0.0.1\"", "'127.0.0.1'", "\"localhost\"", "'localhost'"].first(
            where: call.arguments.contains)
        let words = "\(call.receiver)\(call.name)…)"
        switch call.name {
        case ".run(":
            if call.arguments.contains("host"), let quoted { return "\(words) with host \(quoted)" }
            guard !call.arguments.contains("host") else { return nil }
            if call.receiver.hasSuffix("uvicorn") { return "\(words) without `host`" }
            return isFlask(call, text) ? "\(words) without `host`" : nil
        case ".listen(":
            guard digits(call.arguments) || call.arguments.contains("port") || call.arguments.contains("PORT") else {
                return nil
            }
            if let quoted { return "\(words) with \(quoted)" }
            let isFastify = text.contains("'fastify'") || text.contains("\"fastify\"")
            return isFastify && !call.arguments.contains("host") ? "\(words) of fastify without `host`" : nil
        case ".bind(": return digits(call.arguments) ? quoted.map { "\(words) with \($0)" } : nil
        default: return quoted.map { "\(words) with \($0)" }
        }
    }

    /// `app.run()` of a file that makes a Flask application of that name.
    private static func isFlask(_ call: Call, _ text: String) -> Bool {
        text.contains("\(call.receiver) = Flask(") || text.contains("\(call.receiver)=Flask(")
    }

    private static func port(_ call: Call, _ text: String) -> (Int, String)? {
        if let number = keyword("port", in: call.arguments) { return (number, "port \(number)") }
        switch call.name {
        case ".run(":
            return isFlask(call, text) && !call.arguments.contains("port") ? (5000, "Flask's port 5000") : nil
        case ".listen(", "run_simple(", "make_server(", "HTTPServer(", "WSGIServer(", ".bind(":
            let words = call.arguments.split { !isName($0) }
            if let number = words.lazy.compactMap({ plausible($0) }).first { return (number, "port \(number)") }
            guard call.name == ".listen(", let name = words.first, let number = constant(String(name), in: text) else {
                return nil
            }
            return (number, "`\(name)` \(number)")
        default: return nil
        }
    }

    /// The number behind `port=` or `port:`.
    private static func keyword(_ name: String, in arguments: String) -> Int? {
        guard let range = arguments.firstRange(of: name) else { return nil }
        let rest = arguments[range.upperBound...].drop { $0 == " " }
        guard let sign = rest.first, sign == "=" || sign == ":" else { return nil }
        return plausible(rest.dropFirst().drop { $0 == " " }.prefix { isName($0) })
    }

    /// `const PORT = 8080` and its like, if the name is given one value only.
    private static func constant(_ name: String, in text: String) -> Int? {
        var values: [Int?] = []
        for line in text.split(separator: "\n") {
            guard let range = line.firstRange(of: name),
                line[..<range.lowerBound].allSatisfy({ $0.isLetter || $0 == " " })
            else { continue }
            let rest = line[range.upperBound...].drop { $0 == " " }
            guard rest.first == "=", rest.dropFirst().first != "=" else { continue }
            let value = rest.dropFirst().drop { $0 == " " }
            let digits = value.prefix { $0.isNumber }
            let end = value.dropFirst(digits.count).drop { $0 == " " || $0 == ";" }
            values.append(end.isEmpty || end.hasPrefix("//") || end.hasPrefix("#") ? plausible(digits) : nil)
        }
        return values.count == 1 ? values[0] : nil
    }

    private static func plausible(_ text: some StringProtocol) -> Int? {
        ListenSigns.number(text).flatMap { $0 >= 80 ? $0 : nil }
    }

    private static func digits(_ text: String) -> Bool { text.split { !isName($0) }.contains { plausible($0) != nil } }

    private static func holds(_ number: String, in text: String) -> Bool {
        text.split { !isName($0) }.contains { $0 == number }
    }

    private static func isName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == 0x5F || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
        var position = start
        while position <= bytes.count - wanted.count {
            if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
                return position
            }
            position += 1
        }
        return nil
    }
}
