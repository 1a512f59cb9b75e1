import FunctionComputeRuntime

/// An API with routes: `GET /notes`, `POST /notes`, `GET /notes/1`, `DELETE /notes/1`, and `GET /count?to=5`, which streams.
@main struct NotesAPI: HTTPFunction {
    private let store = Store()

    init(context: InitializationContext) async throws {
        context.logger.info("ready")
    }

    func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
        let path = request.path.split(separator: "/")
        switch (request.method, path.first, path.dropFirst().first) {
        case (.GET, nil, _):
            return .text("notes: GET or POST /notes, GET or DELETE /notes/1, GET /count?to=5\n")
        case (.GET, "notes", nil):
            return .text(await store.all.map { "\($0.number) \($0.text)\n" }.joined())
        case (.POST, "notes", nil):
            let body = try await request.body.collect(upTo: 64 << 10)
            let number = await store.add(String(buffer: body))
            context.logger.info("added note \(number)")
            return .text("\(number)\n", status: .created)
        case (.GET, "notes", let word?):
            guard let note = await store.note(Int(word) ?? 0) else { throw NotFound(what: "note \(word)") }
            return .text(note + "\n")
        case (.DELETE, "notes", let word?):
            guard await store.remove(Int(word) ?? 0) else { throw NotFound(what: "note \(word)") }
            return HTTPResponse(status: .noContent)
        case (.GET, "count", nil):
            return HTTPResponse(
                headers: ["content-type": "text/plain; charset=utf-8"], body: Self.count(to: Self.limit(of: request)))
        default:
            throw NotFound(what: "\(request.method) \(request.path)")
        }
    }

    /// Lines that the client sees as they are made.
    private static func count(to limit: Int) -> ResponseBody {
        .stream { writer in
            for number in 1...limit {
                try await writer.write("\(number)\n")
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    private static func limit(of request: HTTPRequest) -> Int {
        let pairs = (request.query ?? "").split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
        let value = pairs.first { $0.first == "to" }?.last.flatMap { Int($0) } ?? 5
        return min(max(value, 1), 1000)
    }
}

/// The notes of this instance: other instances have their own, and all are gone with it.
actor Store {
    private var notes: [Int: String] = [:]
    private var last = 0

    var all: [(number: Int, text: String)] { notes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    func note(_ number: Int) -> String? { notes[number] }

    func add(_ text: String) -> Int {
        last += 1
        notes[last] = text
        return last
    }

    func remove(_ number: Int) -> Bool { notes.removeValue(forKey: number) != nil }
}

/// Answers with 404.
struct NotFound: FunctionError {
    let what: String

    var errorMessage: String { "there is no \(what)" }
    var status: HTTPResponseStatus { .notFound }
}
