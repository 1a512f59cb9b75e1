/// Facts of a .NET assembly, read from its metadata (ECMA-335 II.22 to II.25). Types are read at once, methods when they
/// are asked for.
public struct CLIAssembly: Sendable {
    /// The assembly's simple name, without `.dll`; `nil` for a module that belongs to another file's assembly.
    public let name: String?
    /// The assembly's version; 0.0.0.0 for a module.
    public let version: CLIVersion
    /// The version of the metadata's format, for example `v4.0.30319`.
    public let metadataVersion: String
    /// What it was compiled for, in the words of the attribute: `.NETCoreApp,Version=v3.1`.
    public let targetFramework: String?
    /// Whether the file says that it runs in 32-bit processes only.
    public let requires32Bit: Bool
    /// Assemblies that it refers to, in the file's order.
    public let references: [CLIAssemblyReference]
    /// Types that it defines, nested ones too, in the file's order. The first is `<Module>`.
    public let types: [CLIType]

    private let metadata: CLIMetadata
    private let ownNames: [String]
    private let asyncMethods: Set<Int>

    /// Reads an assembly. Whatever the file says, memory stays within 16 MiB and a small multiple of its size.
    public init(bytes: [UInt8]) throws(CLIError) {
        let image = try CLIImage(CLIBytes(bytes, .peHeaders))
        metadata = try CLIMetadata(image.metadata)
        requires32Bit = image.flags & 2 != 0
        metadataVersion = metadata.version
        if metadata.rows(.assembly) > 0 {
            name = try metadata.text(.assembly, 1, 7)
            version = try CLIVersion(metadata, .assembly, 1, firstColumn: 1)
        } else {
            name = nil
            version = CLIVersion(major: 0, minor: 0, build: 0, revision: 0)
        }
        var references: [CLIAssemblyReference] = []
        var names = try CLINames(metadata)
        for row in 0..<metadata.rows(.assemblyRef) {
            let name = try metadata.text(.assemblyRef, row + 1, 6)
            try names.pay(name.utf8.count)
            let version = try CLIVersion(metadata, .assemblyRef, row + 1, firstColumn: 0)
            references.append(CLIAssemblyReference(name: name, version: version))
        }
        self.references = references
        ownNames = names.ownNames
        types = try CLITypeReader.types(&names)
        targetFramework = try CLIAttributes.targetFramework(&names)
        asyncMethods = try CLIAttributes.asyncMethods(&names)
    }

    /// The type of a whole name, for example `Namespace.Outer+Inner`.
    public func type(named fullName: String) -> CLIType? { types.first { $0.fullName == fullName } }

    /// Methods and constructors that a type of this assembly itself declares, in the file's order.
    public func methods(of type: CLIType) throws(CLIError) -> [CLIMethod] {
        var names = CLINames(metadata, ownNames: ownNames)
        var methods: [CLIMethod] = []
        for position in try metadata.list(.typeDef, type.row, 5, of: .methodDef) {
            let row = try metadata.member(position, of: .methodDef)
            let flags = try metadata.value(.methodDef, row, 2)
            let name = try metadata.text(.methodDef, row, 3)
            try names.pay(name.utf8.count)
            var reader = CLISignature(try metadata.blob(.methodDef, row, 4, .signature))
            let signature = try reader.method(&names)
            methods.append(
                CLIMethod(
                    name: name, visibility: CLIVisibility(methodFlags: flags), isStatic: flags & 0x10 != 0,
                    isAbstract: flags & 0x400 != 0, isVirtual: flags & 0x40 != 0,
                    isAsync: asyncMethods.contains(row), parameters: signature.parameters,
                    returnType: signature.returnType, genericParameterCount: signature.genericParameterCount))
        }
        return methods
    }
}

/// An assembly that another one refers to.
public struct CLIAssemblyReference: Hashable, Sendable, Codable {
    /// The simple name, without `.dll`.
    public let name: String
    /// The version that it was compiled against.
    public let version: CLIVersion
}

/// A version of four numbers.
public struct CLIVersion: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The first number.
    public let major: Int
    /// The second number.
    public let minor: Int
    /// The third number.
    public let build: Int
    /// The fourth number.
    public let revision: Int

    /// For example `3.1.0.0`.
    public var description: String { "\(major).\(minor).\(build).\(revision)" }

    /// Orders by the numbers from the first to the last.
    public static func < (left: CLIVersion, right: CLIVersion) -> Bool {
        (left.major, left.minor, left.build, left.revision) < (right.major, right.minor, right.build, right.revision)
    }
}

extension CLIVersion {
    init(_ metadata: CLIMetadata, _ table: CLITable, _ row: Int, firstColumn: Int) throws(CLIError) {
        major = try metadata.value(table, row, firstColumn)
        minor = try metadata.value(table, row, firstColumn + 1)
        build = try metadata.value(table, row, firstColumn + 2)
        revision = try metadata.value(table, row, firstColumn + 3)
    }
}
