import Foundation

/// What `monodis` says about an assembly, in the words of .NET: `System.String` for `string`, `Outer+Inner` for
/// `Outer/Inner`. Generic parameters lose their names: `!` and `!!`.
struct MonodisFacts {
    struct Method: Hashable {
        var isStatic: Bool
        var name: String
        var returnType: String
        var parameters: [String]
    }

    struct TypeRow: Hashable {
        var fullName: String
        var flags: Int
        var baseType: String?
    }

    let file: String

    /// Types by row; the first, `<Module>`, has no name here.
    func types() throws -> [TypeRow] {
        let references = try rows("--typeref").map(Self.typeName)
        let specifications = try rows("--typespec").map(Self.typeName)
        let lines = try rows("--typedef")
        let names = lines.map { line in
            Self.typeName(line.range(of: " (flist=").map { String(line[..<$0.lowerBound]) } ?? line)
        }
        return zip(lines, names).map { line, name in
            let flags = Self.number(line, after: "flags=0x", radix: 16)
            let base = Self.number(line, after: "extends=0x", radix: 16)
            let tables = [names, references, specifications]
            let table = tables[min(base & 3, 2)]
            let baseType = base >> 2 == 0 || base >> 2 > table.count ? nil : table[(base >> 2) - 1]
            return TypeRow(fullName: name, flags: flags, baseType: baseType)
        }
    }

    /// Lines of the table of methods by row, to be parsed one by one.
    func methodLines() throws -> [String] { try rows("--method") }

    /// Pairs of a type and one of its interfaces.
    func interfaces() throws -> [[String]] {
        try rows("--interface").map { line in
            line.components(separatedBy: " implements ").map(Self.typeName)
        }
    }

    /// Names of assemblies that the assembly refers to, with versions.
    func references() throws -> [String] {
        let lines = try Tool.run("monodis", ["--assemblyref", file]).components(separatedBy: "\n")
        var found: [String] = []
        var version = ""
        for line in lines {
            if let range = line.range(of: ": Version=") { version = String(line[range.upperBound...]) }
            if line.hasPrefix("\tName=") { found.append("\(line.dropFirst(6)) \(version)") }
        }
        return found
    }

    private func rows(_ option: String) throws -> [String] {
        try Tool.run("monodis", [option, file]).split(separator: "\n").compactMap { line in
            guard let colon = line.range(of: ": "), Int(line[..<colon.lowerBound]) != nil else { return nil }
            return String(line[colon.upperBound...])
        }
    }

    private static func number(_ line: String, after mark: String, radix: Int) -> Int {
        guard let range = line.range(of: mark) else { return -1 }
        return Int(line[range.upperBound...].prefix { $0.isHexDigit }, radix: radix) ?? -1
    }
}

extension MonodisFacts {
    /// A line such as `instance default void Set<T> (!!T 'value', [out] string& s)  (param: 1 …)`.
    static func method(_ line: String) -> Method? {
        guard let end = line.range(of: "  (param: ") else { return nil }
        var text = withoutMarshalling(line[..<end.lowerBound])[...]
        guard text.popLast() == ")" else { return nil }
        var isStatic = true
        for word in ["instance ", "explicit ", "default ", "vararg "] where text.hasPrefix(word) {
            if word == "instance " { isStatic = false }
            text = text.dropFirst(word.count)
        }
        // The list of parameters begins at the first parenthesis outside of angle brackets.
        guard let open = firstPlace(in: text, { $0 == "(" && $1 == 0 }), open > text.startIndex else { return nil }
        let head = text[..<text.index(before: open)]
        let list = text[text.index(after: open)...]
        guard let space = lastSpace(in: head) else { return nil }
        var name = String(head[head.index(after: space)...])
        if name.hasPrefix("'") {
            name = String(name.dropFirst().prefix { $0 != "'" })
        } else if let bracket = name.firstIndex(of: "<") {
            name = String(name[..<bracket])
        }
        return Method(
            isStatic: isStatic, name: name, returnType: typeName(String(head[..<space])),
            parameters: split(list).map(parameter))
    }

