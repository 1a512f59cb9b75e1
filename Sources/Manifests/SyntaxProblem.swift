import BuildModel
import Yams

/// What Yams says about text that is no YAML, in words that help.
struct SyntaxProblem {
    let rule: String
    let message: String
    let hint: String?
    let mark: Mark

    init(_ error: YamlError, source: SourceText) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // Where the `:` of a key is missing, libyaml's mark is where it gave up, and its context the key itself.
            let isKey = problem == "could not find expected ':'"
            let place = isKey ? context?.mark ?? mark : mark
            self.init(
                problem: problem, context: context, mark: Mark(source: source, line: place.line, column: place.column))
        case .reader(let problem, let offset, _, _):
            self.init(problem: problem, context: nil, mark: Self.mark(offset: offset ?? 0, in: source))
        case .duplicatedKeysInMapping(let keys, let context):
            let first = Mark(source: source, line: context.mark.line, column: context.mark.column)
            let key = keys.first ?? ""
            self.init(duplicate: key, first: first, second: Self.repetition(of: key, after: first) ?? first)
        case .memory: self.init(problem: "not enough memory", context: nil, mark: Self.mark(offset: 0, in: source))
        default: self.init(problem: "\(error)", context: nil, mark: Self.mark(offset: 0, in: source))
        }
    }

    private init(problem: String, context: YamlError.Context?, mark: Mark) {
        let line = mark.source.line(mark.line)
        let before = mark.line > 1 ? mark.source.line(mark.line - 1) : ""
        self.mark = mark
        if Unrendered.isOpen(in: line) || Unrendered.isOpen(in: before) {
            rule = "template-unrendered"
            let text = Unrendered.isOpen(in: line) ? line : before
            message = "`\(Phrase.short(Self.trimmed(text)))` holds a placeholder of a template that was not rendered"
            hint = "make the project with `s init`, or write the value in its place"
            return
        }
        rule = "manifest-syntax"
        message = Self.words(for: problem, at: mark, line: line)
        hint = context.flatMap { context in
            context.mark.line == mark.line || context.text.contains("single document")
                ? nil : "look at \(Self.thing(in: context.text)) that begins on line \(context.mark.line)"
        }
    }

    /// A key that a mapping has twice.
    init(duplicate key: String, first: Mark, second: Mark) {
        rule = "duplicate-key"
        message = "the key `\(Phrase.short(key))` is written twice in one mapping, first on line \(first.line)"
        hint = "keep one of them"
        mark = second
    }

    func report(to diagnostics: Diagnostics) {
        diagnostics.error(rule, message, at: Field.location(mark, keyPath: ""), hint: hint)
    }

    /// What libyaml was reading: `while parsing a flow mapping` tells of `the flow mapping`.
    private static func thing(in context: String) -> String {
        let words = context.split(separator: " ")
        guard let article = words.firstIndex(where: { $0 == "a" || $0 == "an" }) else { return "what" }
        return (["the"] + words[(article + 1)...]).joined(separator: " ")
    }

    private static func words(for problem: String, at mark: Mark, line: String) -> String {
        let character = line.unicodeScalars.dropFirst(mark.column - 1).first
        return switch problem {
        case "found character that cannot start any token" where character == "\t":
            "a tab cannot indent in YAML: use spaces"
        case "found character that cannot start any token":
            "text cannot begin with `\(character.map { String($0) } ?? "")`: put it in quotes"
        case "could not find expected ':'":
            "not YAML: expected `:` after this key; if it belongs to the text before, check the indentation and the quotes"
        case "mapping values are not allowed in this context":
            "not YAML: a `:` stands where no key can be; check the indentation, or put the text in quotes"
        case "did not find expected key": "not YAML: expected a key here; check the indentation and the quotes before"
        case "did not find expected '-' indicator":
            "not YAML: expected `-`, the next item of the list; check the indentation"
        case "did not find expected ',' or ']'": "not YAML: expected `,` or `]` in the list"
        case "did not find expected ',' or '}'": "not YAML: expected `,` or `}` in the mapping"
        case "did not find expected node content": "not YAML: expected a value or a closing bracket here"
        case "found unexpected end of stream": "not YAML: the file ends inside quotes or brackets"
        case "found undefined alias": "not YAML: this alias (`*name`) has no anchor (`&name`) before it"
        case "found unknown escape character":
            "not YAML: unknown escape in double quotes; write `\\\\` for a backslash, or use single quotes"
        case "but found another document":
            "holds several documents (`---`): keep one in a file, and name it with `--project`"
        case "control characters are not allowed": "not YAML: a control character stands here"
        case _ where problem.hasPrefix("Maximum nesting level"): "lists and mappings are nested too deep"
        default: "not YAML: \(problem)"
        }
    }

    /// Where a key stands again: the next line that has it in the same column (libyaml tells the first place only).
    private static func repetition(of key: String, after first: Mark) -> Mark? {
        let wanted = [key + ":", "\"\(key)\":", "'\(key)':"]
        guard first.line < first.source.lineCount else { return nil }
        for number in first.line + 1...first.source.lineCount {
            let rest = first.source.line(number).unicodeScalars.dropFirst(first.column - 1)
            if wanted.contains(where: { String(rest).hasPrefix($0) }) {
                return Mark(source: first.source, line: number, column: first.column)
            }
        }
        return nil
    }

    private static func mark(offset: Int, in source: SourceText) -> Mark {
        let before = source.text.prefix(offset)
        let line = before.count(where: \.isNewline) + 1
        let column = before.reversed().prefix { !$0.isNewline }.reduce(0) { $0 + $1.unicodeScalars.count } + 1
        return Mark(source: source, line: line, column: column)
    }

    private static func trimmed(_ line: String) -> String {
        String(line.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
    }
}
