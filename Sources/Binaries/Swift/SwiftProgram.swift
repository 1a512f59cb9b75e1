/// What a program or library for Linux on x86-64 tells of the Swift that it was built from, read without running it: the
/// records by which the Swift runtime itself finds types, which stay when symbols are stripped.
///
/// Layout: swift/docs/ABI/TypeMetadata.rst and include/swift/ABI/Metadata.h of Swift 5.0 and later; the ABI is not promised on
/// Linux, so a file that does not fit gives an error or less, never a guess.
public struct SwiftProgram: Hashable, Sendable, Codable {
    /// Types and the protocols of the wanted modules that they conform to, sorted.
    public let conformances: [SwiftConformance]
    /// Names of the modules whose types are in the file, sorted: those of the program itself and those that are linked in.
    public let modules: [String]
    /// Conformances whose type or protocol lies in a file of its own and has no name here that could be read.
    public let unknownConformances: Int
    /// Bytes of the Unicode data that full Foundation brings, if it is linked in.
    public let unicodeDataSize: Int?
    /// What the compiler wrote into the file about itself: the lines of `.comment`.
    public let compilers: [String]

    /// More records than any real program has: the toolchain's own libraries together have some ten thousand.
    static let mostRecords = 200_000
    /// More types than anybody lists.
    static let mostConformances = 10_000

    /// Reads a file that lies in memory; nothing of the buffer is kept. `nil` for files without Swift, or for other processors.
    ///
    /// - Parameter modules: The modules whose protocols are asked for.
    public init?(_ bytes: UnsafeRawBufferPointer, protocolsOf modules: Set<String>) throws(ELFError) {
        guard let image = try SwiftImage(bytes) else { return nil }
        let records = try image.records("swift5_protocol_conformances")
        let types = try image.records("swift5_type_metadata") + image.records("swift5_type_metadata_2")
        guard !records.isEmpty || !types.isEmpty else { return nil }
        guard records.count + types.count <= Self.mostRecords else { throw .tooLarge(.swiftMetadata) }
        var reader = SwiftDescriptorReader(image: image)
        var found: Set<SwiftConformance> = []
        var unknown = 0
        for record in records {
            switch try reader.conformance(at: record, modules: modules) {
            case .found(let conformance): found.insert(conformance)
            case .unknown: unknown += 1
            case .other: break
            }
            guard found.count <= Self.mostConformances else { throw .tooLarge(.swiftMetadata) }
        }
        var names: Set<String> = []
        for record in types {
            if let name = try reader.type(atRecord: record) { names.insert(name.module) }
            guard names.count <= Self.mostConformances else { throw .tooLarge(.swiftMetadata) }
        }
        conformances = found.sorted()
        self.modules = names.sorted()
        unknownConformances = unknown
        unicodeDataSize = image.unicodeDataSize
        compilers = image.compilers
    }

    /// Reads a file that lies in an array.
    public init?(bytes: [UInt8], protocolsOf modules: Set<String>) throws(ELFError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(ELFError) in try SwiftProgram(bytes, protocolsOf: modules) }
        }
        guard let program = try result.get() else { return nil }
        self = program
    }
}

/// The full name of a Swift type or protocol.
public struct SwiftTypeName: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The module that declares it.
    public let module: String
    /// Its own name behind those of the types around it: `Pictures.Crop`.
    public let name: String
    /// Whether a running program prints the name as it stands here. The names of private and generic types, and of those inside
    /// extensions of other types, have more to them.
    public let isPlain: Bool

    /// Makes a name.
    public init(module: String, name: String, isPlain: Bool = true) {
        self.module = module
        self.name = name
        self.isPlain = isPlain
    }

    /// `Module.Outer.Name`.
    public var description: String { module + "." + name }

    /// By module, then by name.
    public static func < (left: Self, right: Self) -> Bool { (left.module, left.name) < (right.module, right.name) }
}

/// That a type conforms to a protocol.
public struct SwiftConformance: Hashable, Sendable, Codable, Comparable {
    /// The type.
    public let type: SwiftTypeName
    /// The protocol.
    public let protocolName: SwiftTypeName

    /// Makes a value.
    public init(type: SwiftTypeName, protocolName: SwiftTypeName) {
        self.type = type
        self.protocolName = protocolName
    }

    /// By type, then by protocol.
    public static func < (left: Self, right: Self) -> Bool {
        left.type == right.type ? left.protocolName < right.protocolName : left.type < right.type
    }
}