    /// Leaves ` marshal (lpwstr)` and the like away.
    private static func withoutMarshalling(_ text: Substring) -> String {
        var rest = text
        var out = ""
        while let range = rest.range(of: " marshal ("), let end = rest[range.upperBound...].firstIndex(of: ")") {
            out += rest[..<range.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func parameter(_ text: Substring) -> String {
        var text = text.drop { $0 == " " }
        for word in ["[in]", "[out]", "[opt]"] where text.hasPrefix(word) { text = text.dropFirst(word.count) }
        text = text.drop { $0 == " " }
        return typeName(String(lastSpace(in: text).map { text[..<$0] } ?? text))
    }

    private static func firstPlace(in text: Substring, _ fits: (Character, Int) -> Bool) -> Substring.Index? {
        var depth = 0
        for place in text.indices {
            if fits(text[place], depth) { return place }
            // A quoted name such as '<Open>m__0' closes what it opens.
            if text[place] == "<" { depth += 1 } else if text[place] == ">" { depth -= 1 }
        }
        return nil
    }

    private static func lastSpace(in text: Substring) -> Substring.Index? {
        var depth = 0
        for place in text.indices.reversed() {
            switch text[place] {
            case ">", ")", "]": depth += 1
            case "<", "(", "[": depth -= 1
            case " " where depth == 0: return place
            default: break
            }
        }
        return nil
    }

    private static func split(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = text.startIndex
        for place in text.indices {
            switch text[place] {
            case "<", "(", "[": depth += 1
            case ">", ")", "]": depth -= 1
            case "," where depth == 0:
                parts.append(text[start..<place])
                start = text.index(after: place)
            default: break
            }
        }
        return text.isEmpty ? [] : parts + [text[start...]]
    }

    /// A type as `monodis` writes it, in the words of .NET.
    static func typeName(_ text: String) -> String {
        var text = text.trimmingCharacters(in: .whitespaces)
        for word in ["class ", "valuetype "] where text.hasPrefix(word) { text = String(text.dropFirst(word.count)) }
        for suffix in ["&", "*", "[]"] where text.hasSuffix(suffix) {
            return typeName(String(text.dropLast(suffix.count))) + suffix
        }
        if text.hasSuffix("]"), let open = text.lastIndex(of: "["), open > text.startIndex {
            let commas = text[open...].filter { $0 == "," }
            return typeName(String(text[..<open])) + (commas.isEmpty ? "[*]" : "[\(commas)]")
        }
        if text.hasSuffix(">"), let mark = text.firstIndex(of: "`"), let open = text[mark...].firstIndex(of: "<") {
            let arguments = split(text[text.index(after: open)...].dropLast()).map { typeName(String($0)) }
            return typeName(String(text[..<open])) + "<\(arguments.joined(separator: ","))>"
        }
        if text.hasPrefix("!") { return text.hasPrefix("!!") ? "!!" : "!" }
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            text = String(text[text.index(after: close)...])
        }
        return simple[text] ?? text.replacingOccurrences(of: "/", with: "+").replacingOccurrences(of: "'", with: "")
    }

    private static let simple = [
        "void": "System.Void", "bool": "System.Boolean", "char": "System.Char", "int8": "System.SByte",
        "unsigned int8": "System.Byte", "int16": "System.Int16", "unsigned int16": "System.UInt16",
        "int32": "System.Int32", "unsigned int32": "System.UInt32", "int64": "System.Int64",
        "unsigned int64": "System.UInt64", "float32": "System.Single", "float64": "System.Double",
        "string": "System.String", "object": "System.Object", "native int": "System.IntPtr",
        "native unsigned int": "System.UIntPtr", "typedref": "System.TypedReference",
    ]
}
