/// Facts of a compiled Java class (Java Virtual Machine Specification, chapter 4). Names of classes are as in the file,
/// with slashes and with `$` before nested names: `com/example/Outer$Inner`.
public struct JavaClassFile: Hashable, Sendable, Codable {
    /// The format's version: 52 is Java 8.
    public let majorVersion: Int
    /// Zero, or 65535 for classes that use preview features of exactly their release.
    public let minorVersion: Int
    /// Modifiers as the virtual machine sees them.
    public let accessFlags: JavaAccessFlags
    /// Modifiers as the source has them (`private`, `static`), for a nested class.
    public private(set) var nestedAccessFlags: JavaAccessFlags?
    /// The class's own name.
    public let name: String
    /// The superclass; `nil` for `java/lang/Object` and `module-info`. Interfaces have `java/lang/Object`.
    public let superclass: String?
    /// Interfaces that the declaration names, in its order.
    public let interfaces: [String]
    /// The generic declaration, for example `Ljava/lang/Object;Lcom/aliyun/fc/runtime/PojoRequestHandler<…>;`, where
    /// the class has one.
    public private(set) var signature: String?
    /// Methods and constructors that the class itself declares, in the file's order.
    public let methods: [JavaMethod]

    /// Reads a class. All of the file is looked at except bodies of methods; memory stays within a small multiple of
    /// its size.
    public init(bytes: [UInt8]) throws(JavaClassError) {
        guard bytes.starts(with: [0xCA, 0xFE, 0xBA, 0xBE]) else { throw .notClassFile }
        var reader = JavaClassReader(bytes)
        try reader.skip(4, .header)
        minorVersion = try reader.number(2, .header)
        majorVersion = try reader.number(2, .header)
        guard majorVersion >= 45 else { throw .notClassFile }
        var pool = try JavaConstantPool(&reader)

        accessFlags = JavaAccessFlags(rawValue: UInt16(try reader.number(2, .declaration)))
        name = try pool.className(try reader.number(2, .declaration), .declaration)
        let superclassIndex = try reader.number(2, .declaration)
        superclass = superclassIndex == 0 ? nil : try pool.className(superclassIndex, .declaration)

        var interfaces: [String] = []
        for _ in 0..<(try reader.number(2, .interfaces)) {
            interfaces.append(try pool.className(try reader.number(2, .interfaces), .interfaces))
        }
        self.interfaces = interfaces

        for _ in 0..<(try reader.number(2, .fields)) {
            try reader.skip(6, .fields)
            try Self.readAttributes(&reader, &pool) { _, _, _ throws(JavaClassError) in }
        }

        var methods: [JavaMethod] = []
        for _ in 0..<(try reader.number(2, .methods)) {
            let flags = JavaAccessFlags(rawValue: UInt16(try reader.number(2, .methods)))
            let name = try pool.text(try reader.number(2, .methods), .methods)
            let descriptor = try pool.text(try reader.number(2, .methods), .methods)
            var signature: String?
            try Self.readAttributes(&reader, &pool) { attribute, reader, pool throws(JavaClassError) in
                guard attribute == "Signature" else { return }
                signature = try pool.text(try reader.number(2, .attributes), .attributes)
            }
            methods.append(
                JavaMethod(name: name, descriptor: descriptor, accessFlags: flags, signature: signature))
        }
        self.methods = methods

        var classSignature: String?
        var nestedFlags: JavaAccessFlags?
        let ownName = name
        try Self.readAttributes(&reader, &pool) { attribute, reader, pool throws(JavaClassError) in
            switch attribute {
            case "Signature":
                classSignature = try pool.text(try reader.number(2, .attributes), .attributes)
            case "InnerClasses":
                for _ in 0..<(try reader.number(2, .attributes)) {
                    let inner = try pool.className(try reader.number(2, .attributes), .attributes)
                    try reader.skip(4, .attributes)
                    let flags = JavaAccessFlags(rawValue: UInt16(try reader.number(2, .attributes)))
                    if inner == ownName { nestedFlags = flags }
                }
            default: break
            }
        }
        signature = classSignature
        nestedAccessFlags = nestedFlags
        guard reader.isAtEnd else { throw .extraBytes }
    }

    /// Walks over a list of attributes and shows each to the caller, who may read the attribute's bytes.
    private static func readAttributes(
        _ reader: inout JavaClassReader, _ pool: inout JavaConstantPool,
        _ look: (String, inout JavaClassReader, inout JavaConstantPool) throws(JavaClassError) -> Void
    ) throws(JavaClassError) {
        for _ in 0..<(try reader.number(2, .attributes)) {
            let name = try pool.text(try reader.number(2, .attributes), .attributes)
            let length = try reader.number(4, .attributes)
            let start = reader.place
            try look(name, &reader, &pool)
            guard reader.place - start <= length else { throw .malformed(.attributes) }
            try reader.skip(length - (reader.place - start), .attributes)
        }
    }
}
