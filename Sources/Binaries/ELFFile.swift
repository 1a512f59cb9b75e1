/// Facts of an ELF file: a program, a shared library or an object file for Linux. The linker's view is read (program
/// headers and dynamic segment), so files without section headers give the same facts.
public struct ELFFile: Hashable, Sendable, Codable {
    /// 32 or 64.
    public let bits: Int
    /// Whether numbers in the file are big-endian.
    public let isBigEndian: Bool
    /// The processor.
    public let machine: ELFMachine
    /// What the file is for.
    public let type: ELFType
    /// The dynamic linker that a program asks for, for example `/lib64/ld-linux-x86-64.so.2`.
    public let interpreter: String?
    /// `DT_NEEDED`: names of the libraries that the file needs, in the file's order.
    public let needed: [String]
    /// `DT_SONAME`.
    public let soname: String?
    /// `DT_RPATH` folders; ignored by the linker where there is a runpath.
    public let rpath: [String]
    /// `DT_RUNPATH` folders.
    public let runpath: [String]
    /// The symbol versions that the file needs, in the file's order.
    public let versionNeeds: [ELFVersionNeed]
    /// The build id in lower-case hexadecimal digits.
    public let buildID: String?
    /// Whether the file has no symbol table beside the dynamic one.
    public let isStripped: Bool
    /// Whether the file has the records of Swift types: it was built from Swift.
    public let isSwift: Bool
    /// The number in the name of the symbol by which Node.js registers an addon, for example 108 of
    /// `node_register_module_v108`; `nil` where there is none (Node-API addons fit every version).
    public let nodeModuleVersion: Int?
    /// A part that the headers name and that lies, wholly or partly, behind the end of the file: the file was cut off.
    /// Without its section headers a file still loads.
    public let missingPart: ELFError.Part?
    /// Whether the file is a program that needs no dynamic linker and no library.
    public let isStatic: Bool

    /// Reads a file that lies in memory; nothing of the buffer is kept.
    public init(_ bytes: UnsafeRawBufferPointer) throws(ELFError) {
        try self.init(size: bytes.count) { offset, count in Array(bytes[offset..<offset + count]) }
    }

    /// Reads a file that lies in an array.
    public init(bytes: [UInt8]) throws(ELFError) {
        try self.init(size: bytes.count) { offset, count in Array(bytes[offset..<offset + count]) }
    }

    /// Reads a file piece by piece: about ten pieces, none beyond `size`, none above 64 MiB.
    ///
    /// - Parameters:
    ///   - size: Size of the file in bytes.
    ///   - read: Gives exactly `count` bytes from `offset`, or `nil` if they cannot be had.
    public init(size: Int, read: @escaping (_ offset: Int, _ count: Int) -> [UInt8]?) throws(ELFError) {
        let source = ELFSource(size: UInt64(max(0, size)), read: read)
        let header = try ELFHeader(source)
        let segments = try ELFSegments(source, header)
        let dynamic = try ELFDynamic(source, header, segments)
        bits = header.is64 ? 64 : 32
        isBigEndian = header.isBigEndian
        machine = header.machine
        type = header.type
        interpreter = segments.interpreter
        needed = dynamic.needed
        soname = dynamic.soname
        rpath = dynamic.rpath
        runpath = dynamic.runpath
        versionNeeds = dynamic.versionNeeds
        buildID = segments.buildID
        nodeModuleVersion = dynamic.nodeModuleVersion
        missingPart =
            segments.end > source.size ? .segments : header.sectionsEnd > source.size ? .sectionHeaders : nil
        isSwift = header.sectionNames(source).contains { $0.hasPrefix("swift5_") }
        isStripped = !header.hasSection(ofType: 2)
        let isProgram =
            header.type == .executable || (header.type == .sharedObject && dynamic.isPositionIndependentProgram)
        isStatic = isProgram && segments.interpreter == nil && dynamic.needed.isEmpty
    }
}
