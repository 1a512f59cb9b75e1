/// JSON whose members keep their order and whose numbers keep their text, for files that are read, changed in one place and
/// written as their own tool writes them: composer's `content-hash` is a digest over such text. It stands here, with the files of
/// composer, because `Manifests`, `Resolving` and `Compiling` ask them, and rooms share nothing else.
public enum OrderedJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([OrderedJSON])
    case object([Member])

    /// A name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: OrderedJSON

        /// Makes a member.
        public init(_ name: String, _ value: OrderedJSON) {
            self.name = name
            self.value = value
        }
    }

    /// The text of a string.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
    /// The items of an array.
    public var items: [OrderedJSON]? { if case .array(let items) = self { items } else { nil } }
    /// The members of an object.
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    /// A member of an object: the last one of that name, as most readers have it. Setting `nil` removes it; a new one goes
    /// to the end. On anything but an object nothing is set.
    public subscript(_ name: String) -> OrderedJSON? {
        get { members?.last { $0.name == name }?.value }
        set {
            guard case .object(var members) = self else { return }
            guard let newValue else {
                members.removeAll { $0.name == name }
                self = .object(members)
                return
            }
            if let index = members.lastIndex(where: { $0.name == name }) {
                members[index].value = newValue
            } else {
                members.append(Member(name, newValue))
            }
            self = .object(members)
        }
    }

    /// The text with four spaces for each level and nothing escaped that need not be: the way of PHP's
    /// `JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE`. Without a line end at the end.
    public var pretty: String {
        var out = ""
        write(to: &out, indent: "\n")
        return out
    }

    private func write(to out: inout String, indent: String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let text): out += text
        case .string(let text): Self.write(text, to: &out)
        case .array(let items):
            guard !items.isEmpty else {
                out += "[]"
                return
            }
            out += "["
            for (index, item) in items.enumerated() {
                out += (index == 0 ? "" : ",") + indent + "    "
                item.write(to: &out, indent: indent + "    ")
            }
            out += indent + "]"
        case .object(let members):
            guard !members.isEmpty else {
                out += "{}"
                return
            }
            out += "{"
            for (index, member) in members.enumerated() {
                out += (index == 0 ? "" : ",") + indent + "    "
                Self.write(member.name, to: &out)
                out += ": "
                member.value.write(to: &out, indent: indent + "    ")
            }
            out += indent + "}"
        }
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{8}": out += "\\b"
            case "\u{C}": out += "\\f"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{2028}", "\u{2029}": out += "\\u" + String(scalar.value, radix: 16)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
