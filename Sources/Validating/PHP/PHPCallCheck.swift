import BuildModel
import SourceScanners

/// Whether a function that is there takes what it is given: the event as a string, or a request (fc-facts 4.1).
struct PHPCallCheck {
    let question: EntryQuestion
    let tree: PHPSourceTree
    let entry: PHPEntry

    func problem(of definition: PHPDefinition) -> EntryProblem? {
        guard !entry.isHook, let first = definition.function.parameters.list.first, !first.isVariadic else {
            return nil
        }
        return entry.isRequest ? requestProblem(first, definition) : eventProblem(first, definition)
    }

    /// The event is a string: PHP does not turn one into an array or an object.
    private func eventProblem(_ first: PHPParameter, _ definition: PHPDefinition) -> EntryProblem? {
        if let type = first.type {
            let name = (type.hasPrefix("?") ? type.dropFirst() : type[...]).lowercased()
            if ["array", "object", "iterable"].contains(name) {
                return EntryProblem(
                    rule: HandlerSignature.description.id,
                    message:
                        "\(entry.words) wants `\(type) $\(first.name)` \(question.words(for: definition.site)), and the "
                        + "event is a string", property: entry.property, entry: question.shown(definition.site.path),
                    line: definition.site.place.line,
                    hint: "take `$event` without a type, and `json_decode($event, true)`")
            }
            if !name.contains("|"), !Self.scalars.contains(name) {
                return kindProblem("wants a `\(type)`", definition)
            }
        }
        // Methods that only a request has, called on the parameter.
        guard let bytes = question.view.bytes(at: definition.site.path),
            !bytes.holds("$\(first.name) ="), !bytes.holds("$\(first.name)=")
        else { return nil }
        let methods = [
            "getMethod", "getBody", "getHeaders", "getHeaderLine", "getQueryParams", "getUri", "getAttribute",
        ]
        guard let method = methods.first(where: { bytes.holds("$\(first.name)->\($0)(") }) else { return nil }
        return kindProblem("calls `$\(first.name)->\(method)()`, which only a request has,", definition)
    }

    private func kindProblem(_ what: String, _ definition: PHPDefinition) -> EntryProblem {
        EntryProblem(
            rule: HandlerKind.description.id,
            message: "\(entry.words) \(what) \(question.words(for: definition.site)); it is called as "
                + "`\(entry.callText)` with the event as a string", property: entry.property,
            entry: question.shown(definition.site.path), line: definition.site.place.line,
            hint: "only FC 2 HTTP functions get a request: read it from `json_decode($event, true)`")
    }

    /// Under an FC 2 HTTP trigger a response object must come back.
    private func requestProblem(_ first: PHPParameter, _ definition: PHPDefinition) -> EntryProblem? {
        let names = definition.function.parameters.names.map { $0.lowercased() }
        guard names.count >= 2, ["event", "evt"].contains(names[0]), ["context", "ctx"].contains(names[1]),
            first.type == nil || first.type?.lowercased() == "string",
            let bytes = question.view.bytes(at: definition.site.path), !bytes.holds("Response")
        else { return nil }
        return EntryProblem(
            rule: HandlerKind.description.id,
            message: "\(entry.words) is an event handler ($\(definition.function.parameters.names[0]), "
                + "$\(definition.function.parameters.names[1])) \(question.words(for: definition.site)); an FC 2 HTTP trigger "
                + "calls `\(entry.callText)` and wants a `Response` back", property: entry.property,
            entry: question.shown(definition.site.path), line: definition.site.place.line,
            hint: "return `new RingCentral\\Psr7\\Response(200, [], $body)`")
    }

    private static let scalars: Set<String> = [
        "string", "int", "float", "bool", "mixed", "callable", "self", "static", "null", "false",
    ]
}

extension [UInt8] {
    /// Whether the bytes hold a text.
    func holds(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, count >= wanted.count else { return wanted.isEmpty }
        return withUnsafeBufferPointer { bytes in
            var start = 0
            while start <= bytes.count - wanted.count {
                if bytes[start] == first, wanted.indices.allSatisfy({ bytes[start + $0] == wanted[$0] }) { return true }
                start += 1
            }
            return false
        }
    }
}
