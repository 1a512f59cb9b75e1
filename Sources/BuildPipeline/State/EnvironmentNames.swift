/// The environment variables that a file names.
enum EnvironmentNames {
    /// Names in the forms `env('X'`, `env("X"`, `env(X` and `env.X`, of manifests, and `${X}`, of requirements files and `.npmrc`,
    /// anywhere in the text. Finding one too many costs nothing but a rebuild when it changes.
    static func mentioned(in bytes: [UInt8]) -> Set<String> { called(in: bytes).union(braced(in: bytes)) }

    private static func braced(in bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        var rest = bytes[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            rest = rest[(dollar + 1)...]
            guard rest.first == UInt8(ascii: "{") else { continue }
            let name = rest.dropFirst().prefix(while: isName)
            if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: "}") {
                names.insert(String(decoding: name, as: UTF8.self))
            }
        }
        return names
    }

    private static func called(in bytes: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        let key = Array("env".utf8)
        var index = 0
        while index + key.count < bytes.count {
            guard bytes[index] == key[0], bytes[index + 1] == key[1], bytes[index + 2] == key[2] else {
                index += 1
                continue
            }
            index += key.count
            guard bytes[index] == UInt8(ascii: "(") || bytes[index] == UInt8(ascii: ".") else { continue }
            index += 1
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") || isQuote(bytes[index]) { index += 1 }
            let start = index
            while index < bytes.count, isName(bytes[index]) { index += 1 }
            if index > start { names.insert(String(decoding: bytes[start..<index], as: UTF8.self)) }
        }
        return names
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
