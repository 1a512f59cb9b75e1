/// A method or constructor as a class file declares it.
public struct JavaMethod: Hashable, Sendable, Codable {
    /// The name; `<init>` for constructors, `<clinit>` for static initialisers.
    public let name: String
    /// Erased parameter and return types, for example `(Ljava/io/InputStream;[B)V`.
    public let descriptor: String
    /// Modifiers.
    public let accessFlags: JavaAccessFlags
    /// The generic declaration, for example `(TI;)TO;`, where the method has one.
    public let signature: String?

    /// The descriptor taken apart.
    public var types: JavaMethodDescriptor {
        get throws(JavaClassError) { try JavaMethodDescriptor(descriptor) }
    }

    /// Whether the compiler made the method and a source has nothing of the kind (bridges, bodies of lambdas).
    public var isCompilerMade: Bool { accessFlags.contains(.synthetic) || accessFlags.contains(.bridge) }
}

/// Parameter and return types of a method, written as in Java sources (`int`, `java.lang.String`, `byte[][]`); nested
/// classes keep their `$`.
public struct JavaMethodDescriptor: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Types of the parameters in order.
    public let parameters: [String]
    /// The return type; `void` where nothing is returned.
    public let returnType: String

    /// Takes a descriptor apart; the virtual machine allows 255 parameters and 255 dimensions.
    public init(_ descriptor: String) throws(JavaClassError) {
        var rest = Substring(descriptor).utf8
        guard rest.popFirst() == UInt8(ascii: "(") else { throw .malformed(.descriptor) }
        var parameters: [String] = []
        while let next = rest.first, next != UInt8(ascii: ")") {
            guard parameters.count < 255 else { throw .malformed(.descriptor) }
            parameters.append(try Self.type(&rest))
        }
        guard rest.popFirst() != nil else { throw .malformed(.descriptor) }
        if rest.elementsEqual("V".utf8) {
            returnType = "void"
        } else {
            returnType = try Self.type(&rest)
            guard rest.isEmpty else { throw .malformed(.descriptor) }
        }
        self.parameters = parameters
    }

    /// For example `(java.lang.String, int) -> void`.
    public var description: String { "(\(parameters.joined(separator: ", "))) -> \(returnType)" }

    private static func type(_ rest: inout Substring.UTF8View) throws(JavaClassError) -> String {
        var dimensions = 0
        while rest.first == UInt8(ascii: "[") {
            rest.removeFirst()
            dimensions += 1
        }
        guard dimensions <= 255, let letter = rest.popFirst() else { throw .malformed(.descriptor) }
        let name: String
        switch letter {
        case UInt8(ascii: "B"): name = "byte"
        case UInt8(ascii: "C"): name = "char"
        case UInt8(ascii: "D"): name = "double"
        case UInt8(ascii: "F"): name = "float"
        case UInt8(ascii: "I"): name = "int"
        case UInt8(ascii: "J"): name = "long"
        case UInt8(ascii: "S"): name = "short"
        case UInt8(ascii: "Z"): name = "boolean"
        case UInt8(ascii: "L"):
            guard let end = rest.firstIndex(of: UInt8(ascii: ";")), end > rest.startIndex else {
                throw .malformed(.descriptor)
            }
            name = JavaClassFile.dotted(String(decoding: rest[..<end], as: UTF8.self))
            rest = rest[rest.index(after: end)...]
        default: throw .malformed(.descriptor)
        }
        return name + String(repeating: "[]", count: dimensions)
    }
}
