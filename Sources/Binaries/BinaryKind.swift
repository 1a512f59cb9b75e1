/// What a file is, judged by its first bytes alone.
public enum BinaryKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A Linux program, shared library, object file or core.
    case elf
    /// A macOS program or library for one architecture.
    case machO
    /// A macOS program or library for several architectures.
    case machOFat
    /// A Windows program or library.
    case pe
    /// Text that begins with `#!`.
    case script
    /// A zip archive (also a jar or a wheel).
    case zip
    /// A compiled Java class.
    case javaClass
    /// Anything else.
    case other

    /// How many bytes at the start of a file are enough for a judgement.
    public static let bytesNeeded = 8

    /// Judges the first bytes of a file; eight are enough, fewer are allowed.
    public init(firstBytes bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(Self.bytesNeeded))
        func begins(_ magic: UInt8...) -> Bool { head.starts(with: magic) }
        if begins(0x7F, 0x45, 0x4C, 0x46) {
            self = .elf
        } else if begins(0xCE, 0xFA, 0xED, 0xFE) || begins(0xCF, 0xFA, 0xED, 0xFE) || begins(0xFE, 0xED, 0xFA, 0xCE)
            || begins(0xFE, 0xED, 0xFA, 0xCF)
        {
            self = .machO
        } else if begins(0xCA, 0xFE, 0xBA, 0xBF) {
            self = .machOFat
        } else if begins(0xCA, 0xFE, 0xBA, 0xBE) {
            // Java class files share this magic: their next four bytes are a version, 45 or more in the lower half,
            // where a Mach-O file has its number of architectures.
            self = head.count == 8 && head[4...6].allSatisfy({ $0 == 0 }) && head[7] < 43 ? .machOFat : .javaClass
        } else if begins(0x4D, 0x5A) {
            self = .pe
        } else if begins(0x23, 0x21) {
            self = .script
        } else if begins(0x50, 0x4B, 0x03, 0x04) || begins(0x50, 0x4B, 0x05, 0x06) {
            self = .zip
        } else {
            self = .other
        }
    }
}
