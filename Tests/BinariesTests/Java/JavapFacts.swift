import Foundation

/// What `javap -p -s -v` says about a class.
struct JavapFacts {
    struct Method: Hashable {
        var name: String
        var descriptor = ""
        var flags: UInt16 = 0
        var signature: String?
    }

    var majorVersion = 0
    var flags: UInt16 = 0
    var name = ""
    var superclass: String?
    var signature: String?
    /// Names with dots, as the declaration line has them.
    var interfaces: [String] = []
    var methods: [Method] = []

    /// Facts by path of the class file.
    static func read(_ files: [URL]) throws -> [String: JavapFacts] {
        let output = try Tool.run("javap", ["-J-Dfile.encoding=UTF-8", "-p", "-s", "-v"] + files.map(\.path))
        var all: [String: JavapFacts] = [:]
        var parser = Parser()
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("Classfile ") {
                parser.finish(into: &all)
                parser = Parser(path: String(line.dropFirst(10)))
            } else {
                parser.take(line)
            }
        }
        parser.finish(into: &all)
        return all
    }

    private struct Parser {
        var path: String?
        var facts = JavapFacts()
        var inMembers = false, pastMembers = false
        var previous: Substring = ""
        var declaration: Substring?
        var method: Method?

        init(path: String? = nil) { self.path = path }

        mutating func finish(into all: inout [String: JavapFacts]) {
            closeMember()
            if let path { all[path] = facts }
        }

        mutating func closeMember() {
            if let method { facts.methods.append(method) }
            method = nil
        }

        mutating func take(_ line: Substring) {
            defer { previous = line }
            if line == "{" {
                inMembers = true
            } else if line == "}" {
                closeMember()
                inMembers = false
                pastMembers = true
            } else if inMembers {
                takeMember(line)
            } else if pastMembers {
                if line.hasPrefix("Signature: #") { facts.signature = Self.comment(line) }
            } else if line.hasPrefix("  minor version: ") {
                facts.interfaces = Self.interfaces(previous)
            } else if line.hasPrefix("  major version: ") {
                facts.majorVersion = Int(line.dropFirst(17)) ?? 0
            } else if line.hasPrefix("  flags: ") {
                facts.flags = Self.flags(line)
            } else if line.hasPrefix("  this_class: ") {
                facts.name = Self.plain(Self.comment(line))
            } else if line.hasPrefix("  super_class: #"), !line.hasPrefix("  super_class: #0") {
                facts.superclass = Self.plain(Self.comment(line))
            }
        }

        mutating func takeMember(_ line: Substring) {
            if line.hasPrefix("    descriptor: ") {
                closeMember()
                let descriptor = String(line.dropFirst(16))
                guard descriptor.hasPrefix("(") else { return }
                method = Method(name: name(previous), descriptor: descriptor)
            } else if line.hasPrefix("    flags: ") {
                method?.flags = Self.flags(line)
            } else if line.hasPrefix("    Signature: #") {
                method?.signature = Self.comment(line)
            }
        }

        func name(_ line: Substring) -> String {
            if line.hasPrefix("  static {}") { return "<clinit>" }
            let head = line.prefix { $0 != "(" }
            let last = head.split(separator: " ").last.map(String.init) ?? ""
            return last == facts.name.replacingOccurrences(of: "/", with: ".") ? "<init>" : last
        }

        static func comment(_ line: Substring) -> String {
            line.range(of: "// ").map { String(line[$0.upperBound...]) } ?? ""
        }

        /// `javap` puts names with unusual letters in quotes.
        static func plain(_ name: String) -> String { name.replacingOccurrences(of: "\"", with: "") }

        static func flags(_ line: Substring) -> UInt16 {
            guard let start = line.range(of: "(0x")?.upperBound else { return 0 }
            return UInt16(line[start...].prefix { $0 != ")" }, radix: 16) ?? 0
        }

        /// The names after `implements` (of interfaces: `extends`) without type arguments.
        static func interfaces(_ line: Substring) -> [String] {
            var depth = 0
            let plain = line.filter { character in
                if character == "<" { depth += 1 }
                defer { if character == ">" { depth -= 1 } }
                return depth == 0
            }
            let words = plain.split(separator: " ").map(String.init)
            let isInterface = words.contains("interface")
            guard let start = words.firstIndex(of: isInterface ? "extends" : "implements") else { return [] }
            return words[(start + 1)...].flatMap { $0.split(separator: ",").map(String.init) }
        }
    }
}
